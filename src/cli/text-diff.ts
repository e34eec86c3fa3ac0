import { structuredPatch } from 'diff';
import { terminalSafe } from '../output/terminal-safe.js';

const CONTEXT_LINES = 3;

/** A unified diff of two texts of one file, as `patch` takes it. Empty where they are the same. */
export function textDiff(name: string, before: string, after: string): string {
  const { hunks } = structuredPatch(name, name, before, after, undefined, undefined, {
    context: CONTEXT_LINES,
  });
  if (hunks.length === 0) return '';
  const lines = hunks.flatMap(({ oldStart, oldLines, newStart, newLines, lines: changed }) => [
    `@@ -${oldStart},${oldLines} +${newStart},${newLines} @@`,
    ...changed,
  ]);
  return [`--- ${name}`, `+++ ${name}`, ...lines].map((line) => `${safeLine(line)}\n`).join('');
}

/** Tabs and the ends of lines of Windows belong to a file and do nothing in a terminal. */
function safeLine(line: string): string {
  return line
    .split(/([\t\r])/)
    .map((part) => (part === '\t' || part === '\r' ? part : terminalSafe(part)))
    .join('');
}
