import { readFileSync, writeSync } from 'node:fs';
import type { Terminal } from './terminal.js';

/** The terminal of this process. */
export function processTerminal(): Terminal {
  const outIsTerminal = process.stdout.isTTY;
  return {
    out: (text) => writeAll(1, text),
    err: (text) => writeAll(2, text),
    outIsTerminal,
    errIsTerminal: process.stderr.isTTY,
    colour: outIsTerminal && (process.env['NO_COLOR'] ?? '') === '' && process.env['TERM'] !== 'dumb',
    columns: process.stdout.columns ?? 80,
    environment: process.env,
    readInput: () => readFileSync(0),
    inputIsTerminal: process.stdin.isTTY,
  };
}

/** Writes at once, so that nothing is lost when the process ends; a closed pipe ends the process quietly. */
function writeAll(descriptor: 1 | 2, text: string): void {
  const bytes = Buffer.from(text);
  for (let written = 0; written < bytes.length; ) {
    try {
      written += writeSync(descriptor, bytes, written);
    } catch (error) {
      const code = errorCode(error);
      if (code === 'EPIPE') process.exit(0);
      if (code !== 'EAGAIN') throw error;
    }
  }
}

/** The system's code of an error, such as ENOENT; undefined for other errors. */
export function errorCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
