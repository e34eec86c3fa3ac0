import { resolve } from 'node:path';
import { flagOption, textOption, textsOption } from '../option-values.js';
import { refuseNoFolder } from '../output-place.js';
import { UsageError } from '../usage-error.js';
import { CANNED_ACLS } from './canned-acls.js';

const MOST_AT_ONCE = 256;
const ROLE_NAME = /^[\w+=,.@-]{1,64}$/;
const SESSION_NAME = /^[\w+=,.@-]{2,64}$/;
const EXTERNAL_ID = /^[\w+=,.@:/-]{2,1224}$/;
const ROLE_PATH = /^\/(?:[!-.0-~]+\/)*$/;
const BUCKET = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
const BUCKET_URL = /^s3:\/\/([^/]+)\/?(.*)$/;

/** A place in S3. */
export interface BucketPlace {
  readonly bucket: string;
  readonly prefix: string;
}

/** Which accounts are scanned, and by which role. */
export interface RunOptions {
  /** Path of the list of accounts; null for the organisation's. */
  readonly config: string | null;
  readonly roleName: string;
  readonly rolePath: string;
  readonly externalId: string | null;
  readonly sessionName: string;
  readonly concurrency: number;
  /** At least one of the two. */
  readonly directory: string | null;
  /** The option that names the directory, for messages. */
  readonly directoryOption: '--output-directory' | '--resume';
  readonly bucket: BucketPlace | null;
  readonly acl: (typeof CANNED_ACLS)[number] | null;
  readonly isResumed: boolean;
}

/**
 * Checks the options of a run against each other, before anything is done.
 *
 * @throws {UsageError} saying what to give instead
 */
export function runOptions(options: Readonly<Record<string, unknown>>): RunOptions {
  const config = textOption(options, 'config') ?? null;
  const isOrganization = flagOption(options, 'organization');
  if (config === null && !isOrganization)
    throw new UsageError(
      'Name the accounts with --config FILE, or take those of the organisation with --organization.',
    );
  if (config !== null && isOrganization)
    throw new UsageError('--config and --organization exclude each other; give one of them.');
  if (!isOrganization && textsOption(options, 'includeOu').length > 0)
    throw new UsageError(
      '--include-ou chooses among the accounts of an organisation; give --organization with it.',
    );
  return {
    config,
    ...roleOptions(options),
    concurrency: concurrency(textOption(options, 'concurrency') ?? ''),
    ...places(options),
    acl: CANNED_ACLS.find((acl) => acl === textOption(options, 'acl')) ?? null,
    isResumed: textOption(options, 'resume') !== undefined,
  };
}

function roleOptions(
  options: Readonly<Record<string, unknown>>,
): Pick<RunOptions, 'roleName' | 'rolePath' | 'externalId' | 'sessionName'> {
  const roleName = textOption(options, 'roleName') ?? '';
  if (!ROLE_NAME.test(roleName)) {
    throw new UsageError(
      `${JSON.stringify(roleName)} is not the name of a role; give --role-name the name without account or path, such as SecurityAudit.`,
    );
  }
  const rolePath = textOption(options, 'rolePath') ?? '/';
  if (!ROLE_PATH.test(rolePath))
    throw new UsageError(
      `${JSON.stringify(rolePath)} is not the path of a role; --role-path begins and ends with a slash.`,
    );
  const externalId = textOption(options, 'externalId') ?? null;
  if (externalId !== null && !EXTERNAL_ID.test(externalId)) {
    // Not repeated: it is kept as a secret is.
    throw new UsageError(
      'What --external-id gives is no external id; it takes 2 to 1,224 letters, digits and +=,.@:/-_.',
    );
  }
  const sessionName = textOption(options, 'sessionName') ?? '';
  if (!SESSION_NAME.test(sessionName)) {
    throw new UsageError(
      `${JSON.stringify(sessionName)} is not the name of a session; --session-name takes 2 to 64 letters, digits and +=,.@-_.`,
    );
  }
  return { roleName, rolePath, externalId, sessionName };
}

