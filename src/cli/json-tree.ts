/** A value of a JSON text, with where it stands. */
export type JsonNode = JsonContainer | JsonScalar;

/** A text, a number, true, false or null; places are counted in UTF-16 code units, as for all nodes. */
export interface JsonScalar {
  readonly type: 'scalar';
  readonly start: number;
  readonly end: number;
}

/** A list or an object. */
export interface JsonContainer {
  readonly type: 'list' | 'object';
  readonly start: number;
  readonly end: number;
  readonly members: readonly JsonMember[];
}

/** An entry of a list or an object: from behind the bracket or comma to the end of its value. */
export interface JsonMember {
  readonly start: number;
  readonly end: number;
  /** The comma or bracket behind it, past the space between. */
  readonly stop: number;
  /** Null in a list. */
  readonly key: { readonly name: string; readonly start: number } | null;
  readonly value: JsonNode;
}

const SPACE = /\s*/y;
const STRING = /"(?:[^"\\]|\\.)*"/y;
const BARE = /[^\s,\]}]+/y;

/** Where the values of a JSON text stand. The text must be JSON, and not nested more deeply than the stack is. */
export function jsonTree(text: string): JsonNode {
  const reader = new TreeReader(text);
  reader.skip(SPACE);
  return reader.value();
}

class TreeReader {
  private readonly text: string;
  private offset = 0;

  constructor(text: string) {
    this.text = text;
  }

  skip(pattern: RegExp): string {
    pattern.lastIndex = this.offset;
    const [matched = ''] = pattern.exec(this.text) ?? [];
    this.offset += matched.length;
    return matched;
  }

  value(): JsonNode {
    const start = this.offset;
    const first = this.text[start];
    if (first === '{') return this.container('object', '}');
    if (first === '[') return this.container('list', ']');
    this.skip(first === '"' ? STRING : BARE);
    return { type: 'scalar', start, end: this.offset };
  }

  private container(type: JsonContainer['type'], closing: string): JsonContainer {
    const begin = this.offset++;
    const members: JsonMember[] = [];
    for (;;) {
      const start = this.offset;
      this.skip(SPACE);
      if (this.text[this.offset] === closing) break;
      const key = type === 'object' ? this.key() : null;
      const value = this.value();
      const end = this.offset;
      this.skip(SPACE);
      members.push({ start, end, stop: this.offset, key, value });
      if (this.text[this.offset] !== ',') break;
      this.offset++;
    }
    this.offset++;
    return { type, start: begin, end: this.offset, members };
  }

  private key(): NonNullable<JsonMember['key']> {
    const start = this.offset;
    // What stands between quotes is a JSON string, as the whole text is JSON.
    const name = JSON.parse(this.skip(STRING)) as string;
    this.skip(SPACE);
    this.offset++;
    this.skip(SPACE);
    return { name, start };
  }
}
