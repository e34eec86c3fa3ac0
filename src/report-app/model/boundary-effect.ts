import type { Assessment } from '../../assessment/assessment.js';
import { isAbout } from './document-statements.js';
import { policiesOf } from './policies-of.js';
import { isOutside, type StatementsOf } from './taken-away.js';

/** What a boundary leaves and cuts of the actions that a principal's policies allow. */
export interface BoundaryEffect {
  /** Actions allowed, of those that the report names. */
  readonly allowed: number;
  readonly cut: number;
  /** The services that lose most first. */
  readonly services: readonly { readonly service: string; readonly cut: number }[];
}

/** What the boundary of a principal cuts; null where it has none, or where its document is not at hand. */
export function boundaryEffect(
  { principals, actions }: Assessment,
  statementsOf: StatementsOf,
  principal: number,
): BoundaryEffect | null {
  const found = principals[principal];
  const policy = found?.permissionsBoundary?.policy ?? null;
  const boundary = policy === null ? null : statementsOf(policy);
  if (found === undefined || boundary === null) return null;
  const grants = policiesOf(found, principals).flatMap((held) =>
    (statementsOf(held) ?? []).filter(({ effect }) => effect === 'Allow'),
  );
  const byService = new Map<string, number>();
  let allowed = 0;
  for (const action of actions) {
    const name = action.toLowerCase();
    if (!grants.some((statement) => isAbout(statement, name))) continue;
    allowed++;
    if (!isOutside(boundary, name)) continue;
    const service = action.slice(0, action.indexOf(':'));
    byService.set(service, (byService.get(service) ?? 0) + 1);
  }
  const services = [...byService]
    .map(([service, cut]) => ({ service, cut }))
    .sort((a, b) => b.cut - a.cut || (a.service < b.service ? -1 : 1));
  return { allowed, cut: services.reduce((sum, { cut }) => sum + cut, 0), services };
}

/** What took findings away from a principal: its boundary, a Deny, levels of organisation policies, as the scan says. */
export function guardsOf({ findings }: Assessment, principal: number): readonly string[] {
  const names = findings.flatMap(({ subject, blockedBy = [] }) =>
    subject.type === 'principal' && subject.principal === principal ? blockedBy : [],
  );
  return [...new Set(names)];
}
