/** JSON values, a line each. */
export function* jsonLines(values: Iterable<unknown>): Generator<string, void, undefined> {
  for (const value of values) yield `${JSON.stringify(value)}\n`;
}
