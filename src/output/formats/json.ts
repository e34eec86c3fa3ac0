import { chunksOf } from '../chunks.js';
import { jsonChunks } from '../json-chunks.js';
import type { OutputFormat } from '../output-format.js';
import { terminalSafeJson } from '../terminal-safe.js';

/** The whole Assessment. */
export const json: OutputFormat = {
  id: 'json',
  title: 'the whole assessment, as its JSON Schema describes it',
  ending: 'assessment.json',
  contentType: 'application/json',
  showsFixes: true,
  write: (assessment) => chunksOf(lines(jsonChunks(assessment))),
};

/** A file that may be looked at in a terminal. */
function* lines(chunks: Iterable<string>): Generator<string, void, undefined> {
  for (const chunk of chunks) yield terminalSafeJson(chunk);
  yield '\n';
}
