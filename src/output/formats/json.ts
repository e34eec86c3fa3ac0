import { chunksOf } from '../chunks.js';
import { jsonChunks } from '../json-chunks.js';
import type { OutputFormat } from '../output-format.js';

/** The whole Assessment. */
export const json: OutputFormat = {
  id: 'json',
  title: 'the whole assessment, as its JSON Schema describes it',
  ending: 'assessment.json',
  contentType: 'application/json',
  write: (assessment) => chunksOf(withNewline(jsonChunks(assessment))),
};

function* withNewline(chunks: Iterable<string>): Generator<string, void, undefined> {
  yield* chunks;
  yield '\n';
}
