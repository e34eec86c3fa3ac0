import type { JsonNode } from './json-tree.js';

const USUAL_INDENTATION = '  ';
/** Lists of words that stand on one line may be so long. */
const LONGEST_LINE = 100;

/** How a JSON text is laid out, so that what is added to it looks alike. */
export class JsonStyle {
  /** Between a key and its value. */
  readonly colon: string;
  /** Between entries on one line. */
  readonly gap: string;
  private readonly text: string;
  private readonly end: '\n' | '\r\n';
  /** Null where everything stands on one line. */
  private readonly unit: string | null;
  private readonly hasShortLists: boolean;

  constructor(text: string, tree: JsonNode) {
    this.text = text;
    this.end = text.includes('\r\n') ? '\r\n' : '\n';
    const whole = text.slice(tree.start, tree.end);
    const [, indentation = ''] = /\n([ \t]+)\S/.exec(whole) ?? [];
    const own = this.indentationAt(tree.start);
    this.unit = whole.includes('\n')
      ? indentation.slice(own.length) === ''
        ? USUAL_INDENTATION
        : indentation.slice(own.length)
      : null;
    this.gap = this.unit !== null || /[[{,]\s*"[^"]*", /.test(whole) || /\d, /.test(whole) ? ' ' : '';
    this.colon = this.unit !== null || /": /.test(whole) || !/":/.test(whole) ? ': ' : ':';
    this.hasShortLists = /\[[^[\]{}\n]*"[^[\]{}\n]*\]/.test(whole) && !/\[\s*\n\s*"/.test(whole);
  }

  /** The space at the start of the line on which a place is. */
  indentationAt(offset: number): string {
    const line = this.text.slice(this.text.lastIndexOf('\n', offset - 1) + 1, offset);
    return /^[ \t]*/.exec(line)?.[0] ?? '';
  }

  deeper(indentation: string): string {
    return indentation + (this.unit ?? '');
  }

  /** A new line, where there are lines. */
  lineBreak(indentation: string): string {
    return this.unit === null ? '' : this.end + indentation;
  }

  /** A value as text; of several lines, those after the first begin with the indentation. */
  print(value: unknown, indentation: string): string {
    if (Array.isArray(value)) {
      const list: readonly unknown[] = value;
      const isShort = this.hasShortLists && list.every((each) => typeof each === 'string');
      const line = `[${list.map((each) => JSON.stringify(each)).join(`,${this.gap}`)}]`;
      if (isShort && indentation.length + line.length <= LONGEST_LINE) return line;
      return this.block(
        list.map((each) => this.print(each, this.deeper(indentation))),
        ['[', ']'],
        indentation,
      );
    }
    if (typeof value !== 'object' || value === null) return JSON.stringify(value);
    const entries: readonly (readonly [string, unknown])[] = Object.entries(value);
    return this.block(
      entries.map(
        ([key, each]) => JSON.stringify(key) + this.colon + this.print(each, this.deeper(indentation)),
      ),
      ['{', '}'],
      indentation,
    );
  }

  private block(
    entries: readonly string[],
    [open, close]: readonly [string, string],
    indentation: string,
  ): string {
    if (entries.length === 0) return open + close;
    if (this.unit === null) return open + entries.join(`,${this.gap}`) + close;
    const inner = this.lineBreak(this.deeper(indentation));
    return `${open}${inner}${entries.join(`,${inner}`)}${this.lineBreak(indentation)}${close}`;
  }
}
