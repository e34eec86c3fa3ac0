import type { Assessment, JsonValue } from '../assessment/assessment.js';
import { storeAssessment } from '../assessment/stored/store-assessment.js';
import { chunksOf } from './chunks.js';
import { documentText } from '../assessment/document-text.js';

/** Elements serialised in one call: one call for each is slower, one for all makes one giant string. */
const BATCH = 64;

/**
 * The findings file: the whole Assessment as compact JSON, in the form that `storeAssessment` gives it and in
 * chunks, because V8 holds no string over 512 MB and a large account's would be one.
 */
export function findingsChunks(assessment: Assessment): Iterable<string> {
  return chunksOf(parts(assessment));
}

function* parts(assessment: Assessment): Generator<string, void, undefined> {
  let separator = '{';
  for (const [key, value] of Object.entries(storeAssessment(assessment)) as [string, unknown][]) {
    if (value === undefined) continue;
    yield `${separator}${JSON.stringify(key)}:`;
    separator = ',';
    if (key === 'documents') yield* documentParts(assessment.documents);
    else if (Array.isArray(value)) yield* listParts(value);
    else yield JSON.stringify(value);
  }
  yield separator === '{' ? '{}' : '}';
}

function* documentParts(documents: readonly JsonValue[]): Generator<string, void, undefined> {
  let separator = '[';
  for (const document of documents) {
    yield separator + documentText(document);
    separator = ',';
  }
  yield separator === '[' ? '[]' : ']';
}

function* listParts(list: readonly unknown[]): Generator<string, void, undefined> {
  let separator = '[';
  for (let start = 0; start < list.length; start += BATCH) {
    yield separator + JSON.stringify(list.slice(start, start + BATCH)).slice(1, -1);
    separator = ',';
  }
  yield separator === '[' ? '[]' : ']';
}
