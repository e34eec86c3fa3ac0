import { InputError } from '../policy/input-error.js';
import { ACCOUNT_ID } from '../policy/input-fields.js';
import { describeType, isJsonObject } from '../policy/json-shape.js';
import { memberPath } from '../policy/member-path.js';
import { fileNameFault, fileNameKey } from './file-names.js';

/** An account to scan. */
export interface ListedAccount {
  /** Its files are named after it. */
  readonly name: string;
  /** Twelve digits. */
  readonly id: string;
}

const ID_LENGTH = 12;

/**
 * Reads the parsed YAML of a multi-account configuration file, `accounts` from name to id. No two accounts may have the
 * same id, nor names that some file systems take for the same.
 *
 * @throws {InputError} with the JSON path of what is wrong
 */
export function parseListedAccounts(input: unknown): readonly ListedAccount[] {
  if (!isJsonObject(input) || input['accounts'] === undefined)
    throw new InputError('the file needs "accounts", with an account id for each name', '$');
  const listed = input['accounts'] ?? {};
  if (!isJsonObject(listed)) {
    throw new InputError(
      `"accounts" holds a name and an id for each account, such as prod: "123456789012", and not ${describeType(listed)}`,
      '$.accounts',
    );
  }
  const entries = Object.entries(listed);
  if (entries.length === 0)
    throw new InputError('no account is listed; give each a name and its id', '$.accounts');
  const names = new Map<string, string>();
  const ids = new Map<string, string>();
  return entries.map(([name, value]) => {
    const where = memberPath('$.accounts', name);
    const fault = fileNameFault(name);
    if (fault !== null)
      throw new InputError(`the name of an account becomes a file name, and ${fault}; choose another`, where);
    const id = accountId(value, where);
    refuseSecond(
      names,
      fileNameKey(name),
      name,
      (other) =>
        new InputError(`${other} and ${name} would be written to the same files; rename one of them`, where),
    );
    refuseSecond(
      ids,
      id,
      name,
      (other) => new InputError(`${other} has the same account id, ${id}; take one of them out`, where),
    );
    return { name, id };
  });
}

function accountId(value: unknown, where: string): string {
  const text = typeof value === 'number' ? String(value) : value;
  if (typeof text === 'string' && ACCOUNT_ID.test(text)) return text;
  if (
    typeof value === 'number' &&
    Number.isInteger(value) &&
    value >= 0 &&
    String(value).length < ID_LENGTH
  ) {
    throw new InputError(
      `an account id has 12 digits, and YAML takes an unquoted one that begins with 0 for another number; write the id in quotes, such as "${String(value).padStart(ID_LENGTH, '0')}"`,
      where,
    );
  }
  const found = typeof value === 'string' ? JSON.stringify(value.slice(0, 80)) : describeType(value);
  throw new InputError(`an account id is a string of 12 digits, not ${found}`, where);
}

function refuseSecond(
  known: Map<string, string>,
  key: string,
  name: string,
  complaint: (other: string) => InputError,
): void {
  const other = known.get(key);
  if (other !== undefined) throw complaint(other);
  known.set(key, name);
}
