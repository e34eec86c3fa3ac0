import { readdirSync, statSync, type Stats } from 'node:fs';
import { join } from 'node:path';
import { systemErrorCode, unreadable } from './system-error.js';

/** What a scan of a directory looks at, and what it passes over without opening it. */
export interface DirectoryListing {
  /** In the order of their names. */
  readonly paths: readonly string[];
  readonly skipped: readonly SkippedFile[];
}

/** A file that was passed over. */
export interface SkippedFile {
  readonly path: string;
  readonly why: string;
  /** Whether an account may be missing for it. */
  readonly isLacking: boolean;
}

/** What scans write, and files that are not complete: of no interest to a scan, and not worth a word each. */
const WRITTEN_BY_SCANS = /^iam-(?:results|findings)-.*\.json$|^organization-findings\.json$/i;
const NOT_WORTH_A_WORD = /^\.|^iam-report-.*\.html$|^index\.html$/i;

/**
 * The files of a directory that may hold authorization details.
 *
 * @throws {UsageError} if the directory cannot be read
 */
export function authorizationFilesIn(directory: string): DirectoryListing {
  let names: string[];
  try {
    names = readdirSync(directory).sort();
  } catch (error) {
    throw unreadable(directory, error);
  }
  const paths: string[] = [];
  const skipped: SkippedFile[] = [];
  for (const name of names) {
    if (NOT_WORTH_A_WORD.test(name)) continue;
    const path = join(directory, name);
    const why = reasonToSkip(path, name);
    if (why === null) paths.push(path);
    else skipped.push({ path, why, isLacking: UNREACHABLE.has(why) && isNamedLikeJson(name) });
  }
  return { paths, skipped };
}

const LEADS_NOWHERE = 'this link leads nowhere';
const CANNOT_BE_LOOKED_AT = 'you may not look at this; check the permissions of the folder';
const NO_FILE = 'this is a device or a pipe, not a file';
/** Reasons for which nobody knows what the file would have held. */
const UNREACHABLE: ReadonlySet<string> = new Set([LEADS_NOWHERE, CANNOT_BE_LOOKED_AT, NO_FILE]);

function isNamedLikeJson(name: string): boolean {
  return name.toLowerCase().endsWith('.json');
}

function reasonToSkip(path: string, name: string): string | null {
  let found: Stats | undefined;
  try {
    found = statSync(path, { throwIfNoEntry: false });
  } catch (error) {
    return systemErrorCode(error) === 'ELOOP' ? LEADS_NOWHERE : CANNOT_BE_LOOKED_AT;
  }
  if (found === undefined) return LEADS_NOWHERE;
  if (found.isDirectory()) return 'this is a directory; scan it by itself';
  // A pipe that nobody writes to would be waited for without end.
  if (!found.isFile()) return NO_FILE;
  if (!isNamedLikeJson(name)) return 'its name does not end in .json';
  if (WRITTEN_BY_SCANS.test(name)) return 'an earlier scan wrote this';
  if (name.toLowerCase() === 'organization.json') return 'name this with --organization-policies';
  return null;
}
