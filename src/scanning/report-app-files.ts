import { readFileSync } from 'node:fs';
import { packagedFile } from '../catalog/catalog-file.js';
import type { ReportApp } from '../output/html.js';

/** The report app as the build left it. */
export function readReportApp(): ReportApp {
  // Our own build writes it.
  return JSON.parse(readFileSync(packagedFile('report-app/app.json'), 'utf8')) as ReportApp;
}
