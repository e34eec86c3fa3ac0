import { LineTable, type Places, type Position } from './place.js';

const QUOTE = 0x22;
const COMMA = 0x2c;
const OPEN_LIST = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_LIST = 0x5d;
const LETTER_U = 0x75;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const ESCAPE_UNITS = 2;
const UNICODE_ESCAPE_UNITS = 6;

interface Member {
  /** Where its key begins; of an entry of a list, where that itself does. */
  readonly key: number;
  readonly value: number;
}

/** The members of an object by key, the entries of a list by index. */
type Members = ReadonlyMap<string | number, Member>;

/** A list or an object that is open while the text is gone through. */
interface Frame {
  /** Null where the value has none there: the text holds a key twice, and the other one counts. */
  readonly container: object | null;
  readonly isList: boolean;
  index: number;
}

/**
 * Finds the places of a JSON text. It goes through the text once beside the value that `JSON.parse` made of it, and
 * keeps one number for each object and list; keys are looked for, all of one object, when one is asked for.
 *
 * @param value - what `JSON.parse` makes of the text
 */
export function jsonPlaces(text: string, value: unknown): Places {
  const offsets = containerOffsets(text, value);
  let lines: LineTable | null = null;
  const position = (offset: number | null | undefined): Position | null => {
    if (offset === null || offset === undefined) return null;
    lines ??= new LineTable(text);
    return lines.position(offset);
  };
  const known = new Map<number, Members>();
  const member = (container: object, key: string | number): Member | null => {
    const start = offsets.get(container);
    if (start === undefined) return null;
    let members = known.get(start);
    if (members === undefined) {
      members = membersAt(text, start);
      known.set(start, members);
    }
    return members.get(key) ?? null;
  };
  return {
    of: (container) => position(offsets.get(container)),
    key: (container, key) => position(member(container, key)?.key),
    character: (container, key, index) => {
      const start = member(container, key)?.value ?? null;
      return start === null || text.charCodeAt(start) !== QUOTE
        ? null
        : position(characterAt(text, start, index));
    },
  };
}

/** Where each object and list of the value begins in the text. */
export function containerOffsets(text: string, value: unknown): ReadonlyMap<object, number> {
  const offsets = new Map<object, number>();
  const frames: Frame[] = [];
  let frame: Frame | null = null;
  let next: unknown = value;
  let isKey = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      const end = endOfString(text, at);
      if (isKey) {
        next = memberOf(frame?.container ?? null, text, at, end);
        isKey = false;
      }
      at = end - 1;
    } else if (code === OPEN_OBJECT || code === OPEN_LIST) {
      const isList = code === OPEN_LIST;
      const container: object | null =
        typeof next === 'object' && next !== null && Array.isArray(next) === isList ? next : null;
      if (container !== null) offsets.set(container, at);
      if (frame !== null) frames.push(frame);
      frame = { container, isList, index: 0 };
      next = entryOf(frame);
      isKey = !isList;
    } else if (code === CLOSE_OBJECT || code === CLOSE_LIST) {
      frame = frames.pop() ?? null;
      isKey = false;
    } else if (code === COMMA && frame !== null) {
      frame.index++;
      next = entryOf(frame);
      isKey = !frame.isList;
    }
  }
  return offsets;
}

function entryOf({ container, isList, index }: Frame): unknown {
  return isList && Array.isArray(container) ? container[index] : undefined;
}

function memberOf(container: object | null, text: string, start: number, end: number): unknown {
  if (container === null) return undefined;
  const key = keyText(text, start, end);
  return Object.hasOwn(container, key) ? Reflect.get(container, key) : undefined;
}

function keyText(text: string, start: number, end: number): string {
  const raw = text.slice(start + 1, end - 1);
  // What stands between quotes in valid JSON is a JSON string.
  return raw.includes('\\') ? (JSON.parse(text.slice(start, end)) as string) : raw;
}

/** The index after the closing quote of a string that begins at `start`. */
function endOfString(text: string, start: number): number {
  let quote = start;
  for (;;) {
    quote = text.indexOf('"', quote + 1);
    if (quote < 0) return text.length;
    let before = quote - 1;
    while (text.charCodeAt(before) === BACKSLASH) before--;
    if ((quote - before) % 2 === 1) return quote + 1;
  }
}

/** Where the members of the object or list that begins at `start` stand; of a key that stands twice the last. */
function membersAt(text: string, start: number): Members {
  const isList = text.charCodeAt(start) === OPEN_LIST;
  const members = new Map<string | number, Member>();
  let depth = 0;
  let index = 0;
  let isKey = !isList;
  for (let at = start + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const isSpace = code <= 0x20;
    if (isList && depth === 0 && !isSpace && code !== CLOSE_LIST && !members.has(index))
      members.set(index, { key: at, value: at });
    if (code === QUOTE) {
      const end = endOfString(text, at);
      if (depth === 0 && isKey) {
        isKey = false;
        members.set(keyText(text, at, end), { key: at, value: startOfValue(text, end) });
      }
      at = end - 1;
    } else if (code === OPEN_OBJECT || code === OPEN_LIST) depth++;
    else if (code === CLOSE_OBJECT || code === CLOSE_LIST) {
      if (depth === 0) break;
      depth--;
    } else if (code === COMMA && depth === 0) {
      index++;
      isKey = !isList;
    }
  }
  return members;
}

/** The value after a key: past the colon and the space around it. */
function startOfValue(text: string, afterKey: number): number {
  let at = text.indexOf(':', afterKey) + 1;
  while (text.charCodeAt(at) <= 0x20) at++;
  return at;
}

/** Where the character at an index of a decoded string is written; the string begins at `start`. */
function characterAt(text: string, start: number, index: number): number {
  let at = start + 1;
  for (let decoded = 0; decoded < index && text.charCodeAt(at) !== QUOTE; decoded++) {
    if (text.charCodeAt(at) !== BACKSLASH) at++;
    else at += text.charCodeAt(at + 1) === LETTER_U ? UNICODE_ESCAPE_UNITS : ESCAPE_UNITS;
  }
  return at;
}
