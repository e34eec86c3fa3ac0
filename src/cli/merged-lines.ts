import { lineChanges } from './line-changes.js';

/**
 * Carries a change over to a text that is the same but for its layout.
 *
 * @param from - what the change starts from, laid out by a program
 * @param to - what it leads to, laid out by the same program
 * @param written - the same as `from`, as somebody wrote it
 * @returns `written` with the change; lines that the change touches are laid out by the program, and all are where the
 *   texts differ in too many
 */
export function mergedLines(from: string, to: string, written: string): string {
  const changes = lineChanges(from, to);
  const own = lineChanges(from, written);
  if (changes === null || own === null) return to;
  const layout = own.filter(
    (one) => !changes.some((change) => one.start < change.end && change.start < one.end),
  );
  const lines = from.match(/[^\n]*\n|[^\n]+$/g) ?? [];
  const all = [...layout, ...changes].sort((one, other) => one.start - other.start || one.end - other.end);
  let merged = '';
  let at = 0;
  for (const { start, end, text } of all) {
    merged += lines.slice(at, start).join('') + text;
    at = Math.max(at, end);
  }
  return merged + lines.slice(at).join('');
}
