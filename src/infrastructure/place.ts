/** A place in a text; both counted from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Where something stands in a file, with its address there where it has one. */
export interface Place extends Position {
  readonly file: string;
  readonly address?: string;
  /** Where each statement of a document begins, by its index. */
  readonly statements?: readonly Position[];
}

/** Tells where the parts of a value that was read from a text stand in it. */
export interface Places {
  /** Where an object or a list begins. */
  of(value: object): Position | null;
  /** Where a key of an object, or an entry of a list, stands. */
  key(container: object, key: string | number): Position | null;
  /** Where a character of a text that stands under a key is written. */
  character(container: object, key: string | number, index: number): Position | null;
}

/** The place as messages write it: `stack.yaml:12 Resources.Role`. */
export function placeText({ file, line, address }: Place): string {
  return `${file}:${line}${address === undefined ? '' : ` ${address}`}`;
}

/** Finds lines and columns in a text. */
export class LineTable {
  private readonly starts: number[] = [0];

  constructor(text: string) {
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', end + 1)) this.starts.push(end + 1);
  }

  position(offset: number): Position {
    let low = 0;
    let high = this.starts.length;
    while (high - low > 1) {
      const middle = (low + high) >>> 1;
      if ((this.starts[middle] ?? 0) <= offset) low = middle;
      else high = middle;
    }
    return { line: low + 1, column: offset - (this.starts[low] ?? 0) + 1 };
  }
}
