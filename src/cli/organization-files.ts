import { statSync, type Stats } from 'node:fs';
import { join } from 'node:path';
import { ORGANIZATION_PAGE_MARK } from '../output/html-organization.js';
import { ORGANIZATION_FINDINGS, ORGANIZATION_PAGE } from '../scanning/organization-file-names.js';
import { readPiece } from './read-file.js';
import { systemErrorCode, unreadable } from './system-error.js';
import { UsageError } from './usage-error.js';

/** The mark stands near the start of our pages. */
const MARKED_BYTES = 4096;

/** Where the files over several accounts go. */
export function organizationFiles(directory: string): { readonly page: string; readonly findings: string } {
  return { page: join(directory, ORGANIZATION_PAGE), findings: join(directory, ORGANIZATION_FINDINGS) };
}

/**
 * Everybody has files named index.html: one that we did not write is not replaced.
 *
 * @param option - the option that names the directory, for messages
 * @throws {UsageError} if there is one in the directory, or the directory is none
 */
export function refuseForeignPage(directory: string, option = '--output'): void {
  const { page } = organizationFiles(directory);
  const found = pageStatus(page, directory, option);
  if (found?.isFile() !== true || found.size === 0) return;
  if (readPiece(page, 0, MARKED_BYTES).toString('latin1').includes(ORGANIZATION_PAGE_MARK)) return;
  throw new UsageError(
    `${page}: no scan wrote this file, and the page over all accounts would replace it; move it away or choose another folder with ${option}.`,
  );
}

function pageStatus(page: string, directory: string, option: string): Stats | undefined {
  try {
    return statSync(page);
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return undefined;
    if (systemErrorCode(error) === 'ENOTDIR')
      throw new UsageError(
        `${directory}: this is a file, not a directory, or lies in one; name a directory with ${option}.`,
      );
    throw unreadable(page, error);
  }
}
