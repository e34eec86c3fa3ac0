import type { Assessment, JsonValue } from '../assessment/assessment.js';
import { storeAssessment } from '../assessment/stored/store-assessment.js';
import { chunksOf } from './chunks.js';
import { jsonChunks } from './json-chunks.js';
import { documentText } from '../assessment/document-text.js';

/**
 * The findings file: the whole Assessment as compact JSON, in the form that `storeAssessment` gives it and in
 * chunks, because V8 holds no string over 512 MB and a large account's would be one.
 */
export function findingsChunks(assessment: Assessment): Iterable<string> {
  return chunksOf(
    jsonChunks(storeAssessment(assessment), (key) =>
      key === 'documents' ? documentParts(assessment.documents) : null,
    ),
  );
}

function* documentParts(documents: readonly JsonValue[]): Generator<string, void, undefined> {
  let separator = '[';
  for (const document of documents) {
    yield separator + documentText(document);
    separator = ',';
  }
  yield separator === '[' ? '[]' : ']';
}
