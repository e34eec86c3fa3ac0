import type { FormatContext } from '../output/output-format.js';
import { readReportApp } from './report-app-files.js';
import { ReportData } from './report-data.js';

/** What formats need of the machine they are written on. */
export const FORMAT_SERVICES: Pick<FormatContext, 'reportApp' | 'packed'> = {
  reportApp: readReportApp,
  packed,
};

async function* packed(chunks: Iterable<string>): AsyncGenerator<string, void, undefined> {
  let waiting: string[] = [];
  const data = new ReportData((base64) => waiting.push(base64));
  for (const chunk of chunks) {
    await data.add(chunk);
    yield* waiting;
    waiting = [];
  }
  await data.end();
  yield* waiting;
}
