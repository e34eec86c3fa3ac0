import type { ListedAccount } from '../account/listed-accounts.js';
import { InputError } from '../policy/input-error.js';
import { listAt, objectAt, stringAt } from '../policy/input-fields.js';
import { TOOL_VERSION } from '../tool-version.js';

/** Name of the file that says how far a run came. */
export const RUN_MANIFEST = 'cloudsplaining-run.json';
const FORMAT = 'cloudsplaining-run';

/** What every account of a run has in common and a resumed run must not change. Values are shown to people. */
export type RunSettings = Readonly<Record<string, string>>;

/** `waiting` until it was scanned, or failed for good. */
export type AccountState = 'waiting' | 'done' | 'failed';

/** An account that a run is about. */
export interface AccountOfRun extends ListedAccount {
  /** Digest of the policies of the organisation that bind it; absent where the accounts are of no organisation. */
  readonly boundBy?: string;
}

/** An account of a run and how far it came. */
export interface RunAccount extends AccountOfRun {
  readonly state: AccountState;
  /** Why it failed. */
  readonly reason?: string;
}

/** How far a run came. */
export interface RunManifest {
  readonly format: typeof FORMAT;
  readonly version: 1;
  readonly tool: { readonly name: string; readonly version: string };
  /** ISO 8601 time in UTC. */
  readonly startedAt: string;
  /** ISO 8601 time in UTC; null while accounts wait. */
  readonly finishedAt: string | null;
  readonly settings: RunSettings;
  /** Ids of accounts that belong together: trust policies may name them. In ascending order. */
  readonly knownAccounts: readonly string[];
  readonly accounts: readonly RunAccount[];
}

/** The manifest of a run that begins. */
export function newManifest(
  accounts: readonly AccountOfRun[],
  settings: RunSettings,
  startedAt: Date,
  knownAccounts: readonly string[] = [],
): RunManifest {
  return {
    format: FORMAT,
    version: 1,
    tool: { name: 'cloudsplaining', version: TOOL_VERSION },
    startedAt: startedAt.toISOString(),
    finishedAt: null,
    settings,
    knownAccounts: inOrder(knownAccounts),
    accounts: accounts.map((account) => inState(account, { state: 'waiting' })),
  };
}

/**
 * Reads the parsed JSON of a manifest.
 *
 * @throws {InputError} with the JSON path of what is wrong
 */
export function parseManifest(input: unknown): RunManifest {
  const file = objectAt(input, '$');
  if (file['format'] !== FORMAT || file['version'] !== 1)
    throw new InputError(
      'this is no manifest of a run that this version can resume; begin anew without --resume',
      '$',
    );
  const tool = objectAt(file['tool'], '$.tool');
  const settings = Object.entries(objectAt(file['settings'], '$.settings')).map(
    ([name, value]) => [name, stringAt(value, `$.settings.${name}`)] as const,
  );
  return {
    format: FORMAT,
    version: 1,
    tool: {
      name: stringAt(tool['name'], '$.tool.name'),
      version: stringAt(tool['version'], '$.tool.version'),
    },
    startedAt: stringAt(file['startedAt'], '$.startedAt'),
    finishedAt: file['finishedAt'] === null ? null : stringAt(file['finishedAt'], '$.finishedAt'),
    settings: Object.fromEntries(settings),
    knownAccounts: listAt(file['knownAccounts'] ?? [], '$.knownAccounts').map((id, index) =>
      stringAt(id, `$.knownAccounts[${index}]`),
    ),
    accounts: listAt(file['accounts'], '$.accounts').map((account, index) =>
      accountAt(account, `$.accounts[${index}]`),
    ),
  };
}

/**
 * The manifest of a run that goes on where an earlier one stopped: accounts that are done stay so, the others wait,
 * those that were listed since too, and those that other policies of the organisation bind now. Accounts that belonged
 * to the others once are known still, so that the rest is judged as the first of them were.
 *
 * @throws {InputError} if the runs differ in a setting or in the version of the tool
 */
