/** Where a text stops being JSON. */
export interface JsonFault {
  /** Index of the first character that does not belong; the text's length where it ends too early. */
  readonly offset: number;
  readonly endsEarly: boolean;
  /** How many lists and objects are open there. */
  readonly depth: number;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const LITERALS: Readonly<Record<string, string>> = { t: 'true', f: 'false', n: 'null' };
const SPACE = /[ \t\n\r]*/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const NUMBER_BEGUN = /-?(?:(?:0|[1-9]\d*)(?:\.\d*)?(?:[eE][+-]?\d*)?)?$/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[\da-fA-F]{4})/y;
const ESCAPE_BEGUN = /\\(?:u[\da-fA-F]{0,3})?$/y;

/**
 * Finds the first fault of a text that `JSON.parse` refused: its own messages differ between versions of Node and
 * often name no place.
 *
 * @returns null if there is none
 */
export function findJsonFault(text: string): JsonFault | null {
  return new JsonScanner(text, null).scan();
}

/** What a scan tells of as it goes. */
export interface JsonEvents {
  /** A list or an object began. */
  readonly opened: () => void;
  readonly closed: () => void;
  /** A key of the innermost object, with its quotes. */
  readonly key: (start: number, end: number) => void;
}

/** Goes through JSON to its first fault, if it has one, and tells of its keys. */
export function scanJson(text: string, events: JsonEvents): void {
  new JsonScanner(text, events).scan();
}

/** Reads JSON without keeping its values, and without recursion, so that no nesting is too deep for it. */
class JsonScanner {
  private readonly text: string;
  private readonly events: JsonEvents | null;
  private offset = 0;
  /** The closing bracket of each list and object that is open. */
  private readonly open: ('}' | ']')[] = [];

  constructor(text: string, events: JsonEvents | null) {
    this.text = text;
    this.events = events;
  }

  scan(): JsonFault | null {
    let expected: 'value' | 'value-or-end' | 'key' | 'key-or-end' | 'comma-or-end' = 'value';
    for (;;) {
      this.match(SPACE);
      if (expected === 'comma-or-end' && this.open.length === 0) {
        return this.offset === this.text.length ? null : this.fault();
      }
      const character = this.text[this.offset];
      if (character === undefined) return this.fault();
      if (
        (expected === 'value-or-end' || expected === 'key-or-end' || expected === 'comma-or-end') &&
        character === this.open.at(-1)
      ) {
        this.open.pop();
        this.events?.closed();
        this.offset++;
        expected = 'comma-or-end';
      } else if (expected === 'comma-or-end') {
        if (character !== ',') return this.fault();
        this.offset++;
        expected = this.open.at(-1) === '}' ? 'key' : 'value';
      } else if (expected === 'key' || expected === 'key-or-end') {
        const start = this.offset;
        if (character !== '"' || !this.string()) return this.fault();
        this.events?.key(start, this.offset);
        this.match(SPACE);
        if (this.text[this.offset] !== ':') return this.fault();
        this.offset++;
        expected = 'value';
      } else if (character === '{' || character === '[') {
        this.open.push(character === '{' ? '}' : ']');
        this.events?.opened();
        this.offset++;
        expected = character === '{' ? 'key-or-end' : 'value-or-end';
      } else {
        if (!(character === '"' ? this.string() : this.numberOrLiteral(character))) return this.fault();
        expected = 'comma-or-end';
      }
    }
  }

  private fault(): JsonFault {
    return { offset: this.offset, endsEarly: this.offset >= this.text.length, depth: this.open.length };
  }

  private match(pattern: RegExp): boolean {
    pattern.lastIndex = this.offset;
    const found = pattern.test(this.text);
    if (found) this.offset = pattern.lastIndex;
    return found;
  }

  private numberOrLiteral(character: string): boolean {
    const literal = LITERALS[character];
    if (literal === undefined) {
      const start = this.offset;
      const complete = this.match(NUMBER);
      const end = this.offset;
      if (end === this.text.length) return complete;
      // A number that the end of the text cuts off is no fault where it begins.
      this.offset = start;
      if (this.match(NUMBER_BEGUN)) return false;
      this.offset = end;
      return complete;
    }
    for (const expected of literal) {
      if (this.text[this.offset] !== expected) return false;
      this.offset++;
    }
    return true;
  }

  private string(): boolean {
    for (this.offset++; this.offset < this.text.length;) {
      const code = this.text.charCodeAt(this.offset);
      if (code === QUOTE) {
        this.offset++;
        return true;
      }
      if (code === BACKSLASH) {
        if (!this.match(ESCAPE)) {
          this.match(ESCAPE_BEGUN);
          return false;
        }
      } else if (code < 0x20) {
        return false;
      } else {
        this.offset++;
      }
    }
    return false;
  }
}
