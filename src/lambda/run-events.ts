import type { ListedAccount } from '../account/listed-accounts.js';
import { InputError } from '../policy/input-error.js';
import { accountIdAt, listAt, objectAt, stringAt } from '../policy/input-fields.js';

const RUN_NAME = /^[A-Za-z0-9_-]{1,80}$/;

/** What the state machine begins with. */
export interface ListEvent {
  readonly execution: string;
  /** Name of the run, which is the folder of its files: by default that of the execution. */
  readonly run: string;
  /** Key of a list of accounts in the bucket; null for those of the organisation. */
  readonly accountsKey: string | null;
}

/** Passed on from the first state to the others. */
export interface RunEvent {
  readonly run: string;
  readonly execution: string;
}

/** One account of the map. */
export interface ScanEvent {
  readonly run: string;
  readonly account: ListedAccount;
}

/** @throws {InputError} if the input of the execution is not what the documentation says */
export function listEventAt(event: unknown): ListEvent {
  const { execution, input } = objectAt(event, '$');
  const given = objectAt(input ?? {}, '$.input');
  for (const key of Object.keys(given)) {
    if (key !== 'run' && key !== 'accountsKey')
      throw new InputError(
        `the input of an execution may hold "run" and "accountsKey", not ${JSON.stringify(key.slice(0, 80))}`,
        '$.input',
      );
  }
  const name = stringAt(execution, '$.execution');
  return {
    execution: name,
    run: runNameAt(given['run'] ?? name, '$.input.run'),
    accountsKey:
      given['accountsKey'] === undefined ? null : stringAt(given['accountsKey'], '$.input.accountsKey'),
  };
}

/** @throws {InputError} if the state machine passes on something else */
export function runEventAt(event: unknown): RunEvent {
  const { run, execution } = objectAt(event, '$');
  return { run: runNameAt(run, '$.run'), execution: stringAt(execution, '$.execution') };
}

/** @throws {InputError} if the state machine passes on something else */
export function scanEventAt(event: unknown): ScanEvent {
  const { run, account } = objectAt(event, '$');
  return { run: runNameAt(run, '$.run'), account: listedAccountAt(account, '$.account') };
}

/** @throws {InputError} if this is no list of names and ids */
export function parseRunAccounts(input: unknown): readonly ListedAccount[] {
  return listAt(input, '$').map((account, index) => listedAccountAt(account, `$[${index}]`));
}

/** An account that is not scanned, and why. */
export interface LeftOutAccount {
  readonly account: ListedAccount;
  readonly reason: string;
}

/** @throws {InputError} if this is no list of accounts with reasons */
export function parseLeftOut(input: unknown): readonly LeftOutAccount[] {
  return listAt(input, '$').map((entry, index) => {
    const { account, reason } = objectAt(entry, `$[${index}]`);
    return {
      account: listedAccountAt(account, `$[${index}].account`),
      reason: stringAt(reason, `$[${index}].reason`),
    };
  });
}

function listedAccountAt(value: unknown, where: string): ListedAccount {
  const { name, id } = objectAt(value, where);
  const accountId = accountIdAt(id, `${where}.id`);
  if (accountId === null) throw new InputError('an account needs an id', `${where}.id`);
  return { name: stringAt(name, `${where}.name`), id: accountId };
}

function runNameAt(value: unknown, where: string): string {
  const name = stringAt(value, where);
  if (RUN_NAME.test(name)) return name;
  throw new InputError('the name of a run has 1 to 80 letters, digits, - and _', where);
}
