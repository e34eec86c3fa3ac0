import { InputError } from '../../policy/input-error.js';
import { ACCOUNT_ID, listAt, objectAt, stringAt } from '../../policy/input-fields.js';
import { describeType } from '../../policy/json-shape.js';
import { onlyKnownAt } from '../../policy/only-known.js';
import { KINDS_WITH_ACTIONS } from '../../risks/adjusted-kinds.js';
import { BUILT_IN_KINDS } from '../../risks/kinds-in-force.js';
import { severityAt } from '../severity.js';
import { parseSuppressions } from '../suppressions/parse-suppressions.js';
import type { Configuration, OptionDefault } from './configuration.js';
import { parseOwnPaths } from './parse-own-paths.js';

const KEYS = [
  'options',
  'commands',
  'severities',
  'actions',
  'escalation-paths',
  'suppressions',
  'known-accounts',
  'default-exclusions',
] as const satisfies readonly (keyof Configuration)[];

/**
 * Reads the contents of a configuration file.
 *
 * @param input - the parsed YAML; null, an empty file, sets nothing
 * @throws {InputError} with the place of what cannot be read
 */
export function parseConfiguration(input: unknown): Configuration {
  if (input == null) return {};
  const file = objectAt(input, '$');
  onlyKnownAt(file, '$', KEYS);
  const read = <Key extends (typeof KEYS)[number]>(
    key: Key,
    reader: (value: unknown, where: string) => NonNullable<Configuration[Key]>,
  ): Pick<Configuration, Key> | null =>
    // The key and its reader belong together, which a computed key does not tell the compiler.
    file[key] == null ? null : ({ [key]: reader(file[key], `$.${key}`) } as Pick<Configuration, Key>);
  return {
    ...read('options', optionDefaults),
    ...read('commands', (value, where) => recordAt(value, where, optionDefaults)),
    ...read('severities', (value, where) => recordOfKinds(value, where, severityAt)),
    ...read('actions', (value, where) => recordOfKinds(value, where, actionChangesAt)),
    ...read('escalation-paths', parseOwnPaths),
    ...read('suppressions', parseSuppressions),
    ...read('known-accounts', (value, where) => listAt(value, where).map(accountAt(where))),
    ...read('default-exclusions', booleanAt),
  };
}

function optionDefaults(value: unknown, where: string): Readonly<Record<string, OptionDefault>> {
  return recordAt(value, where, (entry, place): OptionDefault => {
    if (Array.isArray(entry)) return entry.map((item: unknown) => scalarAt(item, place));
    return typeof entry === 'boolean' ? entry : scalarAt(entry, place);
  });
}

function scalarAt(value: unknown, where: string): string | number {
  if (typeof value === 'string' || typeof value === 'number') return value;
  throw new InputError(
    `the default of an option is a text, a number, true, false or a list, not ${describeType(value)}`,
    where,
  );
}

function recordAt<Value>(
  value: unknown,
  where: string,
  read: (entry: unknown, where: string) => Value,
): Readonly<Record<string, Value>> {
  return Object.fromEntries(
    Object.entries(objectAt(value, where)).map(([key, entry]) => [key, read(entry, `${where}.${key}`)]),
  );
}

function recordOfKinds<Value>(
  value: unknown,
  where: string,
  read: (entry: unknown, where: string, kind: string) => Value,
): Readonly<Record<string, Value>> {
  const fields = objectAt(value, where);
  onlyKnownAt(
    fields,
    where,
    BUILT_IN_KINDS.all.map(({ id }) => id),
  );
  return Object.fromEntries(
    Object.entries(fields).map(([kind, entry]) => [kind, read(entry, `${where}.${kind}`, kind)]),
  );
}

function actionChangesAt(value: unknown, where: string, kind: string) {
  if (!KINDS_WITH_ACTIONS.includes(kind)) {
    throw new InputError(
      `${kind} goes by no list of actions; those that do are ${KINDS_WITH_ACTIONS.join(', ')}`,
      where,
    );
  }
  const changes = objectAt(value, where);
  onlyKnownAt(changes, where, ['add', 'remove']);
  const read = (key: 'add' | 'remove') =>
    changes[key] == null ? null : { [key]: actionsAt(changes[key], `${where}.${key}`) };
  return { ...read('add'), ...read('remove') };
}

/** Whether a text is the name of an action or a pattern for some, as a configuration takes them. */
export function isActionPattern(text: string): boolean {
  return /^[^:\s]+:[^:\s]+$/.test(text);
}

/** Names or patterns of actions. */
function actionsAt(value: unknown, where: string): readonly string[] {
  return listAt(value, where).map((entry, index) => {
    const place = `${where}[${index}]`;
    const action = stringAt(entry, place);
    if (!isActionPattern(action))
      throw new InputError('an action is written as service:Name, as in s3:GetObject', place);
    return action;
  });
}

function accountAt(where: string): (value: unknown, index: number) => string {
  return (value, index) => {
    if (typeof value === 'string' && ACCOUNT_ID.test(value)) return value;
    const advice = typeof value === 'string' ? '' : '; put it in quotes';
    throw new InputError(`an account id is a text of 12 digits${advice}`, `${where}[${index}]`);
  };
}

function booleanAt(value: unknown, where: string): boolean {
  if (typeof value === 'boolean') return value;
  throw new InputError(`expected true or false, not ${describeType(value)}`, where);
}
