import { isJsonObject } from '../policy/json-shape.js';

/** The account that a file is for, as far as anything says. */
export interface Jurisdiction {
  /** Twelve digits; made up where nothing says which account it is. */
  readonly accountId: string;
  readonly isAccountKnown: boolean;
  readonly partition: string;
}

/** Where something is to be deployed; null where it is not known. */
export interface Target {
  readonly accountId: string | null;
  readonly region: string | null;
}

/** What holds of a file that does not say where it is to be deployed. */
export interface Fallback extends Target {
  /** The account id that stands for the account where nothing at all says which it is. */
  readonly madeUpAccount: string;
}

const RESOURCE_ACCOUNT = /^arn:[^:]*:[^:]*:[^:]*:(\d{12}):/;
const ACCOUNT_DIGITS = 12;
/** Files nest less than this; what nests deeper is not looked through. */
const DEEPEST = 200;

/** The account id that stands for the account of the file with this number, of those of which nothing is known. */
export function madeUpAccountId(number: number): string {
  return String(number).padStart(ACCOUNT_DIGITS, '0');
}

/**
 * The one account id that Resource elements of a value name; null where they name none or several. A policy mostly
 * names what is in its own account.
 */
export function accountOfResources(value: unknown): string | null {
  const found = new Set<string>();
  collectAccounts(value, false, found, 0);
  const [only = null] = found;
  return found.size === 1 ? only : null;
}

/** Whether a document that could be read names an account anywhere, by its id or in an ARN. */
export function namesAccount(document: unknown, accountId: string): boolean {
  return JSON.stringify(document).includes(accountId);
}

function collectAccounts(value: unknown, isResource: boolean, found: Set<string>, depth: number): void {
  if (typeof value === 'string') {
    const account = isResource ? RESOURCE_ACCOUNT.exec(value)?.[1] : undefined;
    if (account !== undefined) found.add(account);
  } else if (depth > DEEPEST) {
    return;
  } else if (Array.isArray(value)) {
    for (const entry of value as readonly unknown[]) collectAccounts(entry, isResource, found, depth + 1);
  } else if (isJsonObject(value)) {
    for (const key of Object.keys(value)) {
      const inside = key === 'Resource' || (isResource && key.startsWith('Fn::'));
      collectAccounts(value[key], inside, found, depth + 1);
    }
  }
}
