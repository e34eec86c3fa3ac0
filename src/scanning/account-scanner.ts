import type { ListedAccount } from '../account/listed-accounts.js';
import { policiesOfAccount } from '../account/organization-policies.js';
import { parseAuthorizationDetails } from '../account/parse-authorization-details.js';
import { accountContribution, type AccountContribution } from '../assessment/account-contribution.js';
import { withTrend } from '../assessment/account-findings.js';
import type { AssessOptions } from '../assessment/assess-options.js';
import { AccountsTogether } from '../assessment/accounts-together.js';
import { assessAccount } from '../assessment/assess.js';
import { findAccountCrossings } from '../assessment/crossings/find-account-crossings.js';
import type { Assessment } from '../assessment/assessment.js';
import type { EarlierAccount } from '../assessment/findings-trend.js';
import type { FormatContext } from '../output/output-format.js';
import { OUTPUT_FORMATS } from '../output/formats.generated.js';
import { InputError } from '../policy/input-error.js';
import { accountFileNames, formattedFileName } from './account-files.js';
import type { Destination } from './destination.js';
import { FORMAT_SERVICES } from './format-services.js';
import type { OutputFile } from './output-file.js';
import { writeAssessment } from './write-assessment.js';

/** How every account of a run is assessed. */
export interface ScannerSettings extends Omit<AssessOptions, 'name' | 'minimize'> {
  /** Whether the results in the shape of 0.9.1 are written too. */
  readonly writeResults: boolean;
  /** Formats that are written too. */
  readonly formats: readonly string[];
  /** The region that findings are reported in; null for the first of the partition. */
  readonly region: string | null;
}

/**
 * Assesses one account and writes its files, the report last. What it returns is small; nothing else of the account is
 * kept.
 *
 * @param read.details - the account's authorization details as JSON, from wherever
 * @param read.earlier - its earlier findings, to compare with; null where there are none
 * @throws {InputError} if these are no authorization details, or of another account
 */
export async function scanAccount(
  { name, id }: ListedAccount,
  { details, earlier }: { readonly details: unknown; readonly earlier: EarlierAccount | null },
  { writeResults, formats, region, ...options }: ScannerSettings,
  destination: Pick<Destination, 'begin'>,
): Promise<AccountContribution> {
  const account = parseAuthorizationDetails(details);
  if (account.accountId !== null && account.accountId !== id)
    throw new InputError(
      `these are the authorization details of account ${account.accountId}, not of ${id}`,
      '$',
    );
  const known = { ...account, accountId: id };
  const organizationPolicies =
    options.organizationPolicies === undefined ? null : policiesOfAccount(options.organizationPolicies, id);
  const view = new AccountsTogether([known], options.catalog, organizationPolicies).view(0);
  const assessed = assessAccount(
    { account: known, options: { now: new Date(), ...options, name }, standalone: false },
    view,
  );
  const assessment = earlier === null ? assessed : withTrend(assessed, earlier);
  const crossings = findAccountCrossings(
    known,
    id,
    view.analysis,
    (principal) => (assessment.principals[principal]?.excludedBy ?? null) !== null,
  );
  const names = accountFileNames(name);
  const crossingsFile = destination.begin(names.crossings);
  crossingsFile.write(`${JSON.stringify(crossings)}\n`);
  await writeAssessment(assessment, {
    others: [
      crossingsFile,
      ...(await formattedFiles(assessment, names.findings, { formats, region }, destination)),
    ],
    findings: destination.begin(names.findings),
    report: destination.begin(names.report),
    results: writeResults ? destination.begin(names.results) : null,
  });
  return accountContribution(assessment, { report: names.report, findings: names.findings }, crossings);
}

/** @param findingsFile - what findings are shown in: the account came from no file, and code scanning takes no result without one */
async function formattedFiles(
  assessment: Assessment,
  findingsFile: string,
  { formats, region }: Pick<ScannerSettings, 'formats' | 'region'>,
  destination: Pick<Destination, 'begin'>,
): Promise<readonly OutputFile[]> {
  const context: FormatContext = {
    ...FORMAT_SERVICES,
    sourceRoot: null,
    sourceFile: findingsFile,
    sourceAddress: null,
    accountId: null,
    region,
  };
  const files: OutputFile[] = [];
  for (const format of OUTPUT_FORMATS) {
    // The report is written anyway.
    if (!formats.includes(format.id) || format.id === 'html') continue;
    const file = destination.begin(formattedFileName(assessment.name, format.ending));
    for await (const chunk of format.write(assessment, context)) file.write(chunk);
    files.push(file);
  }
  return files;
}
