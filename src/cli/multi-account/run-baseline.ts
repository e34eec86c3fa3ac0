import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { fileNameFault } from '../../account/file-names.js';
import type { ListedAccount } from '../../account/listed-accounts.js';
import { EarlierFindings, parseEarlierFindings } from '../../assessment/earlier-findings.js';
import type { EarlierAccount } from '../../assessment/findings-trend.js';
import { SEVERITIES } from '../../assessment/severity.js';
import { accountFileNames } from '../../scanning/account-files.js';
import { bucketDestination } from '../../scanning/bucket-destination.js';
import type { Destination } from '../../scanning/destination.js';
import { ORGANIZATION_FINDINGS } from '../../scanning/organization-file-names.js';
import type { Invocation } from '../command.js';
import { directoryDestination } from '../directory-destination.js';
import { inFile } from '../input-error-in-file.js';
import { parseJson, readJson } from '../parse-json.js';
import { isDirectory } from '../read-file.js';
import { UsageError } from '../usage-error.js';
import type { MemberAccess } from './member-access.js';
import { bucketPlace } from './run-options.js';

type Place = Pick<Destination, 'read' | 'locate'>;

/** The findings of an earlier run, which those of this one are compared with. */
export class RunBaseline {
  readonly findings: EarlierFindings;
  private readonly place: Place;

  constructor(findings: EarlierFindings, place: Place) {
    this.findings = findings;
    this.place = place;
  }

  /**
   * What the baseline holds of an account; with what its findings were, where the account's own file of the same run is
   * still beside it.
   */
  async of({ name, id }: ListedAccount): Promise<EarlierAccount | null> {
    const earlier = this.findings.of({ name, accountId: id });
    if (earlier === null || fileNameFault(earlier.name) !== null) return earlier;
    try {
      const text = await this.place.read(accountFileNames(earlier.name).findings);
      const [detailed] = text === null ? [] : parseEarlierFindings(JSON.parse(text));
      return detailed?.accountId === id && detailed.assessedAt === earlier.assessedAt ? detailed : earlier;
    } catch {
      // Fingerprints are enough to compare.
      return earlier;
    }
  }

  /** Tells baselines apart, for a run that goes on with another. */
  digest(): string {
    const hash = createHash('sha256');
    for (const { name, accountId, assessedAt, findings } of this.findings.accounts)
      hash.update(
        JSON.stringify([name, accountId, assessedAt, SEVERITIES.map((severity) => findings[severity])]),
      );
    return hash.digest('hex');
  }
}

/**
 * The baseline of a run: the `organization-findings.json` of an earlier one, or the directory or bucket it was written to.
 * Null where none is named.
 *
 * @throws {UsageError} if there is none, or it cannot be read
 */
export async function readRunBaseline(
  path: string | undefined,
  { bucketAt, reaching }: Pick<MemberAccess, 'bucketAt' | 'reaching'>,
  { files }: Pick<Invocation, 'files'>,
): Promise<RunBaseline | null> {
  if (path === undefined) return null;
  const remote = bucketPlace(path);
  if (remote === null) {
    const isWhole = isDirectory(path);
    const place = directoryDestination(isWhole ? path : dirname(path), files);
    const file = isWhole ? place.locate(ORGANIZATION_FINDINGS) : path;
    if (isWhole && !existsSync(file)) throw noFindings(path);
    return baselineOf(file, await readJson(file), place);
  }
  const isFile = remote.prefix.endsWith('.json');
  const prefix = isFile ? remote.prefix.slice(0, -basename(remote.prefix).length) : remote.prefix;
  const place = bucketDestination(bucketAt({ bucket: remote.bucket, prefix }, null), prefix);
  const name = isFile ? basename(remote.prefix) : ORGANIZATION_FINDINGS;
  const text = await reaching('s3:GetObject', () => place.read(name));
  if (text === null) throw noFindings(path);
  return baselineOf(place.locate(name), parseJson(text, place.locate(name)), place);
}

function baselineOf(file: string, json: unknown, place: Place): RunBaseline {
  return new RunBaseline(new EarlierFindings(inFile(file, () => parseEarlierFindings(json))), place);
}

function noFindings(path: string): UsageError {
  return new UsageError(
    `${path}: there are no findings of an earlier run; name a place with ${ORGANIZATION_FINDINGS}, or that file.`,
  );
}
