import { InputError } from '../policy/input-error.js';
import { fileNameFor, fileNameKey } from './file-names.js';
import type { ListedAccount } from './listed-accounts.js';
import { similarNames } from './similar-names.js';

/** Units that are listed at most where one was asked for that is not there. */
const MOST_UNITS_NAMED = 10;

/** The tree of an organisation, as far as it matters here. */
interface OrganizationTree {
  readonly roots: readonly { readonly id: string }[];
  /** Parents before their children. */
  readonly units: readonly { readonly id: string; readonly path: string; readonly parentId: string }[];
  readonly accounts: readonly {
    readonly id: string;
    readonly name: string;
    readonly status: string;
    readonly parentId: string;
  }[];
}

/** Accounts to scan, and those that are not scanned, with the reason. */
export interface ChosenAccounts {
  readonly accounts: readonly ListedAccount[];
  readonly leftOut: readonly { readonly account: ListedAccount; readonly reason: string }[];
}

/**
 * The accounts of an organisation that are to be scanned: those that are active, in the units that were asked for. Names
 * that cannot be file names, and all but the first of names that are the same, have the account id added.
 *
 * @param askedBy - the option or setting that names the units, for the message
 * @throws {InputError} if there is no unit as one of those asked for
 */
export function organizationAccounts(
  { accounts, units, roots }: OrganizationTree,
  includedUnits: readonly string[],
  askedBy: string,
): ChosenAccounts {
  const known = new Set([...units.flatMap(({ id, path }) => [id, path]), ...roots.map(({ id }) => id)]);
  for (const unit of includedUnits) if (!known.has(unit)) throw new InputError(noUnit(unit, units, askedBy));
  const within = unitsWithin(units, includedUnits);
  const chosen: ListedAccount[] = [];
  const leftOut: { account: ListedAccount; reason: string }[] = [];
  const names = new Set<string>();
  for (const account of accounts) {
    if (includedUnits.length > 0 && !within.has(account.parentId)) continue;
    const listed = { name: freeName(account, names), id: account.id };
    if (account.status === 'ACTIVE') chosen.push(listed);
    else leftOut.push({ account: listed, reason: `its status is ${account.status}` });
  }
  return { accounts: chosen, leftOut };
}

/**
 * Leaves accounts out by name or id.
 *
 * @param others - accounts that may be named too, though they are not among those to scan: to leave out one that was
 * suspended since, or is in another unit, is no mistake
 * @param askedBy - the option or setting that names them, for the message
 * @throws {InputError} if there is no account of one of the names and ids
 */
export function withoutAccounts(
  { accounts, leftOut }: ChosenAccounts,
  excluded: readonly string[],
  others: readonly ListedAccount[],
  askedBy: string,
): ChosenAccounts {
  const known = [...accounts, ...leftOut.map(({ account }) => account), ...others];
  for (const each of excluded) {
    if (!known.some(({ name, id }) => name === each || id === each)) {
      const similar = similarNames(
        each,
        known.flatMap(({ name, id }) => [name, id]),
      );
      throw new InputError(
        `There is no account ${JSON.stringify(each)} to leave out; give ${askedBy} a name or an id of the accounts${
          similar.length === 0 ? '' : `, such as ${similar.join(' or ')}`
        }`,
      );
    }
  }
  // Accounts to scan may have other names here than in the organisation, and either names them.
  const ids = new Set(
    known.filter(({ name, id }) => excluded.includes(name) || excluded.includes(id)).map(({ id }) => id),
  );
  const stays = ({ id }: ListedAccount): boolean => !ids.has(id);
  return { accounts: accounts.filter(stays), leftOut: leftOut.filter(({ account }) => stays(account)) };
}

/** What to say of a unit that is not there: those that may have been meant, else those that there are. */
function noUnit(unit: string, units: OrganizationTree['units'], askedBy: string): string {
  const start = `The organisation has no unit ${JSON.stringify(unit)}`;
  if (units.length === 0) return `${start}, for it has no units; leave ${askedBy} out`;
  const similar = similarNames(
    unit,
    units.flatMap(({ id, path }) => [path, id]),
  );
  if (similar.length > 0)
    return `${start}; give ${askedBy} ${similar.join(' or ')}, if that is what you mean`;
  const named = units.slice(0, MOST_UNITS_NAMED).map(({ id, path }) => `${path} (${id})`);
  const others = units.length - named.length;
  return `${start}; give ${askedBy} the path or the id of one of these: ${named.join(', ')}${
    others === 0 ? '' : ` and ${others} more`
  }`;
}

/** Ids of the units that were asked for and of all below them. Parents come before their children. */
function unitsWithin(units: OrganizationTree['units'], included: readonly string[]): ReadonlySet<string> {
  const within = new Set(included);
  for (const { id, path, parentId } of units) if (within.has(path) || within.has(parentId)) within.add(id);
  return within;
}

function freeName({ name, id }: ListedAccount, taken: Set<string>): string {
  const own = fileNameFor(name, id);
  const free = taken.has(fileNameKey(own)) ? `${own}-${id}` : own;
  taken.add(fileNameKey(free));
  return free;
}
