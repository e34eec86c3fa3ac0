/**
 * Keys of what a run keeps in its folder beside the accounts' files. The folder in between keeps them from accounts of
 * the same names.
 */
const STATE = 'state/';

/** The accounts to scan: what the state machine's map goes through. */
export const ACCOUNTS = `${STATE}accounts.json`;
/** The accounts of the organisation that are not scanned, with the reason. */
export const LEFT_OUT = `${STATE}left-out.json`;

/** Accounts that became known after the run began, and when, for accounts that were scanned before; not there without any. */
export const KNOWN_SINCE = `${STATE}known-since.json`;

/** Accounts that other policies of the organisation bind than when the run began, and since when; not there without any. */
export const BOUND_SINCE = `${STATE}bound-since.json`;

/** Where every account of the organisation stands in it; not there where the accounts are not from one. */
export const ORGANIZATION_TREE = `${STATE}organization.json`;

/** The organisation policies that bind one account, in the form of `--organization-policies`. */
export function guardrailsKey(accountId: string): string {
  return `${STATE}guardrails/${accountId}.json`;
}

/** Where the state machine writes what became of each account in one execution. */
export function mapResultsPrefix(execution: string): string {
  return `${STATE}map/${execution}`;
}

/** A value as such an object holds it. */
export function jsonObject(value: unknown): Buffer {
  return Buffer.from(`${JSON.stringify(value)}\n`);
}
