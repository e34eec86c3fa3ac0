import { InputError } from '../policy/input-error.js';
import { documentAt } from '../policy/input-document.js';
import { accountIdAt, listAt, objectAt, stringAt } from '../policy/input-fields.js';
import type { JsonObject } from '../policy/json-shape.js';
import type { PolicyDocument } from '../policy/policy-document.js';

/** The policies attached to the root, to one organisational unit, or to the account itself. */
export interface PolicyLevel {
  readonly level: string;
  /** Name of the organisational unit or account; null where the file gives none. */
  readonly name: string | null;
  readonly policies: readonly { readonly name: string; readonly document: PolicyDocument }[];
}

/** What the organisation imposes on one account, root first. A list that is null is not known. */
export interface Guardrails {
  readonly serviceControlPolicies: readonly PolicyLevel[] | null;
  readonly resourceControlPolicies: readonly PolicyLevel[] | null;
}

/** The policies of an organisation, as `--organization-policies` gives them. */
export interface OrganizationPolicies {
  /** No organisation policy binds this account. */
  readonly managementAccount: string | null;
  /** What binds every account: the file speaks of one account without naming it. */
  readonly unnamedAccount: Guardrails | null;
  readonly byAccount: ReadonlyMap<string, Guardrails>;
}

const LEVELS = new Set(['root', 'ou', 'account']);
const POLICY_LISTS = ['serviceControlPolicies', 'resourceControlPolicies'] as const;

/**
 * Reads the parsed JSON of an organisation policies file, in its form for one account or for many.
 * Source: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_evaluation.html
 *
 * @throws {InputError} with the JSON path of what cannot be read
 */
export function parseOrganizationPolicies(input: unknown): OrganizationPolicies {
  const file = objectAt(input, '$');
  const managementAccount = accountIdAt(file['managementAccount'], '$.managementAccount');
  if (file['accounts'] === undefined) {
    if (!POLICY_LISTS.some((key) => key in file)) {
      throw new InputError(
        'an organisation policies file needs "serviceControlPolicies" or "resourceControlPolicies", or "accounts" with these for each account id',
        '$',
      );
    }
    return {
      managementAccount,
      unnamedAccount: guardrailsAt(file, '$'),
      byAccount: new Map(),
    };
  }
  const byAccount = new Map<string, Guardrails>();
  for (const [id, value] of Object.entries(objectAt(file['accounts'], '$.accounts'))) {
    const where = `$.accounts[${JSON.stringify(id)}]`;
    accountIdAt(id, where);
    byAccount.set(id, guardrailsAt(objectAt(value, where), where));
  }
  return { managementAccount, unnamedAccount: null, byAccount };
}

/** What binds the principals and resources of an account; null if that is not known or nothing does. */
export function guardrailsOf(
  organization: OrganizationPolicies | null,
  accountId: string | null,
): Guardrails | null {
  if (organization === null || (accountId !== null && accountId === organization.managementAccount))
    return null;
  return organization.unnamedAccount ?? organization.byAccount.get(accountId ?? '') ?? null;
}

function guardrailsAt(value: JsonObject, where: string): Guardrails {
  return {
    serviceControlPolicies: levelsAt(value['serviceControlPolicies'], `${where}.serviceControlPolicies`),
    resourceControlPolicies: levelsAt(value['resourceControlPolicies'], `${where}.resourceControlPolicies`),
  };
}

function levelsAt(value: unknown, where: string): readonly PolicyLevel[] | null {
  if (value === undefined || value === null) return null;
  return listAt(value, where).map((entry, index) => levelAt(entry, `${where}[${index}]`));
}

function levelAt(value: unknown, where: string): PolicyLevel {
  const entry = objectAt(value, where);
  const level = stringAt(entry['level'], `${where}.level`);
  if (!LEVELS.has(level))
    throw new InputError(
      `level must be "root", "ou" or "account", not ${JSON.stringify(level.slice(0, 80))}`,
      `${where}.level`,
    );
  const name = entry['name'] === undefined ? null : stringAt(entry['name'], `${where}.name`);
  const policies = listAt(entry['policies'], `${where}.policies`).map((policy, index) =>
    policyAt(policy, `${where}.policies[${index}]`),
  );
  return { level, name, policies };
}

function policyAt(value: unknown, where: string): PolicyLevel['policies'][number] {
  const entry = objectAt(value, where);
  return {
    name: stringAt(entry['name'], `${where}.name`),
    document: documentAt(entry['document'], `${where}.document`),
  };
}
