import { bucketDestination } from '../../scanning/bucket-destination.js';
import { both, type Destination } from '../../scanning/destination.js';
import { parseManifest, RUN_MANIFEST } from '../../scanning/run-manifest.js';
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
  if (folder !== null && remote !== null) {
    // What a run goes on with is where --resume says.
    const [first, second] = isResumed && directoryOption !== '--resume' ? [remote, folder] : [folder, remote];
    let known: Promise<boolean> | null = null;
    return both(first, second, () => (known ??= isOneRun(first, second)));
  }
  const one = folder ?? remote;
  if (one === null) throw new Error('a run without a destination');
  return one;
}

/** Whether both places hold what one run wrote: by the moment at which it began. */
async function isOneRun(one: Destination, other: Destination): Promise<boolean> {
  const [began, otherBegan] = await Promise.all([one, other].map((place) => beginningOf(place)));
  return began !== null && began === otherBegan;
}

async function beginningOf(place: Destination): Promise<string | null> {
  const text = await place.read(RUN_MANIFEST);
  if (text === null) return null;
  try {
    return parseManifest(JSON.parse(text)).startedAt;
  } catch {
    // What is no manifest tells of no run.
    return null;
  }
}
