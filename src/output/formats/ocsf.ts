import type { Assessment } from '../../assessment/assessment.js';
import { chunksOf } from '../chunks.js';
import { jsonLines } from '../json-lines.js';
import type { FormatContext, OutputFormat } from '../output-format.js';
import { fixedFindings, passedOn, reportedFindings } from '../reported-findings.js';
import { ocsfEvent, ocsfFixed } from './ocsf/event.js';

/** Events of the Open Cybersecurity Schema Framework, one on each line. */
export const ocsf: OutputFormat = {
  id: 'ocsf',
  title: 'OCSF 1.9.0 Detection Findings, one on each line, for data lakes and SIEMs',
  ending: 'ocsf.jsonl',
  contentType: 'application/x-ndjson',
  tellsRegion: true,
  write: (assessment, context) => chunksOf(jsonLines(events(assessment, context))),
};

function* events(assessment: Assessment, context: FormatContext): Generator<object, void, undefined> {
  for (const reported of passedOn(reportedFindings(assessment, context)))
    yield ocsfEvent(assessment, reported, context);
  for (const { fixed, key } of fixedFindings(assessment)) yield ocsfFixed(assessment, fixed, key, context);
}
