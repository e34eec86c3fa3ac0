import { readFileSync } from 'node:fs';
import type { ReportApp } from '../output/html.js';

/**
 * The report app as the build left it in `dist/report-app`; this module runs from `src/scanning` or from somewhere in
 * `dist/`.
 */
export function readReportApp(): ReportApp {
  const here = import.meta.url;
  const distAt = here.lastIndexOf('/dist/');
  const dist = distAt < 0 ? new URL('../../dist/', here) : here.slice(0, distAt + '/dist/'.length);
  // Our own build writes it.
  return JSON.parse(readFileSync(new URL('report-app/app.json', dist), 'utf8')) as ReportApp;
}
