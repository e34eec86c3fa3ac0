import multivalued from './data/multivalued-condition-keys.json' with { type: 'json' };
import { replaceVariables, variablesIn } from './template-variables.js';

/**
 * Values of context keys in a request. Keys are looked up without regard to case. `undefined` means unknown, `null`
 * known to be absent.
 */
export interface RequestContext {
  value(key: string): readonly string[] | null | undefined;
  /** What the one value of a key begins with that is there, but of which no more is known; undefined for other keys. */
  beginning?(key: string): string | undefined;
}

/** Any one character. */
const ANY_ONE = -1;
/** Any run of characters. */
const ANY_RUN = -2;

/** A text with its variables filled in: characters, and the wildcards that were written as such. */
export type FilledText = readonly number[];

/** What came of filling in the variables of a text. */
export type Filling =
  | { readonly kind: 'text'; readonly text: FilledText }
  /** A variable's key is known to be absent, or holds a list, and there is no default. */
  | { readonly kind: 'no value' }
  /** Nothing is known of a variable's key. */
  | { readonly kind: 'unknown' };

const ASTERISK = 0x2a;
const QUESTION_MARK = 0x3f;
/** The last code point that is one unit of a string. */
const LAST_IN_ONE_UNIT = 0xffff;

const ESCAPED_CHARACTERS = new Set(['*', '?', '$']);
const MULTIVALUED_KEYS = new Set(multivalued.keys.map((key) => key.toLowerCase()));
const WITH_DEFAULT = /^\s*([^,\s]+)\s*,\s*'(.*)'\s*$/s;

/**
 * Fills in policy variables. What a variable stands for is literal text, even if it holds a `*`.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 *
 * @param variablesKnown - whether the policy's version is 2012-10-17; otherwise `${...}` is text
 */
export function fillVariables(written: string, context: RequestContext, variablesKnown: boolean): Filling {
  const text: number[] = [];
  let position = 0;
  let unknown = false;
  for (const match of variablesKnown ? variablesIn(written) : []) {
    pushPattern(text, written.slice(position, match.index));
    position = match.index + match[0].length;
    const name = match[1] ?? '';
    if (ESCAPED_CHARACTERS.has(name)) {
      pushLiteral(text, name);
      continue;
    }
    const value = variableValue(name, context);
    if (value === null) return { kind: 'no value' };
    if (value === undefined) unknown = true;
    else pushLiteral(text, value);
  }
  pushPattern(text, written.slice(position));
  return unknown ? { kind: 'unknown' } : { kind: 'text', text };
}

/** The text with the variables that have a known value written out, and the others left as they are. */
export function fillKnownVariables(written: string, context: RequestContext): string {
  return replaceVariables(written, (name, variable) => {
    if (ESCAPED_CHARACTERS.has(name)) return variable;
    const value = variableValue(name, context);
    return value == null ? variable : value.replace(/[*?$]/g, (character) => `\${${character}}`);
  });
}

/** The context keys that a text asks for and, if they are missing, cannot do without. */
export function keysNeeded(written: string): readonly string[] {
  return [...variablesIn(written)].flatMap(([, name = '']) =>
    ESCAPED_CHARACTERS.has(name) || WITH_DEFAULT.test(name) ? [] : [name.trim()],
  );
}

/** The context keys that the variables of a text stand for, those with a default too. */
export function keysOfVariables(written: string): readonly string[] {
  return [...variablesIn(written)].flatMap(([, name = '']) =>
    ESCAPED_CHARACTERS.has(name) ? [] : [WITH_DEFAULT.exec(name)?.[1] ?? name.trim()],
  );
}

function variableValue(name: string, context: RequestContext): string | null | undefined {
  const [, key = name.trim(), byDefault = null] = WITH_DEFAULT.exec(name) ?? [];
  if (MULTIVALUED_KEYS.has(key.toLowerCase())) return byDefault;
  const values = context.value(key);
  if (values === undefined) return undefined;
  const [only] = values ?? [];
  return only !== undefined && values?.length === 1 ? only : byDefault;
}

function pushPattern(text: number[], written: string): void {
  for (const character of written) {
    if (character === '*') text.push(ANY_RUN);
    else if (character === '?') text.push(ANY_ONE);
    else pushLiteral(text, character);
  }
}

