import { InputError } from '../policy/input-error.js';
import { accountIdAt, listAt, objectAt, stringAt } from '../policy/input-fields.js';
import type { JsonObject } from '../policy/json-shape.js';
import { onlyKnownAt } from '../policy/only-known.js';
import type { PolicyDocument } from '../policy/policy-document.js';
import { policyDocumentAt, type PrincipalRule } from '../policy/request/principal-element.js';
import { jsonText } from './json-text.js';
import { organizationPlaces, type OrganizationPlace, type OrganizationPlaces } from './organization-place.js';

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
  /** Where accounts stand in the organisation, as far as the file tells. */
  readonly places: OrganizationPlaces;
}

/** Documents by their texts, so that equal ones are read once. */
export type KnownDocuments = Map<string, PolicyDocument>;

/** In the order in which they stand, since each narrows those before it. */
const LEVELS = ['root', 'ou', 'account'];
/** Of the root and the account there is one; organisational units lie in one another. */
const SINGLE_LEVELS = new Set(['root', 'account']);
const POLICY_LISTS = ['serviceControlPolicies', 'resourceControlPolicies'] as const;
/** What may stand there for readers. */
const OF_THE_FILE = ['description'];
/** What AWS tells of policies, units and accounts, and nothing here depends on: whoever copies it may leave it. */
const OF_AWS = ['id', 'arn', 'type', 'description', 'awsManaged'];

/**
 * Reads the parsed JSON of an organisation policies file, in its form for one account or for many. Equal documents
 * on the same level of several accounts become one object: most accounts are bound by the same.
 * Source: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_evaluation.html
 *
 * @param known - documents of files that were read before, to share those that are equal
 * @throws {InputError} with the JSON path of what cannot be read
 */
export function parseOrganizationPolicies(
  input: unknown,
  known: KnownDocuments = new Map(),
): OrganizationPolicies {
  const file = objectAt(input, '$');
  onlyKnownAt(file, '$', ['managementAccount', 'accounts', ...POLICY_LISTS, 'organization'], OF_THE_FILE);
  const managementAccount = managementAccountOf(file);
  if (file['accounts'] === undefined) {
    if (!POLICY_LISTS.some((key) => key in file)) {
      throw new InputError(
        'an organisation policies file needs "serviceControlPolicies" or "resourceControlPolicies", or "accounts" with these for each account id',
        '$',
      );
    }
    return {
      managementAccount,
      unnamedAccount: guardrailsAt(file, '$', known),
      byAccount: new Map(),
      places: organizationPlaces(file['organization'], managementAccount === null ? [] : [managementAccount]),
    };
  }
  for (const key of POLICY_LISTS) {
    if (key in file)
      throw new InputError(
        `the file has "accounts", so ${key} belongs to each account in it: write it there`,
        `$.${key}`,
      );
  }
  const byAccount = new Map<string, Guardrails>();
  for (const [id, value] of Object.entries(objectAt(file['accounts'], '$.accounts'))) {
    const where = `$.accounts[${JSON.stringify(id)}]`;
    accountIdAt(id, where);
    const account = objectAt(value, where);
    onlyKnownAt(account, where, POLICY_LISTS, ['name', ...OF_AWS]);
    byAccount.set(id, guardrailsAt(account, where, known));
  }
  const members = [...byAccount.keys(), ...(managementAccount === null ? [] : [managementAccount])];
  const places = organizationPlaces(file['organization'], members);
  return { managementAccount, unnamedAccount: null, byAccount, places };
}

/** The tree tells of it too, for whoever copies nothing but that. */
function managementAccountOf(file: JsonObject): string | null {
  const given = accountIdAt(file['managementAccount'], '$.managementAccount');
  const tree = file['organization'] ?? null;
  const where = '$.organization.managementAccount';
  const inTree =
    tree === null ? null : accountIdAt(objectAt(tree, '$.organization')['managementAccount'], where);
  if (given !== null && inTree !== null && given !== inTree)
    throw new InputError(
      `the management account is ${given} by $.managementAccount; write the same here`,
      where,
    );
  return given ?? inTree;
}

