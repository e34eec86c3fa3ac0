import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Assessment } from '../../src/assessment/assessment.js';
import { parseFindings } from '../../src/assessment/parse-findings.js';

const DATA = /<script type="application\/octet-stream;base64" id="assessment-data">([^<]*)<\/script>/;
const PAGE_END = '</body>\n</html>\n';

/** The assessment in the findings file that a scan of `NAME.json` wrote. */
export function readFindings(folder: string, name: string): Assessment {
  return parseFindings(JSON.parse(readFileSync(join(folder, `iam-findings-${name}.json`), 'utf8')));
}

/** The page of a complete report and the assessment in it. */
export function readReport(
  folder: string,
  name: string,
): { readonly page: string; readonly data: Assessment } {
  const text = readFileSync(join(folder, `iam-report-${name}.html`), 'utf8');
  if (!text.endsWith(PAGE_END)) throw new Error('the report is cut off');
  const base64 = DATA.exec(text)?.[1];
  if (base64 === undefined) throw new Error('the report holds no data');
  const data = parseFindings(JSON.parse(gunzipSync(Buffer.from(base64, 'base64')).toString('utf8')));
  return { page: text.slice(0, text.indexOf(base64)), data };
}
