import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { OrganizationFindings } from '../assessment/organization-findings.js';
import { ORGANIZATION_PAGE_MARK, organizationPage } from '../output/html-organization.js';
import { organizationFindingsChunks } from '../output/organization-findings.js';
import { readPiece } from './read-file.js';
import { readReportApp } from './report-app-files.js';
import type { TemporaryFiles } from './temporary-files.js';
import { UsageError } from './usage-error.js';

/** Name of the file that holds what several accounts come to together. */
export const ORGANIZATION_FINDINGS = 'organization-findings.json';
const ORGANIZATION_PAGE = 'index.html';
/** The mark stands near the start of our pages. */
const MARKED_BYTES = 4096;

/** Where the files over several accounts go. */
export function organizationFiles(directory: string): { readonly page: string; readonly findings: string } {
  return { page: join(directory, ORGANIZATION_PAGE), findings: join(directory, ORGANIZATION_FINDINGS) };
}

/**
 * Everybody has files named index.html: one that we did not write is not replaced.
 *
 * @throws {UsageError} if there is one in the directory
 */
export function refuseForeignPage(directory: string): void {
  const { page } = organizationFiles(directory);
  const found = statSync(page, { throwIfNoEntry: false });
  if (found?.isFile() !== true || found.size === 0) return;
  if (readPiece(page, 0, MARKED_BYTES).toString('latin1').includes(ORGANIZATION_PAGE_MARK)) return;
  throw new UsageError(
    `${page}: no scan wrote this file, and a scan of a directory would replace it; move it away or choose another folder with --output.`,
  );
}

/**
 * Writes the page over the accounts' reports, and the same as JSON. Both are complete before the first takes its place.
 *
 * @throws {UsageError} if a file cannot be written
 */
export function writeOrganization(
  findings: OrganizationFindings,
  directory: string,
  files: TemporaryFiles,
): void {
  const paths = organizationFiles(directory);
  const json = files.begin(paths.findings);
  for (const chunk of organizationFindingsChunks(findings)) json.write(chunk);
  const page = files.begin(paths.page);
  for (const chunk of organizationPage(findings, readReportApp().style)) page.write(chunk);
  const all = [json, page];
  for (const file of all) file.complete();
  for (const file of all) file.commit();
}
