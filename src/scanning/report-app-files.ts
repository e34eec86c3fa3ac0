import { readFileSync } from 'node:fs';
import type { ReportApp } from '../output/html.js';

/** The report app as the build left it in `dist/report-app`. */
export function readReportApp(): ReportApp {
  const here = import.meta.url;
  const dist = here.slice(0, here.lastIndexOf('/dist/') + '/dist/'.length);
  // Our own build writes it.
  return JSON.parse(readFileSync(new URL(`${dist}report-app/app.json`), 'utf8')) as ReportApp;
}
