import { terminalSafeJson } from './terminal-safe.js';

/** JSON values, a line each; nothing in them acts on a terminal, and what is read from them stays the same. */
export function* jsonLines(values: Iterable<unknown>): Generator<string, void, undefined> {
  for (const value of values) yield `${terminalSafeJson(JSON.stringify(value))}\n`;
}
