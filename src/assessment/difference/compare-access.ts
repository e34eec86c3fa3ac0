import type { KindsInForce } from '../../risks/kinds-in-force.js';
import { SEVERITIES } from '../severity.js';
import type { AccessDifference, RiskChange, SubjectDifference } from './access-difference.js';
import { admissionsOnlyIn, type AdmittingPolicy } from './compared-admissions.js';
import { reachGained, reachLost } from './compared-reach.js';
import { isNearerToAdministrator } from './nearer-to-administrator.js';
import { resourcesOnlyIn } from './compared-resources.js';
import { openingsOnlyIn } from './compared-resource-policies.js';
import { countedRisks, risksOnlyIn } from './compared-risks.js';
import { NOTHING_KNOWN, type ComparedSubject, type ComparisonSettings } from './compared-subject.js';
import { byRisk } from './risk-order.js';

/**
 * Compares what principals or policies can do on two sides. Risky is what a scan would count: what a risk kind finds
 * on everything and unconditionally, whom a role trusts, to whom a resource is open, and a way to administrator.
 */
export function compareAccess(
  before: readonly ComparedSubject[],
  after: readonly ComparedSubject[],
  settings: ComparisonSettings & { readonly kinds: KindsInForce },
): AccessDifference {
  const old = new Map(before.map((subject) => [subject.key, subject]));
  const current = new Map(after.map((subject) => [subject.key, subject]));
  const keys = new Set([...current.keys(), ...old.keys()]);
  const subjects = [...keys]
    .map((key) => subjectDifference(old.get(key) ?? null, current.get(key) ?? null, settings))
    .filter((subject) => subject !== null);
  return {
    format: 'cloudsplaining-difference',
    version: 1,
    subjects: byRisk(subjects),
    isRiskier: subjects.some(isRiskier),
  };
}

/** Whether a subject gained something risky. */
function isRiskier(subject: SubjectDifference): boolean {
  return subject.risksGained.length > 0 || isNearerToAdministrator(subject);
}

function subjectDifference(
  before: ComparedSubject | null,
  after: ComparedSubject | null,
  { kinds, catalog }: ComparisonSettings & { readonly kinds: KindsInForce },
): SubjectDifference | null {
  const shown = after ?? before;
  if (shown === null) return null;
  const { type, name, arn } = shown;
  const [old, current] = [before ?? NOTHING_KNOWN, after ?? NOTHING_KNOWN];
  const reaches = [old.access?.reach ?? null, current.access?.reach ?? null] as const;
  const risks = { old: countedRisks(old, kinds), current: countedRisks(current, kinds) };
  const difference: SubjectDifference = {
    type,
    name,
    arn,
    state: before === null ? 'new' : after === null ? 'gone' : 'changed',
    ...(old.administrator === current.administrator
      ? {}
      : { administrator: { before: old.administrator, after: current.administrator } }),
    risksGained: gravestFirst([
      ...risksOnlyIn(risks.current, risks.old, catalog),
      ...openingsOnlyIn(current.resource, old.resource, kinds.onResourcePolicies),
    ]),
    risksLost: gravestFirst([
      ...risksOnlyIn(risks.old, risks.current, catalog),
      ...openingsOnlyIn(old.resource, current.resource, kinds.onResourcePolicies),
    ]),
    gained: reachGained(...reaches, catalog),
    lost: reachLost(...reaches, catalog),
    resourcesGained: resourcesOnlyIn(current, old),
    resourcesLost: resourcesOnlyIn(old, current),
    admitted: admissionsOnlyIn(admittingPolicy(after), admittingPolicy(before)),
    shutOut: admissionsOnlyIn(admittingPolicy(before), admittingPolicy(after)),
  };
  return difference.state === 'changed' && isUnchanged(difference) ? null : difference;
}

function admittingPolicy(subject: ComparedSubject | null): AdmittingPolicy | null {
  const document = subject?.trust?.document ?? subject?.resource?.document;
  return document === undefined ? null : { document, accountId: subject?.arn?.split(':')[4] ?? null };
}

function gravestFirst(risks: readonly RiskChange[]): readonly RiskChange[] {
  return [...risks].sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity));
}

function isUnchanged({ administrator, ...lists }: SubjectDifference): boolean {
  const { risksGained, risksLost, gained, lost, resourcesGained, resourcesLost, admitted, shutOut } = lists;
  return (
    administrator === undefined &&
    [risksGained, risksLost, gained, lost, resourcesGained, resourcesLost, admitted, shutOut].every(
      ({ length }) => length === 0,
    )
  );
}
