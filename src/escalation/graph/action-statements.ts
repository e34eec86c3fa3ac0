import type { EffectiveAccess } from '../../access/effective-access.js';
import type { ManagedPolicy } from '../../account/account.js';
import type { IndexSet } from '../../catalog/index-set.js';
import type { StatementReading } from '../../policy/statement-reading.js';
import { statementForService } from '../passed-to-service.js';
import { ATTACHING, statementForAttaching, statementForPolicy } from './attachable-policies.js';
import { boundaryChoice, statementForSomeBoundary } from './boundary-choice.js';
import { targetKind, type Capabilities } from './capabilities.js';
import { memoised } from './grouped.js';
import type { Population } from './population.js';
import { PUTTING_INTO_GROUP } from './putting-into-groups.js';
import { onTargets } from './statement-on-targets.js';
import { resourcesNamed } from './statement-resources.js';

/** A statement about an action: as it applies to a target, without the tests that the target meets; null where it does not. */
export type ActionStatement = (target: number) => StatementReading | null;

/** A principal is asked for the same action once for every target of its edges. */
const known = new WeakMap<EffectiveAccess, Map<string, readonly ActionStatement[]>>();

/**
 * The statements about an action that a principal's own policies hold, as they apply where a role is passed to a
 * service.
 */
export function statementsAboutAction(
  { access, population }: Capabilities,
  effect: 'Allow' | 'Deny',
  action: string,
  service: string | null,
): readonly ActionStatement[] {
  const index = access.catalog.actionIndex(action);
  if (index === undefined) return [];
  const ofAccess = memoised(known, access, () => new Map<string, readonly ActionStatement[]>());
  return memoised(ofAccess, `${effect} ${action} ${service}`, () =>
    aboutAction(effect === 'Allow' ? access.allows : access.denies, access, population, {
      action,
      index,
      service,
    }),
  );
}

/** The statements about putting one managed policy in force: by attaching it to a target, or by choosing a version of it. */
export function statementsPuttingInForce(
  capabilities: Capabilities,
  effect: 'Allow' | 'Deny',
  action: string,
  arn: ManagedPolicy['arn'],
): readonly ActionStatement[] {
  const { access, population } = capabilities;
  const index = access.catalog.actionIndex(action);
  if (index === undefined) return [];
  if (!ATTACHING.has(action))
    return statementsOnPolicy(capabilities, effect, action, arn).map((entry) => () => entry);
  const entries = effect === 'Allow' ? access.allows : access.denies;
  const about = entries.flatMap((entry) => statementForPolicy(entry, arn));
  return aboutAction(about, access, population, { action, index, service: null });
}

/** Those of the statements that are about a target. */
export function statementsOnTarget(
  statements: readonly ActionStatement[],
  target: number,
): readonly StatementReading[] {
  const found: StatementReading[] = [];
  for (const statement of statements) {
    const entry = statement(target);
    if (entry !== null) found.push(entry);
  }
  return found;
}

/** The statements about an action that concern one managed policy, whoever has it. */
export function statementsOnPolicy(
  capabilities: Capabilities,
  effect: 'Allow' | 'Deny',
  action: string,
  arn: string,
): readonly StatementReading[] {
  const policies = capabilities.population.policyArns.named(arn);
  return statementsOnPolicies(capabilities, effect, action).flatMap(({ entry, named }) =>
    named.intersects(policies) ? [entry] : [],
  );
}

/** The statements about an action on the policy that is the permissions boundary of a target. */
export function statementsOnBoundary(
  capabilities: Capabilities,
  effect: 'Allow' | 'Deny',
  action: string,
): readonly ActionStatement[] {
  const { principals, policyArns } = capabilities.population;
  return statementsOnPolicies(capabilities, effect, action).map(({ entry, named }) => (target) => {
    const boundary = principals[target]?.permissionsBoundary?.arn ?? '';
    return named.intersects(policyArns.named(boundary)) ? entry : null;
  });
}

function statementsOnPolicies(
  { access, population }: Capabilities,
  effect: 'Allow' | 'Deny',
  action: string,
): readonly { readonly entry: StatementReading; readonly named: IndexSet }[] {
  const index = access.catalog.actionIndex(action) ?? -1;
  return (effect === 'Allow' ? access.allows : access.denies)
    .filter((entry) => entry.actions.has(index))
    .map((entry) => ({ entry, named: resourcesNamed(entry, access, population.policyArns) }));
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
  const isOnPrincipal = isUsedOnPrincipal(action);
  const boundaries = boundaryChoice(access, population, action);
  return entries
    .filter((entry) => entry.actions.has(index))
    .flatMap((entry) =>
      action === 'iam:PassRole' && service !== null ? statementForService(entry, service) : [entry],
    )
    .flatMap((entry) =>
      ATTACHING.has(action)
        ? statementForAttaching(entry, access, population.attachable.choices(access.actor, action))
        : [entry],
    )
    .flatMap((entry) => (boundaries === null ? [entry] : statementForSomeBoundary(entry, boundaries)))
    .flatMap((entry): readonly ActionStatement[] => {
      const concerns = concernedBy(entry, access, population, action);
      if (concerns === null) return [];
      // The facts that tests are decided by are those of principals alone.
      if (!isOnPrincipal) return [(target) => (concerns(target) ? entry : null)];
      const applied = onTargets(entry, access, index, population.arns);
      return [
        (target) =>
          concerns(target) ? (applied.find(({ targets }) => targets.has(target))?.entry ?? null) : null,
      ];
    });
}

/** Whether an action is used on whom a step leads to, and not on a policy or, say, an instance that runs with the role. */
function isUsedOnPrincipal(action: string): boolean {
  const kind = targetKind(action);
  return kind !== null && kind !== 'policy' && kind !== 'saml-provider';
}

/** Whether a statement names resources of the types that an action works on; one without any is allowed on `*` alone. */
function isAboutSome({ coverage }: StatementReading, { catalog }: EffectiveAccess, action: string): boolean {
  const { required, optional } = catalog.requirement(catalog.actionIndex(action) ?? -1);
  if (required.length + optional.length === 0) return coverage.wildcard;
  return (
    coverage.everything ||
    [required, optional].some((types) => types.some((type) => coverage.touched.has(type)))
  );
}

/** Null where the statement names nothing that is there, as most of thousands do. */
function concernedBy(
  entry: StatementReading,
  access: EffectiveAccess,
  population: Population,
  action: string,
): ((target: number) => boolean) | null {
  const kind = targetKind(action);
  if (kind === null && action !== 'iam:PassRole')
    return isAboutSome(entry, access, action) ? () => true : null;
  if (kind === 'policy') {
    const policies = resourcesNamed(entry, access, population.policyArns);
    if (policies.isEmpty) return null;
    return (target) => policies.intersects(population.customerPoliciesOf(target));
  }
  if (kind === 'saml-provider') {
    const providers = resourcesNamed(entry, access, population.samlProviders.arns);
    if (providers.isEmpty) return null;
    return (target) => providers.intersects(population.samlProviders.trustedBy(target));
  }
  const named = resourcesNamed(entry, access, population.arns);
  if (named.isEmpty) return null;
  if (kind !== 'group') return (target) => named.has(target);
  // Whom it puts into a group is in none of those yet.
  const isForAnyUser = action === PUTTING_INTO_GROUP && named.intersects(population.groups);
  return (target) =>
    named.has(target) ||
    population.groupsOf.get(target)?.intersects(named) === true ||
    (isForAnyUser && population.users.has(target));
}
