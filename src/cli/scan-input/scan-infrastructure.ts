import type { Assessment } from '../../assessment/assessment.js';
import { scanParts, type ScanPartsOptions } from '../../assessment/scan-parts.js';
import { accountIdAt } from '../../policy/input-fields.js';
import { UsageError } from '../usage-error.js';
import { withSlashes } from '../with-slashes.js';
import { scanFiles } from './scanned-files.js';

/** A file that may declare IAM. */
export interface InfrastructureFile {
  /**
   * What it is called in the assessment, and where it stands beside others, as far as templates name each other by
   * paths; its ending tells YAML from JSON.
   */
  readonly path: string;
  readonly text: string;
}

/** What may be set about scanning files. */
export interface ScanInfrastructureOptions extends Omit<ScanPartsOptions, 'name'> {
  /** What the assessment is called; `files` if absent. */
  readonly name?: string;
  /** The account that things are deployed to, where a file does not tell. */
  readonly accountId?: string;
  /** The region, likewise. */
  readonly region?: string;
}

const MANIFEST = /^(.*\/)?manifest\.json$/;

/**
 * Judges what files declare, all of it in one assessment: policies, Terraform plans and states as `terraform show
 * -json` prints them, CloudFormation and SAM templates, and the files of a `cdk.out` with its `manifest.json`.
 * Findings have the `source` of their policy or principal: file, address, line and column.
 *
 * A file that cannot be read or holds nothing to assess is listed in `notAssessed`. Nothing is read but the texts
 * that are given.
 *
 * @throws {InputError} if the account id is not one of 12 digits
 */
export async function scanInfrastructure(
  files: readonly InfrastructureFile[],
  options: ScanInfrastructureOptions,
): Promise<Assessment> {
  const { accountId: given, region = null, ...rest } = options;
  const accountId = accountIdAt(given, 'options.accountId');
  const texts = new Map(files.map(({ path, text }) => [withSlashes(path), text]));
  const assemblies = [...texts.keys()].flatMap((path) => {
    const [whole, folder = ''] = MANIFEST.exec(path) ?? [];
    return whole === undefined ? [] : [folder];
  });
  // Of a cloud assembly only the templates matter; of other files each is worth a word.
  const paths = [...texts.keys()].map((path) => ({
    path,
    isNamed: !assemblies.some((folder) => path.startsWith(folder)),
  }));
  const scanned = await scanFiles(
    paths,
    { accountId, region },
    {
      has: (path) => texts.has(path),
      read: (path) => {
        const text = texts.get(path);
        if (text === undefined) throw new UsageError(`${path}: this file is not among those that are given.`);
        return text;
      },
    },
  );
  const assessment = scanParts(scanned.parts, { name: 'files', ...rest });
  return scanned.notAssessed.length === 0
    ? assessment
    : { ...assessment, notAssessed: [...assessment.notAssessed, ...scanned.notAssessed] };
}
