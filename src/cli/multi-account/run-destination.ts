import { bucketDestination } from '../../scanning/bucket-destination.js';
import { both, type Destination } from '../../scanning/destination.js';
import type { Invocation } from '../command.js';
import { directoryDestination } from '../directory-destination.js';
import { removeUnfinishedFiles } from '../temporary-files.js';
import { refuseForeignPage } from '../organization-files.js';
import type { MemberAccess } from './member-access.js';
import type { RunOptions } from './run-options.js';
import { refuseTakenNames, type FilesToCome } from './taken-names.js';

/**
 * Where the files of a run go.
 *
 * @throws {UsageError} if a page that we did not write would be replaced, or something is where a file is to be
 */
export function runDestination(
  { directory, directoryOption, bucket, acl, isResumed }: RunOptions,
  { bucketAt }: MemberAccess,
  { files }: Invocation,
  toCome: FilesToCome,
): Destination {
  const folder = directory === null ? null : directoryDestination(directory, files, directoryOption);
  if (directory !== null) {
    refuseForeignPage(directory, directoryOption);
    refuseTakenNames(directory, directoryOption, toCome);
    if (isResumed) removeUnfinishedFiles(directory);
  }
  const remote = bucket === null ? null : bucketDestination(bucketAt(bucket, acl), bucket.prefix);
  if (folder !== null && remote !== null) return both(folder, remote);
  const one = folder ?? remote;
  if (one === null) throw new Error('a run without a destination');
  return one;
}
