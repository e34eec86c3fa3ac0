import { structuredPatch } from 'diff';
import type { JsonValue } from '../assessment/assessment.js';

const INDENTATION = 2;
const CONTEXT_LINES = 3;

/** From one document to another, both indented by two spaces, as a unified diff without file names. */
export function documentDiff(before: JsonValue, after: JsonValue): string {
  const text = (document: JsonValue): string => `${JSON.stringify(document, null, INDENTATION)}\n`;
  const { hunks } = structuredPatch('', '', text(before), text(after), undefined, undefined, {
    context: CONTEXT_LINES,
  });
  return hunks
    .flatMap(({ oldStart, oldLines, newStart, newLines, lines }) => [
      `@@ -${oldStart},${oldLines} +${newStart},${newLines} @@`,
      ...lines,
    ])
    .map((line) => `${line}\n`)
    .join('');
}
