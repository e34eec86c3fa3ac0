import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { ListedAccount } from '../../account/listed-accounts.js';
import { accountFileNames, addedFileNames, type WrittenToo } from '../../scanning/account-files.js';
import { ORGANIZATION_FINDINGS, ORGANIZATION_PAGE } from '../../scanning/organization-file-names.js';
import { RUN_MANIFEST } from '../../scanning/run-manifest.js';
import { readPiece } from '../read-file.js';
import { refuseTakenPlace } from '../temporary-files.js';
import { UsageError } from '../usage-error.js';

/** One of them stands near the start of authorization details. */
const LISTS = /"(?:User|Group|Role)DetailList"/;
const LISTED_BYTES = 4096;

/** What a run is going to write. */
export interface FilesToCome extends WrittenToo {
  readonly accounts: readonly ListedAccount[];
  /** Names of further files over all accounts. */
  readonly others: readonly string[];
}

/**
 * Refuses to begin a run that would find at its end that a file cannot take its place.
 *
 * @param option - the option that names the directory, for messages
 * @throws {UsageError} naming what is in the way
 */
export function refuseTakenNames(
  directory: string,
  option: string,
  { accounts, others, ...added }: FilesToCome,
): void {
  for (const name of [RUN_MANIFEST, ORGANIZATION_PAGE, ORGANIZATION_FINDINGS, ...others])
    refuseTakenPlace(join(directory, name), option);
  for (const { name } of accounts) {
    const { report, findings, crossings, results } = accountFileNames(name);
    for (const file of [report, findings, crossings, ...addedFileNames(name, added)])
      refuseTakenPlace(join(directory, file), option);
    if (added.writeResults) refuseDownloadedAccount(join(directory, results), option);
  }
}

/** Whoever downloaded the account of this name to this directory would lose it. */
function refuseDownloadedAccount(path: string, option: string): void {
  if (!existsSync(path) || !LISTS.test(readPiece(path, 0, LISTED_BYTES).toString('latin1'))) return;
  throw new UsageError(
    `${path}: this is a downloaded account, and the results that --write-data-file asks for would replace it; choose another folder with ${option}.`,
  );
}
