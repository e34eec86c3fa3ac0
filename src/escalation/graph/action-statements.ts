import type { EffectiveAccess } from '../../access/effective-access.js';
import type { StatementReading } from '../../policy/statement-reading.js';
import { statementForService } from '../passed-to-service.js';
import { resourcesNamed } from './action-targets.js';
import { ATTACHING, statementForAttaching } from './attachable-policies.js';
import { targetKind, type Capabilities } from './capabilities.js';
import { memoised } from './grouped.js';
import type { Population } from './population.js';
import { onTargets, type StatementOnTargets } from './statement-on-targets.js';

/** A statement about an action, with whom it concerns. */
interface ActionStatement {
  readonly concerns: (target: number) => boolean;
  /** The statement without the tests that targets meet, for those who meet them. */
  readonly applied: readonly StatementOnTargets[];
}

/** A principal is asked for the same action once for every target of its edges. */
const known = new WeakMap<EffectiveAccess, Map<string, readonly ActionStatement[]>>();

/**
 * The statements about an action on a target that a principal's own policies hold, as they apply where a role is
 * passed to a service.
 */
export function statementsOn(
  { access, population }: Capabilities,
  effect: 'Allow' | 'Deny',
  action: string,
  target: number,
  service: string | null,
): readonly StatementReading[] {
  const index = access.catalog.actionIndex(action);
  if (index === undefined) return [];
  const ofAccess = memoised(known, access, () => new Map<string, readonly ActionStatement[]>());
  const statements = memoised(ofAccess, `${effect} ${action} ${service}`, () =>
    aboutAction(effect === 'Allow' ? access.allows : access.denies, access, population, {
      action,
      index,
      service,
    }),
  );
  const isOfPolicy = targetKind(action) === 'policy';
  return statements.flatMap(({ concerns, applied }) => {
    if (!concerns(target)) return [];
    const first = applied.find(({ targets }) => isOfPolicy || targets.has(target));
    return first === undefined ? [] : [first.entry];
  });
}

/** The statements about an action, whatever it is used on. */
function aboutAction(
  entries: readonly StatementReading[],
  access: EffectiveAccess,
  population: Population,
  {
    action,
    index,
    service,
  }: { readonly action: string; readonly index: number; readonly service: string | null },
): readonly ActionStatement[] {
  return entries
    .filter((entry) => entry.actions.has(index))
    .flatMap((entry) =>
      action === 'iam:PassRole' && service !== null ? statementForService(entry, service) : [entry],
    )
    .flatMap((entry) =>
      ATTACHING.has(action)
        ? statementForAttaching(entry, access, population.attachable.choices(access.actor))
        : [entry],
    )
    .map((entry) => ({
      concerns: concernedBy(entry, access, population, action),
      applied: onTargets(entry, access, index, population.arns),
    }));
}

function concernedBy(
  entry: StatementReading,
  access: EffectiveAccess,
  population: Population,
  action: string,
): ActionStatement['concerns'] {
  const kind = targetKind(action);
  if (kind === null && action !== 'iam:PassRole') return () => true;
  if (kind === 'policy') {
    const policies = resourcesNamed(entry, access, population.policyArns);
    return (target) => policies.intersects(population.customerPoliciesOf(target));
  }
  const named = resourcesNamed(entry, access, population.arns);
  if (kind !== 'group') return (target) => named.has(target);
  return (target) => named.has(target) || population.groupsOf.get(target)?.intersects(named) === true;
}
