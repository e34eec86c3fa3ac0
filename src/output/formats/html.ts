import { findingsChunks } from '../findings.js';
import { htmlReport } from '../html.js';
import type { OutputFormat } from '../output-format.js';

/** The report. */
export const html: OutputFormat = {
  id: 'html',
  title: 'the report, a page that needs nothing else',
  ending: 'html',
  contentType: 'text/html; charset=utf-8',
  showsFixes: true,
  async *write(assessment, { reportApp, packed }) {
    const { before, after } = htmlReport(assessment, reportApp());
    yield before;
    yield* packed(findingsChunks(assessment));
    yield after;
  },
};