/**
 * What is known of an organisation, with the policies that bind one account alone. So the findings of the account do not
 * change with the policies of others.
 */
export function policiesOfAccount(
  organization: OrganizationPolicies,
  accountId: string,
): OrganizationPolicies {
  const own = organization.byAccount.get(accountId);
  return { ...organization, byAccount: new Map(own === undefined ? [] : [[accountId, own]]) };
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

/** Where an account stands in its organisation; null where that is not known. */
export function placeOf(
  organization: OrganizationPolicies | null,
  accountId: string | null,
): OrganizationPlace | null {
  return organization?.places.get(accountId ?? '') ?? null;
}

/** Whether organisation policies for several accounts leave an account out, which may be an oversight. */
export function isLeftOut(organization: OrganizationPolicies | null, accountId: string | null): boolean {
  return (
    organization !== null &&
    organization.unnamedAccount === null &&
    accountId !== null &&
    accountId !== organization.managementAccount &&
    !organization.byAccount.has(accountId)
  );
}

function guardrailsAt(value: JsonObject, where: string, known: KnownDocuments): Guardrails {
  const levels = (key: (typeof POLICY_LISTS)[number], rule: PrincipalRule) =>
    levelsAt(value[key], `${where}.${key}`, (document, place, level) => {
      const text = `${rule} ${level} ${jsonText(document, place)}`;
      const read = known.get(text) ?? policyDocumentAt(document, place, rule);
      known.set(text, read);
      return read;
    });
  return {
    serviceControlPolicies: levels('serviceControlPolicies', 'forbidden'),
    resourceControlPolicies: levels('resourceControlPolicies', 'optional'),
  };
}

/** @param level - tells levels of one account apart: what stands on two of them is told as two */
type ReadDocument = (value: unknown, where: string, level: string) => PolicyDocument;

function levelsAt(value: unknown, where: string, read: ReadDocument): readonly PolicyLevel[] | null {
  if (value === undefined || value === null) return null;
  const levels = listAt(value, where).map((entry, index) => levelAt(entry, `${where}[${index}]`, read));
  levels.forEach(({ level }, index) => {
    const before = levels[index - 1]?.level;
    if (before !== undefined) refuseOrder(before, level, `${where}[${index}].level`);
  });
  return levels;
}

function refuseOrder(before: string, level: string, where: string): void {
  if (LEVELS.indexOf(level) < LEVELS.indexOf(before))
    throw new InputError(
      `"${level}" comes after "${before}"; the order is the root, then organisational units from the outermost on, then the account`,
      where,
    );
  if (level === before && SINGLE_LEVELS.has(level))
    throw new InputError(
      `"${level}" stands twice, and there is only one; put all its policies into one list`,
      where,
    );
}

function levelAt(value: unknown, where: string, read: ReadDocument): PolicyLevel {
  const entry = objectAt(value, where);
  onlyKnownAt(entry, where, ['level', 'name', 'policies'], OF_AWS);
  const level = stringAt(entry['level'], `${where}.level`);
  if (!LEVELS.includes(level))
    throw new InputError(
      `level must be "root", "ou" or "account", not ${JSON.stringify(level.slice(0, 80))}`,
      `${where}.level`,
    );
  const name = entry['name'] === undefined ? null : stringAt(entry['name'], `${where}.name`);
  const policies = listAt(entry['policies'], `${where}.policies`).map((policy, index) =>
    policyAt(policy, `${where}.policies[${index}]`, (document, place) =>
      read(document, place, level === 'account' ? level : `${level} ${name ?? ''}`),
    ),
  );
  return { level, name, policies };
}

function policyAt(
  value: unknown,
  where: string,
  read: (value: unknown, where: string) => PolicyDocument,
): PolicyLevel['policies'][number] {
  const entry = objectAt(value, where);
  onlyKnownAt(entry, where, ['name', 'document'], OF_AWS);
  return {
    name: stringAt(entry['name'], `${where}.name`),
    document: read(entry['document'], `${where}.document`),
  };
}
