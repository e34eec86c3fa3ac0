import { UsageError } from './usage-error.js';

/** What begins an address of something in S3, however it is written. */
const IN_S3 = /^s3:\/\//i;

/**
 * Refuses what cannot be meant as a folder, and would be made as one all the same.
 *
 * @param option - the option that names it
 * @param hints.standardStream - why it cannot be `-`, and what to do
 * @param hints.bucket - what to do where it was to be a place in a bucket
 * @throws {UsageError} saying what to give instead
 */
export function refuseNoFolder(
  folder: string | undefined,
  option: string,
  hints: { readonly standardStream: string; readonly bucket: string },
): void {
  if (folder === undefined) return;
  if (folder === '-') throw new UsageError(`${option} -: ${hints.standardStream}.`);
  if (IN_S3.test(folder))
    throw new UsageError(`${option} ${folder}: this is a place in S3 and no folder; ${hints.bucket}.`);
}

/**
 * Refuses what cannot be meant as a file.
 *
 * @param option - the option that names it
 * @throws {UsageError} saying what to give instead
 */
export function refuseNoFile(file: string, option: string): void {
  if (IN_S3.test(file))
    throw new UsageError(
      `${option} ${file}: this is a place in S3 and no file; name a file, and copy it there.`,
    );
}
