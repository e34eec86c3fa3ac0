import type { Account } from '../account/account.js';
import { isLeftOut, type OrganizationPolicies } from '../account/organization-policies.js';
import { isServiceLinkedPath } from '../policy/service-linked.js';
import { unknownActionsOnResource } from '../policy/statement-reading.js';
import type { AccountView } from './account-view.js';
import type { AssessOptions } from './assess-options.js';
import type { AssessedPolicy, AssessedPrincipal, AssessedResourcePolicy, Finding } from './assessment.js';

const STALE_AFTER_DAYS = 90;
/** No action has a longer name. */
const LONGEST_NAME = 128;
const MILLISECONDS_A_DAY = 86_400_000;

/** Remarks on the account as a whole. */
export function accountNotes(
  account: Pick<Account, 'principalsByAccount' | 'accountId' | 'resourcePolicies'>,
  policies: readonly AssessedPolicy[],
  resourcePolicies: readonly AssessedResourcePolicy[],
  options: AssessOptions,
): string[] {
  const notes: string[] = [];
  if (account.principalsByAccount.size > 1) {
    const counts = [...account.principalsByAccount]
      .map(([id, count]) => `${id} (${count} ${count === 1 ? 'principal' : 'principals'})`)
      .join(', ');
    notes.push(
      `The file mixes principals of several accounts: ${counts}. Each is judged in its own account; the file's account is ${account.accountId}.`,
    );
  }
  const unknownOnResources = (account.resourcePolicies ?? []).flatMap(({ document: { parsed } }, number) =>
    parsed.ok && resourcePolicies[number]?.excludedBy === null
      ? unknownActionsOnResource(parsed.document, options.catalog)
      : [],
  );
  const unknown = [
    ...new Set([...policies.flatMap((policy) => policy.unknownActions), ...unknownOnResources]),
  ];
  if (unknown.length > 0)
    notes.push(`The catalogue does not know these actions, so nothing is said of them: ${firstOf(unknown)}.`);
  notes.push(...leftOutNotes(options.organizationPolicies ?? null, [account]));
  const stale = staleCatalogNote(options);
  if (stale !== null) notes.push(stale);
  return notes;
}

/** A remark on accounts of which organisation policies for several accounts hold nothing. */
export function leftOutNotes(
  organization: OrganizationPolicies | null,
  accounts: readonly Pick<Account, 'accountId'>[],
): readonly string[] {
  const ids = accounts.flatMap(({ accountId }) =>
    isLeftOut(organization, accountId) ? [accountId ?? ''] : [],
  );
  return ids.length === 0
    ? []
    : [
        `The organisation policies hold nothing on ${ids.length === 1 ? 'account' : 'accounts'} ${firstOf(ids)}, so they are not taken to bind ${ids.length === 1 ? 'it' : 'them'}.`,
      ];
}

/** A remark if roles trust principals of the account that the input lacks. */
export function missingPrincipalNotes(view: AccountView): readonly string[] {
  const { missing } = view.analysis.graph.population.trust;
  const names = missing.filter(({ roles }) => roles.some((role) => view.isOwn(role))).map(({ name }) => name);
  if (names.length === 0) return [];
  return [
    `Roles trust principals of the account that the file does not hold, so nothing is known of what they can do: ${firstOf(names)}.`,
  ];
}

/**
 * A remark on administrators that a rule leaves out: nobody expects that of the rules in force by default, which also
 * match the path under which the console puts roles for services.
 *
 * @param excludedPrincipals - for each principal of the account the rule that excludes it, or null
 */
export function excludedAdministratorNotes(
  view: AccountView,
  excludedPrincipals: readonly (string | null)[],
): readonly string[] {
  const { nodes, population } = view.analysis.graph;
  const standings = view.ownOf(nodes);
  const names = view.ownOf(population.principals).flatMap(({ type, name, path }, own) => {
    const isExcluded = (excludedPrincipals[own] ?? null) !== null && !isServiceLinkedPath(path);
    if (!isExcluded || type === 'group') return [];
    return standings[own]?.administrator?.verdict === 'confirmed' ? [`${type} ${name}`] : [];
  });
  if (names.length === 0) return [];
  return [`Administrators that a rule excludes, so that nothing more is said of them: ${firstOf(names)}.`];
}

/** Kinds that depend on which account the role is in. */
const ON_OTHER_ACCOUNTS: ReadonlySet<string> = new Set([
  'AssumableByCrossAccountPrincipal',
  'AssumableByThirdPartyWithoutExternalId',
]);

/** Remarks if accounts that policies name were taken for others because that of the role or resource is not known. */
export function unknownAccountNotes(
  roles: readonly AssessedPrincipal[],
  resourcePolicies: readonly AssessedResourcePolicy[],
  findings: readonly Finding[],
): readonly string[] {
  const isOfUnknownAccount = ({ kind, subject }: Finding): boolean =>
    subject.type === 'trust-policy'
      ? ON_OTHER_ACCOUNTS.has(kind) && roles[subject.principal]?.accountId === null
      : subject.type === 'resource-policy' &&
        kind === 'ResourceOpenToAnotherAccount' &&
        resourcePolicies[subject.resourcePolicy]?.accountId === null;
  const doubtful = new Set(findings.filter(isOfUnknownAccount).map(({ subject }) => subject.type));
  const note = (holder: string) =>
    `A ${holder}, so every account that it names counts as another one: say which with --account-id, or list your own under known-accounts in an exclusions file.`;
  return [
    ...(doubtful.has('trust-policy') ? [note('trust policy does not say which account its role is in')] : []),
    ...(doubtful.has('resource-policy')
      ? [note('resource policy does not say which account its resource is in')]
      : []),
  ];
}

/** The first few names, and how many more there are. */
export function firstOf(names: readonly string[]): string {
  const shown = names.slice(0, 5).map(shortened).join(', ');
  return names.length > 5 ? `${shown} and ${names.length - 5} more` : shown;
}

/** A name that is no name, but megabytes of something, does not fill the report. */
function shortened(name: string): string {
  return name.length <= LONGEST_NAME ? name : `${name.slice(0, LONGEST_NAME)}...`;
}

/** A sentence if the catalogue is over ninety days old; null otherwise. */
export function staleCatalogNote({
  catalog,
  now = new Date(),
}: Pick<AssessOptions, 'catalog' | 'now'>): string | null {
  const days = Math.floor((now.getTime() - Date.parse(catalog.date)) / MILLISECONDS_A_DAY);
  if (!(days > STALE_AFTER_DAYS)) return null;
  return `The catalogue of AWS actions is ${days} days old (${catalog.date}): newer actions are missed. Update the package, or make a newer catalogue with npm run build:catalog and name it with --catalog.`;
}
