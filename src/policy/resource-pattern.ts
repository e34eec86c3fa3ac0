import { variablesIn } from './template-variables.js';
/**
 * Resource patterns of policy statements, as strings of symbols that can be compared with an ARN, with the ARN
 * template of a resource type, or with another pattern.
 *
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */

/** Any one character. */
const ANY_ONE = 0x110000;
/** Any run of characters. */
const ANY_RUN = 0x110001;
/** Any run of characters of one ARN segment. */
const ANY_RUN_IN_SEGMENT = 0x110002;
/** Any one character but a colon. */
const ANY_ONE_IN_SEGMENT = 0x110003;
/** Any run of characters, and any one character, of a name that holds neither colons nor slashes. */
const ANY_RUN_IN_NAME = 0x110004;
const ANY_ONE_IN_NAME = 0x110005;

const COLON = 0x3a;
const SLASH = 0x2f;
const ASTERISK = 0x2a;
const QUESTION_MARK = 0x3f;
/** The last code point that is one unit of a string. */
const LAST_IN_ONE_UNIT = 0xffff;
const ARN_SEGMENTS = 6;

/** A pattern or a template, as code points and wildcards. */
export type Symbols = readonly number[];

/** How `${...}` in a pattern is read. */
export type VariableReading =
  /** As text: the policy's version knows no variables, or the text stands for an unknown constant. */
  | 'constant'
  /** As a wildcard: for the question whether the pattern can match. */
  | 'wildcard';

const ESCAPED_CHARACTERS = new Set(['*', '?', '$']);
/** Variables of templates that stand for a segment and so hold no colon. */
const SEGMENT_VARIABLES = new Set(['Partition', 'Region', 'Account']);
/**
 * Variables of templates that stand for a name without slashes, so that what is about the objects of a bucket is not
 * about the bucket.
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
 */
const NAME_VARIABLES = new Set(['BucketName']);

/**
 * The symbols of a resource pattern. Literal `${*}`, `${?}` and `${$}` stand for those characters where
 * variables are known; a `*` that ends a segment may match beyond it; missing segments are filled with `*`.
 *
 * @param variablesKnown - whether the policy's version is 2012-10-17
 */
export function patternSymbols(pattern: string, variablesKnown: boolean, reading: VariableReading): Symbols {
  const symbols: number[] = [];
  let position = 0;
  const variables = variablesKnown ? variablesIn(pattern) : [];
  for (const variable of variables) {
    pushText(symbols, pattern.slice(position, variable.index));
    position = variable.index + variable[0].length;
    const name = variable[1] ?? '';
    if (ESCAPED_CHARACTERS.has(name)) symbols.push(name.codePointAt(0) ?? 0);
    else if (reading === 'wildcard') symbols.push(ANY_RUN);
    else for (const character of variable[0]) symbols.push(character.codePointAt(0) ?? 0);
  }
  pushText(symbols, pattern.slice(position));
  const [first] = symbols;
  // How many segments a variable holds that stands for the beginning of an ARN, as in `${BucketArn}/*`, is not known.
  const beginsUnknown = pattern.startsWith('${') && first === ANY_RUN && symbols.some(isCharacter);
  return normalise(beginsUnknown ? symbols : limitToSegments(symbols));
}

function isCharacter(symbol: number): boolean {
  return symbol < ANY_ONE;
}

/** Adds the characters of a pattern, in which `*` and `?` are wildcards. */
function pushText(symbols: number[], text: string): void {
  for (const symbol of textSymbols(text)) {
    if (symbol === ASTERISK) symbols.push(ANY_RUN);
    else symbols.push(symbol === QUESTION_MARK ? ANY_ONE : symbol);
  }
}

function limitToSegments(symbols: readonly number[]): number[] {
  const limited: number[] = [];
  let colons = 0;
  symbols.forEach((symbol, position) => {
    const next = symbols[position + 1];
    const endsSegment = next === undefined || next === COLON;
    const beforeResource = colons < ARN_SEGMENTS - 1;
    limited.push(symbol === ANY_RUN && beforeResource && !endsSegment ? ANY_RUN_IN_SEGMENT : symbol);
    if (symbol === COLON) colons++;
  });
  for (; colons < ARN_SEGMENTS - 1; colons++) limited.push(COLON, ANY_RUN);
  return limited;
}