function pushLiteral(text: number[], literal: string): void {
  for (const character of literal) text.push(character.codePointAt(0) ?? 0);
}

/** The text with its wildcards as the characters they were written with. */
export function plainText(text: FilledText): string {
  return text.map((symbol) => String.fromCodePoint(characterOf(symbol))).join('');
}

/** The character that a symbol was written with. */
function characterOf(symbol: number): number {
  return symbol === ANY_RUN ? ASTERISK : symbol === ANY_ONE ? QUESTION_MARK : symbol;
}

/** Whether a text is that which {@link plainText} would give. */
export function isPlainText(given: string, text: FilledText): boolean {
  let at = 0;
  for (const symbol of text) {
    if (given.codePointAt(at) !== characterOf(symbol)) return false;
    at += unitsOf(symbol);
  }
  return at === given.length;
}

/** Whether a text begins as every text does that a filled text matches. Most do not, and this is quickly seen. */
export function beginsLike(given: string, text: FilledText): boolean {
  let at = 0;
  for (const symbol of text) {
    if (isWildcard(symbol)) break;
    if (given.codePointAt(at) !== symbol) return false;
    at += unitsOf(symbol);
  }
  return true;
}

/** The parts between the first colons, as many as asked for; the last holds the rest. */
export function segmentsOf(text: FilledText, count: number): readonly FilledText[] {
  const segments: FilledText[] = [];
  let start = 0;
  for (
    let at = text.indexOf(COLON);
    at >= 0 && segments.length < count - 1;
    at = text.indexOf(COLON, start)
  ) {
    segments.push(text.slice(start, at));
    start = at + 1;
  }
  return [...segments, text.slice(start)];
}

const COLON = 0x3a;

/** Whether a filled text matches another in full, its wildcards standing for any characters. Only the last run is retried. */
export function wildcardsMatch(pattern: FilledText, text: string): boolean {
  let p = 0;
  let t = 0;
  let runAt = -1;
  let retryFrom = 0;
  while (t < text.length) {
    const symbol = pattern[p];
    const character = text.codePointAt(t) ?? 0;
    if (symbol === ANY_RUN) {
      runAt = p++;
      retryFrom = t;
    } else if (symbol === ANY_ONE || symbol === character) {
      p++;
      t += unitsOf(character);
    } else if (runAt >= 0) {
      p = runAt + 1;
      retryFrom += unitsOf(text.codePointAt(retryFrom) ?? 0);
      t = retryFrom;
    } else {
      return false;
    }
  }
  while (pattern[p] === ANY_RUN) p++;
  return p === pattern.length;
}

/** What texts that begin alike are to a filled text. */
export type BeginningMatch = 'all' | 'some' | 'none';

/** Which of the texts that begin with another a filled text matches, its wildcards standing for any characters. */
export function matchesBeginning(pattern: FilledText, beginning: string): BeginningMatch {
  if (pattern.at(-1) === ANY_RUN && wildcardsMatch(pattern, beginning)) return 'all';
  return canBegin(pattern, beginning) ? 'some' : 'none';
}

/** Whether some text that begins with another, or the other itself, is matched up to the end of the other. */
function canBegin(pattern: FilledText, beginning: string): boolean {
  let at = 0;
  for (const symbol of pattern) {
    if (symbol === ANY_RUN || at === beginning.length) return true;
    const character = beginning.codePointAt(at) ?? 0;
    if (symbol !== ANY_ONE && symbol !== character) return false;
    at += unitsOf(character);
  }
  return at === beginning.length;
}

/** A filled text that matches only itself, whatever it was written with. */
export function literally(text: FilledText): FilledText {
  return text.map(characterOf);
}

/** How many units of a string a character takes. */
function unitsOf(character: number): number {
  return character > LAST_IN_ONE_UNIT ? 2 : 1;
}

/** What every text that a filled text matches begins and ends with. */
export function literalEnds(text: FilledText): { readonly start: string; readonly end: string } {
  const first = text.findIndex(isWildcard);
  if (first < 0) return { start: plainText(text), end: plainText(text) };
  const last = Math.max(text.lastIndexOf(ANY_RUN), text.lastIndexOf(ANY_ONE));
  return { start: plainText(text.slice(0, first)), end: plainText(text.slice(last + 1)) };
}

function isWildcard(symbol: number): boolean {
  return symbol === ANY_RUN || symbol === ANY_ONE;
}
