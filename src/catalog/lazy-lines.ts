import { LINE_END } from './compiled-catalog.js';

/** What the lines of a compiled text say. A line is read when it is asked for, and what it says is kept. */
export class LazyLines<Value> {
  private readonly text: string;
  private readonly read: (line: string) => Value;
  private lines: readonly string[] | null = null;
  private readonly values: Value[] = [];

  /** @param text - lines as in {@link CompiledCatalog} */
  constructor(text: string, read: (line: string) => Value) {
    this.text = text;
    this.read = read;
  }

  /** What a line says; undefined where there is no such line. */
  at(index: number): Value | undefined {
    const known = this.values[index];
    if (known !== undefined) return known;
    this.lines ??= this.text.split(LINE_END);
    const line = this.lines[index];
    if (line === undefined) return undefined;
    const value = this.read(line);
    this.values[index] = value;
    return value;
  }
}
