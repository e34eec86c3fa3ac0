import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

const DATA = /<script type="application\/octet-stream;base64" id="assessment-data">([^<]*)<\/script>/;
const PAGE_END = '</body>\n</html>\n';

/** The findings file that a scan of `NAME.json` wrote. */
export function readFindings(folder: string, name: string): Record<string, unknown> {
  // The tests compare what they read of it with exact values.
  return JSON.parse(readFileSync(join(folder, `iam-findings-${name}.json`), 'utf8')) as Record<
    string,
    unknown
  >;
}

/** The page of a complete report and the assessment in it. */
export function readReport(folder: string, name: string): { readonly page: string; readonly data: unknown } {
  const text = readFileSync(join(folder, `iam-report-${name}.html`), 'utf8');
  if (!text.endsWith(PAGE_END)) throw new Error('the report is cut off');
  const base64 = DATA.exec(text)?.[1];
  if (base64 === undefined) throw new Error('the report holds no data');
  const data: unknown = JSON.parse(gunzipSync(Buffer.from(base64, 'base64')).toString('utf8'));
  return { page: text.slice(0, text.indexOf(base64)), data };
}
