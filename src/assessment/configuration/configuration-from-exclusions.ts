import type { Catalog } from '../../catalog/catalog.js';
import type { Exclusions } from '../exclusions.js';
import type { Suppression } from '../suppressions/suppression.js';
import type { Configuration } from './configuration.js';
import { isActionPattern } from './parse-configuration.js';

/**
 * A configuration that says what an exclusions file says. What the file keeps from being assessed is then assessed and
 * its findings are suppressed, so that they stay listed.
 *
 * @param reason - goes into every suppression
 */
export function configurationFromExclusions(exclusions: Exclusions, reason: string): Configuration {
  const { policies, roles, users, groups, includeActions, excludeActions, knownAccounts } = exclusions;
  const suppressions: readonly Suppression[] = [
    ...rules(policies).map((policy) => ({ policy, reason })),
    ...rules([...roles, ...users, ...groups]).map((principal) => ({ principal, reason })),
    ...rules(excludeActions).map((action) => ({ action, reason })),
  ];
  const included = rules(includeActions);
  const known = rules(knownAccounts);
  return {
    'default-exclusions': false,
    ...(included.length === 0 ? {} : { actions: { InfrastructureModification: { add: included } } }),
    ...(known.length === 0 ? {} : { 'known-accounts': known }),
    ...(suppressions.length === 0 ? {} : { suppressions }),
  };
}

/**
 * Actions to include for which a configuration is refused: an exclusions file may hold whatever was an action once, and
 * `*` by itself.
 */
export function actionsNotTaken({ includeActions }: Exclusions, catalog: Catalog): readonly string[] {
  return includeActions.filter(
    (action) => action !== '' && (!isActionPattern(action) || catalog.expand(action).isEmpty),
  );
}

/** Rules that say something, each once. */
function rules(all: readonly string[]): readonly string[] {
  return [...new Map(all.filter((rule) => rule !== '').map((rule) => [rule.toLowerCase(), rule])).values()];
}