export function resumedManifest(earlier: RunManifest, later: RunManifest): RunManifest {
  refuseOtherSettings(earlier, later);
  const states = new Map(earlier.accounts.map((account) => [account.id, account]));
  return {
    ...later,
    startedAt: earlier.startedAt,
    knownAccounts: inOrder([...earlier.knownAccounts, ...later.knownAccounts]),
    accounts: later.accounts.map((account) => {
      const before = states.get(account.id);
      return before?.state === 'done' && before.name === account.name && before.boundBy === account.boundBy
        ? before
        : account;
    }),
  };
}

/** An account of a run that came to another state. */
export function inState(
  { name, id, boundBy }: AccountOfRun,
  state: Pick<RunAccount, 'state' | 'reason'>,
): RunAccount {
  return { name, id, ...(boundBy === undefined ? {} : { boundBy }), ...state };
}

/** How many accounts that the earlier run did other policies of the organisation bind in the resumed one. */
export function boundOtherwise(earlier: RunManifest, resumed: RunManifest): number {
  const now = new Map(resumed.accounts.map((account) => [account.id, account]));
  return earlier.accounts.filter(({ id, state, boundBy }) => {
    const account = now.get(id);
    return state === 'done' && account !== undefined && account.boundBy !== boundBy;
  }).length;
}

/** @throws {InputError} if the runs differ in a setting or in the version of the tool */
export function refuseOtherSettings(earlier: RunManifest, later: RunManifest): void {
  if (earlier.tool.version !== later.tool.version) {
    throw new InputError(
      `the run was begun by version ${earlier.tool.version} of this tool; begin a new one elsewhere, with another output directory, prefix or run name`,
      '$.tool.version',
    );
  }
  for (const name of new Set([...Object.keys(earlier.settings), ...Object.keys(later.settings)])) {
    const [before, now] = [earlier.settings[name], later.settings[name]];
    if (before !== now) {
      throw new InputError(
        `the run was begun with ${name} ${before ?? 'left out'} and cannot go on with ${inSentence(now)}; give the same options, or begin a new run elsewhere, with another output directory, prefix or run name`,
        '$.settings',
      );
    }
  }
}

/** A value after the words `go on with`. */
function inSentence(value = 'left out'): string {
  if (value === 'given' || value === 'left out') return `it ${value}`;
  return value.startsWith('with ') ? `one ${value}` : value;
}

/** The accounts that a resumed run knows and the run that it goes on with did not. */
export function knownSince(earlier: RunManifest, resumed: RunManifest): ReadonlySet<string> {
  const before = new Set(earlier.knownAccounts);
  return new Set(resumed.knownAccounts.filter((id) => !before.has(id)));
}

/** The manifest after some accounts have come further, or must be done again. */
export function withAccounts(manifest: RunManifest, changed: readonly RunAccount[]): RunManifest {
  const byId = new Map(changed.map((account) => [account.id, account]));
  return { ...manifest, accounts: manifest.accounts.map((account) => byId.get(account.id) ?? account) };
}

/** The manifest as its file holds it. */
export function manifestText(manifest: RunManifest): string {
  return `${JSON.stringify(manifest, null, 1)}\n`;
}

function inOrder(ids: readonly string[]): readonly string[] {
  return [...new Set(ids)].sort();
}

function accountAt(value: unknown, where: string): RunAccount {
  const account = objectAt(value, where);
  const state = stringAt(account['state'], `${where}.state`);
  if (state !== 'waiting' && state !== 'done' && state !== 'failed')
    throw new InputError('the state of an account is "waiting", "done" or "failed"', `${where}.state`);
  return {
    name: stringAt(account['name'], `${where}.name`),
    id: stringAt(account['id'], `${where}.id`),
    ...(account['boundBy'] === undefined
      ? {}
      : { boundBy: stringAt(account['boundBy'], `${where}.boundBy`) }),
    state,
    ...(account['reason'] === undefined ? {} : { reason: stringAt(account['reason'], `${where}.reason`) }),
  };
}
