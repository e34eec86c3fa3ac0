import { basename, extname, join } from 'node:path';

/** Paths of the files of a scan. */
export interface ScanFiles {
  readonly report: string;
  readonly results: string;
  readonly findings: string;
}

/** The name of an account by that of its file. */
export function stemOf(path: string): string {
  return basename(path, extname(path));
}

/** Where the files of a scan go. */
export function scanFiles(directory: string, name: string): ScanFiles {
  return {
    report: join(directory, `iam-report-${name}.html`),
    results: join(directory, `iam-results-${name}.json`),
    findings: join(directory, `iam-findings-${name}.json`),
  };
}

/** Where the findings of a scan go in another format. */
export function formattedFile(directory: string, name: string, ending: string): string {
  return join(directory, `iam-findings-${name}.${ending}`);
}