/** In a run of wildcards puts every `?` before one `*`, so that equal languages have equal symbols. */
function normalise(symbols: readonly number[]): number[] {
  const result: number[] = [];
  let run: number | null = null;
  for (const symbol of symbols) {
    if (symbol === ANY_RUN || symbol === ANY_RUN_IN_SEGMENT) {
      if (run !== ANY_RUN) run = symbol;
      continue;
    }
    if (run !== null && symbol !== ANY_ONE) {
      result.push(run);
      run = null;
    }
    result.push(symbol);
  }
  if (run !== null) result.push(run);
  return result;
}

/** The symbols of an ARN or of any other known text. */
export function textSymbols(text: string): Symbols {
  const symbols: number[] = [];
  for (let place = 0; place < text.length;) {
    const symbol = text.codePointAt(place) ?? 0;
    symbols.push(symbol);
    place += symbol > LAST_IN_ONE_UNIT ? 2 : 1;
  }
  return symbols;
}

/**
 * The symbols of all ARNs of a resource type that can exist in an account: every variable stands for one or
 * more unknown characters. The name of an unknown partition begins with `aws`, as that of every partition does.
 *
 * @param partition - null if unknown
 * @param accountId - null if any account is meant
 */
export function templateSymbols(
  template: string,
  partition: string | null,
  accountId: string | null,
): Symbols {
  const symbols: number[] = [];
  let position = 0;
  for (const variable of variablesIn(template)) {
    symbols.push(...textSymbols(template.slice(position, variable.index)));
    position = variable.index + variable[0].length;
    const known = variable[1] === 'Partition' ? partition : variable[1] === 'Account' ? accountId : null;
    if (known !== null) symbols.push(...textSymbols(known));
    else if (variable[1] === 'Partition') symbols.push(...textSymbols('aws'), ANY_RUN_IN_SEGMENT);
    else if (SEGMENT_VARIABLES.has(variable[1] ?? '')) symbols.push(ANY_ONE_IN_SEGMENT, ANY_RUN_IN_SEGMENT);
    else if (NAME_VARIABLES.has(variable[1] ?? '')) symbols.push(ANY_ONE_IN_NAME, ANY_RUN_IN_NAME);
    else symbols.push(ANY_ONE, ANY_RUN);
  }
  symbols.push(...textSymbols(template.slice(position)));
  return symbols.map((symbol) => (symbol === ASTERISK ? ANY_RUN : symbol));
}

/** Whether the pattern's symbols hold a wildcard. */
export function hasWildcardSymbol(symbols: Symbols): boolean {
  return symbols.some((symbol) => symbol >= ANY_ONE);
}

/**
 * Whether a pattern matches everything that `subject` stands for: a text, a template, or another pattern.
 * A wildcard of the subject can only be matched by a wildcard at least as wide.
 */
export function includes(pattern: Symbols, subject: Symbols): boolean {
  const start = leadingLiterals(pattern, subject);
  if (start === null) return false;
  // Most patterns end in their only wildcard, and most others have none.
  if (start === pattern.length) return start === subject.length;
  if (start === pattern.length - 1 && pattern[start] === ANY_RUN) return true;
  return run(pattern, subject, start);
}

const ROOM = 4096;
/** Kept from one comparison to the next: making an array takes longer than most comparisons. */
let reachedStates = new Uint8Array(ROOM);

/** Whether there is a text that both match. */
export function overlaps(one: Symbols, other: Symbols): boolean {
  const start = commonLiterals(one, other);
  if (start === null) return false;
  const a = withoutSpare(one, other.length + 1);
  const b = withoutSpare(other, one.length + 1);
  const width = b.length + 1;
  const states = (a.length + 1) * width;
  if (reachedStates.length < states) reachedStates = new Uint8Array(2 * states);
  const reached = reachedStates.fill(0, 0, states);
  const pending: number[] = [start * width + start];
  while (pending.length > 0) {
    const state = pending.pop() ?? 0;
    if (reached[state] === 1) continue;
    reached[state] = 1;
    const i = Math.floor(state / width);
    const j = state % width;
    if (i === a.length && j === b.length) return true;
    const left = a[i];
    const right = b[j];
    // What ends in a star takes whatever the other one still has, of which there may be much.
    if ((left === ANY_RUN && i === a.length - 1) || (right === ANY_RUN && j === b.length - 1)) return true;
    const leftRuns = isRun(left);
    const rightRuns = isRun(right);
    if (leftRuns) pending.push((i + 1) * width + j);
    if (rightRuns) pending.push(i * width + j + 1);
    if (left === undefined || right === undefined) continue;
    if (leftRuns && !rightRuns && takes(left, right)) pending.push(i * width + j + 1);
    else if (rightRuns && !leftRuns && takes(right, left)) pending.push((i + 1) * width + j);
    else if (!leftRuns && !rightRuns && meet(left, right)) {
      pending.push((i + 1) * width + j + 1);
    }
  }
  return false;
}

