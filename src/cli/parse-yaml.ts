import { LineCounter, parseDocument } from 'yaml';
import { UsageError } from './usage-error.js';

/** Aliases may not blow a small file up into a huge value. */
const MOST_ALIASES = 100;

/**
 * Parses YAML, JSON included.
 *
 * @throws {UsageError} with line and column if the text is not YAML
 */
export function parseYaml(text: string, path: string): unknown {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, prettyErrors: false });
  const [error] = document.errors;
  if (error !== undefined) {
    const { line, col } = lineCounter.linePos(error.pos[0]);
    const [message = ''] = error.message.split('\n');
    throw new UsageError(`${path}: this is not YAML: ${message.replace(/\.$/, '')} at line ${line}, column ${col}; correct the file.`);
  }
  try {
    return document.toJS({ maxAliasCount: MOST_ALIASES });
  } catch {
    throw new UsageError(`${path}: the YAML repeats too much through aliases; write the values out.`);
  }
}
