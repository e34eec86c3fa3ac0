import { LINE_END } from './compiled-catalog.js';

const NONE: readonly number[] = [];

/** Lists of numbers, a line of a compiled text each. A line is read when it is asked for, and then kept. */
export class NumberLines {
  private readonly text: string;
  private lines: readonly string[] | null = null;
  private readonly lists: (readonly number[])[] = [];

  /** @param text - numbers separated by commas, lines as in {@link CompiledCatalog} */
  constructor(text: string) {
    this.text = text;
  }

  /** The numbers of a line; none where there is no such line. */
  at(line: number): readonly number[] {
    let list = this.lists[line];
    if (list === undefined) {
      this.lines ??= this.text.split(LINE_END);
      const numbers = this.lines[line] ?? '';
      list = numbers === '' ? NONE : numbers.split(',').map(Number);
      this.lists[line] = list;
    }
    return list;
  }
}
