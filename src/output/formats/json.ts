import type { Assessment } from '../../assessment/assessment.js';
import { chunksOf } from '../chunks.js';
import type { OutputFormat } from '../output-format.js';

/** Elements serialised in one call: one for all would make one giant string. */
const BATCH = 256;

/** The whole Assessment. */
export const json: OutputFormat = {
  id: 'json',
  title: 'the whole assessment, as its JSON Schema describes it',
  ending: 'assessment.json',
  contentType: 'application/json',
  write: (assessment) => chunksOf(parts(assessment)),
};

/** As `JSON.stringify` writes it. */
function* parts(assessment: Assessment): Generator<string, void, undefined> {
  let separator = '{';
  for (const [key, value] of Object.entries(assessment) as [string, unknown][]) {
    if (value === undefined) continue;
    yield `${separator}${JSON.stringify(key)}:`;
    separator = ',';
    if (Array.isArray(value)) yield* listParts(value);
    else yield JSON.stringify(value);
  }
  yield separator === '{' ? '{}\n' : '}\n';
}

function* listParts(list: readonly unknown[]): Generator<string, void, undefined> {
  let separator = '[';
  for (let start = 0; start < list.length; start += BATCH) {
    yield separator + JSON.stringify(list.slice(start, start + BATCH)).slice(1, -1);
    separator = ',';
  }
  yield separator === '[' ? '[]' : ']';
}