/** The place that an `s3://` address names; null for anything else. */
export function bucketPlace(address: string): BucketPlace | null {
  const [, bucket, prefix = ''] = BUCKET_URL.exec(address) ?? [];
  return bucket === undefined ? null : { bucket, prefix };
}

function places(
  options: Readonly<Record<string, unknown>>,
): Pick<RunOptions, 'directory' | 'directoryOption' | 'bucket'> {
  const resume = textOption(options, 'resume');
  refuseNoPlace(options);
  const resumed = bucketPlace(resume ?? '');
  const resumedDirectory = resumed === null ? resume : undefined;
  const directory = agreed(
    textOption(options, 'outputDirectory'),
    resumedDirectory,
    '--output-directory',
    (path) => resolve(path),
  );
  const bucket = agreed(textOption(options, 'outputBucket'), resumed?.bucket, '--output-bucket');
  const prefix = agreed(textOption(options, 'prefix'), resumed?.prefix, '--prefix', withoutLastSlashes) ?? '';
  if (prefix.startsWith('/')) {
    throw new UsageError(
      `${resumed === null ? '--prefix' : '--resume'}: a prefix that begins with a slash, as ${JSON.stringify(prefix)} does, makes a folder without a name in the bucket; leave the slash out.`,
    );
  }
  const fault = prefixFault(prefix);
  if (fault !== null) {
    throw new UsageError(
      `${resumed === null ? '--prefix' : '--resume'}: the prefix ${JSON.stringify(prefix)} ${fault}; choose another.`,
    );
  }
  if (directory === undefined && bucket === undefined)
    throw new UsageError('Say where to write: --output-directory DIR, --output-bucket BUCKET, or both.');
  if (bucket !== undefined && !BUCKET.test(bucket)) {
    throw new UsageError(
      `${JSON.stringify(bucket)} is not the name of a bucket; give --output-bucket the name alone, and --prefix what keys begin with.`,
    );
  }
  if (bucket === undefined && (textOption(options, 'prefix') ?? textOption(options, 'acl')) !== undefined)
    throw new UsageError('--prefix and --acl are about a bucket; name one with --output-bucket.');
  return {
    directory: directory ?? null,
    directoryOption: resumedDirectory === undefined ? '--output-directory' : '--resume',
    bucket: bucket === undefined ? null : { bucket, prefix },
  };
}

/** Why keys should not begin so; null if they may. */
function prefixFault(prefix: string): string | null {
  if (/\p{Cc}/u.test(prefix)) return 'has a character in it that cannot be seen';
  const isFolder = prefix.split('/').some((part) => part === '.' || part === '..');
  return isFolder ? 'has a part that stands for another folder, wherever its objects are copied to' : null;
}

/** @throws {UsageError} if what is named is neither a folder nor a place in a bucket */
function refuseNoPlace(options: Readonly<Record<string, unknown>>): void {
  refuseNoFolder(textOption(options, 'outputDirectory'), '--output-directory', {
    standardStream: 'a run writes several files; name a folder for them',
    bucket: 'name the bucket with --output-bucket, and with --prefix what the keys in it begin with',
  });
  for (const option of ['resume', 'baseline']) {
    const place = textOption(options, option);
    if (place === undefined || bucketPlace(place) !== null) continue;
    refuseNoFolder(place, `--${option}`, {
      standardStream: 'an earlier run is found by the folder or the bucket that it wrote to; name that',
      bucket: 'write it as s3://BUCKET or s3://BUCKET/PREFIX',
    });
  }
}

/** What is given with an option and what a resumed run says must be the same. */
function agreed(
  given: string | undefined,
  resumed: string | undefined,
  option: string,
  compared: (place: string) => string = (place) => place,
): string | undefined {
  if (given !== undefined && resumed !== undefined && compared(given) !== compared(resumed))
    throw new UsageError(`${option} and --resume name different places; leave ${option} out.`);
  return given ?? resumed;
}

function withoutLastSlashes(prefix: string): string {
  return prefix.replace(/\/+$/, '');
}

function concurrency(text: string): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= 1 && number <= MOST_AT_ONCE) return number;
  throw new UsageError(
    `${JSON.stringify(text)} is no number of accounts; --concurrency takes 1 to ${MOST_AT_ONCE}.`,
  );
}
