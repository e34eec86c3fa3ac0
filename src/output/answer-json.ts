import { terminalSafeJson } from './terminal-safe.js';

const INDENTATION = 2;

/**
 * The answer of a command as indented JSON with a line end; nothing in it acts on a terminal, and what is read from it
 * stays the same.
 */
export function answerJson(answer: object): string {
  return `${terminalSafeJson(JSON.stringify(answer, null, INDENTATION))}\n`;
}
