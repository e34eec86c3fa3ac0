import { InputError } from '../policy/input-error.js';
import { ACCOUNT_ID } from '../policy/input-fields.js';
import { describeType, isJsonObject } from '../policy/json-shape.js';
import { memberPath } from '../policy/member-path.js';

/** What not to report: the contents of an exclusions file. Patterns may hold `*` and `?`; case is ignored. */
export interface Exclusions {
  readonly policies: readonly string[];
  readonly roles: readonly string[];
  readonly users: readonly string[];
  readonly groups: readonly string[];
  /** Actions to report whatever their access level. */
  readonly includeActions: readonly string[];
  /** Actions never to report. */
  readonly excludeActions: readonly string[];
  /** Account ids that trust policies may name. */
  readonly knownAccounts: readonly string[];
}

const KEYS = {
  policies: 'policies',
  roles: 'roles',
  users: 'users',
  groups: 'groups',
  'include-actions': 'includeActions',
  'exclude-actions': 'excludeActions',
  'known-accounts': 'knownAccounts',
} as const satisfies Record<string, keyof Exclusions>;

/** A key of the exclusions file. */
export type ExclusionsKey = keyof typeof KEYS;

/** The keys of the exclusions file, in the order of the template. */
export const EXCLUSIONS_KEYS: readonly ExclusionsKey[] = [
  'policies',
  'roles',
  'users',
  'groups',
  'include-actions',
  'exclude-actions',
  'known-accounts',
];

/** Nothing is excluded or included. */
export const NO_EXCLUSIONS: Exclusions = {
  policies: [],
  roles: [],
  users: [],
  groups: [],
  includeActions: [],
  excludeActions: [],
  knownAccounts: [],
};

/** What is in force without an exclusions file, and what the template writes. */
export const DEFAULT_EXCLUSIONS: Exclusions = {
  policies: [
    'AWSServiceRoleFor*',
    '*ServiceRolePolicy',
    '*ServiceLinkedRolePolicy',
    'service-role*',
    'aws-service-role*',
  ],
  roles: ['service-role*', 'aws-service-role*'],
  users: [''],
  groups: [''],
  includeActions: [
    's3:GetObject',
    'ssm:GetParameter',
    'ssm:GetParameters',
    'ssm:GetParametersByPath',
    'secretsmanager:GetSecretValue',
  ],
  excludeActions: [''],
  knownAccounts: [''],
};

/** Reads the field of an `Exclusions` that stands under a key of the file. */
export function exclusionList(exclusions: Exclusions, key: ExclusionsKey): readonly string[] {
  return exclusions[KEYS[key]];
}

/**
 * Reads the contents of an exclusions file.
 *
 * @param input - the parsed YAML; null, an empty file, excludes nothing
 * @throws {InputError} on an unknown key or an entry that is no text
 */
export function parseExclusions(input: unknown): Exclusions {
  if (input === null || input === undefined) return NO_EXCLUSIONS;
  if (!isJsonObject(input)) {
    throw new InputError(
      `an exclusions file must hold keys such as policies and roles, not ${describeType(input)}`,
      '$',
    );
  }
  for (const key of Object.keys(input)) {
    if (!isExclusionsKey(key)) {
      throw new InputError(
        `${JSON.stringify(key.slice(0, 80))} is not a key of an exclusions file; the keys are ${EXCLUSIONS_KEYS.join(', ')}`,
        memberPath('$', key),
      );
    }
  }
  const read = (key: ExclusionsKey) => exclusionEntries(input[key], key);
  return {
    policies: read('policies'),
    roles: read('roles'),
    users: read('users'),
    groups: read('groups'),
    includeActions: read('include-actions'),
    excludeActions: read('exclude-actions'),
    knownAccounts: read('known-accounts'),
  };
}

function isExclusionsKey(key: string): key is ExclusionsKey {
  return Object.hasOwn(KEYS, key);
}

function exclusionEntries(value: unknown, key: ExclusionsKey): readonly string[] {
  if (value === null || value === undefined) return [];
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.map((entry, index) => {
    const where = Array.isArray(value) ? `$.${key}[${index}]` : `$.${key}`;
    if (entry === null) return '';
    if (typeof entry === 'string') {
      // The template has an empty entry in every list.
      if (key === 'known-accounts' && entry !== '' && !ACCOUNT_ID.test(entry))
        throw new InputError('an account id is a text of 12 digits', where);
      return entry;
    }
    if (typeof entry === 'number') return accountNumber(entry, key, where);
    throw new InputError(`an entry of ${key} must be a text, not ${describeType(entry)}`, where);
  });
}

/** YAML reads an unquoted account id as a number, and one with a leading zero as another number. */
function accountNumber(entry: number, key: ExclusionsKey, where: string): string {
  const text = String(entry);
  if (key === 'known-accounts' && /^\d{12}$/.test(text)) return text;
  const quoted = key === 'known-accounts' ? '"012345678901"' : `"${text}"`;
  throw new InputError(`${text} was read as a number; put the entry in quotes, as in ${quoted}`, where);
}
