import type { Catalog } from '../../catalog/catalog.js';
import type { EscalationPath } from '../../escalation/escalation-path.js';
import { withOwnPaths } from '../../escalation/escalation-paths.js';
import { InputError } from '../../policy/input-error.js';
import { adjustedKinds, type KindAdjustment } from '../../risks/adjusted-kinds.js';
import type { AssessOptions } from '../assess-options.js';
import { NO_EXCLUSIONS, type Exclusions } from '../exclusions.js';
import type { Configuration, OwnEscalationPath } from './configuration.js';

/** What a configuration decides about an assessment. */
export type ConfiguredOptions = Pick<
  AssessOptions,
  'catalog' | 'kinds' | 'suppressions' | 'exclusions' | 'knownAccounts'
>;

/**
 * The options of an assessment under a configuration.
 *
 * @param exclusions - those of an exclusions file, where one was named
 * @throws {InputError} naming an action that the catalogue does not know
 */
export function configuredOptions(
  configuration: Configuration,
  catalog: Catalog,
  exclusions: Exclusions | undefined,
): ConfiguredOptions {
  const {
    suppressions,
    'escalation-paths': paths = [],
    'known-accounts': knownAccounts,
    'default-exclusions': usesTemplate = true,
  } = configuration;
  refuseUnknownActions(configuration, catalog);
  const adjustments = kindAdjustments(configuration);
  const excluded = exclusions ?? (usesTemplate ? undefined : NO_EXCLUSIONS);
  return {
    catalog: withOwnPaths(
      catalog,
      paths.map((path, index) => escalationPath(path, `$.escalation-paths[${index}]`, catalog)),
    ),
    ...(adjustments.size === 0 ? {} : { kinds: adjustedKinds(adjustments, catalog) }),
    ...(suppressions === undefined ? {} : { suppressions }),
    ...(excluded === undefined ? {} : { exclusions: excluded }),
    ...(knownAccounts === undefined ? {} : { knownAccounts }),
  };
}

/** A misspelt action would leave the list as it is, and nobody would know. */
function refuseUnknownActions({ actions = {} }: Configuration, catalog: Catalog): void {
  for (const [kind, changes] of Object.entries(actions))
    for (const key of ['add', 'remove'] as const)
      changes[key]?.forEach((action, index) => {
        if (catalog.expand(action).isEmpty)
          throw new InputError(noSuchAction(action), `$.actions.${kind}.${key}[${index}]`);
      });
}

function noSuchAction(action: string): string {
  return /[*?]/.test(action)
    ? `the catalogue knows no action that matches ${action}`
    : `the catalogue knows no action ${action}`;
}

function kindAdjustments({
  severities = {},
  actions = {},
}: Configuration): ReadonlyMap<string, KindAdjustment> {
  const kinds = new Set([...Object.keys(severities), ...Object.keys(actions)]);
  return new Map(
    [...kinds].map((kind) => {
      const severity = severities[kind];
      const { add, remove } = actions[kind] ?? {};
      return [
        kind,
        {
          ...(severity === undefined ? {} : { severity }),
          ...(add === undefined ? {} : { addedActions: add }),
          ...(remove === undefined ? {} : { removedActions: remove }),
        },
      ];
    }),
  );
}

function escalationPath(path: OwnEscalationPath, where: string, catalog: Catalog): EscalationPath {
  const { id, name, link = '', 'passed-to': passedTo = null } = path;
  const requiredActions = path.actions.map((action, index) => {
    const number = catalog.actionIndex(action);
    if (number === undefined) throw new InputError(noSuchAction(action), `${where}.actions[${index}]`);
    return catalog.actionName(number);
  });
  return {
    id,
    legacyName: null,
    legacyOrder: null,
    name,
    category: requiredActions.includes('iam:PassRole') ? 'new-passrole' : 'self-escalation',
    status: 'own',
    requiredActions,
    helpfulActions: [],
    passedTo,
    // Whoever holds actions of which nobody says whom they lead to is taken to give itself everything.
    target: passedTo === null ? 'self' : 'compute-role',
    needs: passedTo === null ? {} : { roleTrusts: passedTo },
    link,
    sameActionsAs: null,
    variantOf: null,
  };
}
