import { readFileSync } from 'node:fs';

/** The report app as the build left it in `dist/report-app`. */
export function readReportApp(): { readonly script: string; readonly style: string } {
  const here = import.meta.url;
  const dist = here.slice(0, here.lastIndexOf('/dist/') + '/dist/'.length);
  return {
    script: readFileSync(new URL(`${dist}report-app/app.js`), 'utf8'),
    style: readFileSync(new URL(`${dist}report-app/app.css`), 'utf8'),
  };
}