/**
 * The pattern with no more than so many `?` in a row. More than the other one has symbols are met by a run of it, and
 * that takes one more or less as well.
 */
function withoutSpare(symbols: Symbols, most: number): Symbols {
  // Going through it costs more than it saves, mostly.
  if (symbols.length <= 2 * most) return symbols;
  let inARow = 0;
  return symbols.filter((symbol) => {
    inARow = symbol === ANY_ONE ? inARow + 1 : 0;
    return inARow <= most;
  });
}

/** How many literals a pattern begins with; null if the subject already differs from them, as most do. */
function leadingLiterals(pattern: Symbols, subject: Symbols): number | null {
  let position = 0;
  for (; position < pattern.length; position++) {
    const symbol = pattern[position] ?? ANY_ONE;
    if (symbol >= ANY_ONE) break;
    if (symbol !== subject[position]) return null;
  }
  return position;
}

/** How many leading literals two patterns share; null if they part before either has a wildcard. */
function commonLiterals(a: Symbols, b: Symbols): number | null {
  for (let position = 0; ; position++) {
    const left = a[position] ?? ANY_ONE;
    const right = b[position] ?? ANY_ONE;
    if (left >= ANY_ONE || right >= ANY_ONE) return position;
    if (left !== right) return null;
  }
}

/** Whether two symbols that stand for one character can stand for the same one. */
function meet(left: number, right: number): boolean {
  return left === right || standsFor(left, right) || standsFor(right, left);
}

function standsFor(wildcard: number, symbol: number): boolean {
  if (wildcard === ANY_ONE_IN_NAME) return symbol !== COLON && symbol !== SLASH;
  return wildcard === ANY_ONE || (wildcard === ANY_ONE_IN_SEGMENT && symbol !== COLON);
}

function isRun(symbol: number | undefined): boolean {
  return symbol === ANY_RUN || symbol === ANY_RUN_IN_SEGMENT || symbol === ANY_RUN_IN_NAME;
}

function takes(run: number, symbol: number): boolean {
  return run === ANY_RUN || (symbol !== COLON && (run === ANY_RUN_IN_SEGMENT || symbol !== SLASH));
}

/** Whether a symbol of a pattern stands for all that one of the subject does. */
function matches(symbol: number, against: number): boolean {
  if (symbol === ANY_ONE) return !isRun(against);
  return symbol === against;
}

/**
 * Runs the pattern over the subject as an automaton, both from a place up to which they are equal: pattern length
 * times subject length steps at most.
 */
function run(pattern: Symbols, subject: Symbols, start: number): boolean {
  if (reachedAt.length <= pattern.length) makeRoom(2 * pattern.length);
  let now = statesNow;
  let next = statesNext;
  reachedAt.fill(-1, 0, pattern.length + 1);
  let count = addState(now, 0, start, start, pattern);
  for (let position = start; position < subject.length; position++) {
    const against = subject[position] ?? ANY_RUN;
    let nextCount = 0;
    for (let place = 0; place < count; place++) {
      const state = now[place] ?? 0;
      const symbol = pattern[state];
      if (symbol === undefined) continue;
      if (isRun(symbol)) {
        if (takes(symbol, against)) nextCount = addState(next, nextCount, state, position + 1, pattern);
      } else if (matches(symbol, against)) {
        nextCount = addState(next, nextCount, state + 1, position + 1, pattern);
      }
    }
    if (nextCount === 0) return false;
    [now, next] = [next, now];
    count = nextCount;
  }
  return reachedAt[pattern.length] === subject.length;
}

// Kept like `reachedStates`: the states of a step, those of the next, and the step at which each was last reached, so
// that none is listed twice.
let statesNow = new Int32Array(ROOM);
let statesNext = new Int32Array(ROOM);
let reachedAt = new Int32Array(ROOM);

function makeRoom(states: number): void {
  statesNow = new Int32Array(states);
  statesNext = new Int32Array(states);
  reachedAt = new Int32Array(states);
}

/** Adds a state, and those after it that are reached by letting a run match nothing, to so many. Returns how many there are. */
function addState(states: Int32Array, before: number, first: number, step: number, pattern: Symbols): number {
  let count = before;
  for (let state = first; reachedAt[state] !== step; state++) {
    reachedAt[state] = step;
    states[count++] = state;
    if (!isRun(pattern[state])) break;
  }
  return count;
}
