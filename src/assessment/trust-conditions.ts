import type { JsonValue } from './assessment.js';
import WORDS from './trust-words.json' with { type: 'json' };

/** One test of a condition block, as written. */
export interface TrustCondition {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

const KEYS: Readonly<Record<string, string>> = WORDS.keys;
const OPERATORS: Readonly<Record<string, string>> = WORDS.operators;
/** Values that are spelled out; the others are counted. */
const NAMED_VALUES = 6;

/** The tests of a condition block; what is no test is left out. */
export function conditionsOf(block: JsonValue | undefined): readonly TrustCondition[] {
  return entries(block).flatMap(([operator, tests]) =>
    entries(tests).map(([key, values]) => ({
      operator,
      key,
      values: (Array.isArray(values) ? (values as readonly JsonValue[]) : [values]).map((value) =>
        typeof value === 'string' ? value : JSON.stringify(value),
      ),
    })),
  );
}

/** A test in words: `the external id is "x"`. */
export function inWords({ operator, key, values }: TrustCondition): string {
  const [, quantifier, bare = '', ifExists] =
    /^(?:(forallvalues|foranyvalue):)?(.*?)(ifexists)?$/.exec(operator.toLowerCase()) ?? [];
  const known = wordFor(KEYS, key.toLowerCase());
  const subject = `${quantifier === 'forallvalues' ? 'each of ' : ''}${known ?? key}`;
  if (bare === 'null') return `${subject} is ${values[0] === 'true' ? 'absent' : 'given'}`;
  if (key.toLowerCase() === 'aws:multifactorauthpresent' && bare === 'bool')
    return values[0] === 'true'
      ? `they signed in with a second factor${ifExists === undefined ? '' : ', where that is known'}`
      : 'they signed in without a second factor';
  const named = values.slice(0, NAMED_VALUES).map((value) => `"${value}"`);
  const more = values.length - named.length;
  return (
    `${subject} ${wordFor(OPERATORS, bare) ?? operator} ` +
    `${values.length === 0 ? 'nothing' : named.join(' or ')}${more > 0 ? ` or ${more} more` : ''}` +
    (ifExists === undefined || quantifier === 'foranyvalue' ? '' : ', where it is given')
  );
}

function wordFor(words: Readonly<Record<string, string>>, key: string): string | undefined {
  return Object.hasOwn(words, key) ? words[key] : undefined;
}

function entries(value: JsonValue | undefined): readonly (readonly [string, JsonValue])[] {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : [];
}
