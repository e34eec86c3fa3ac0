import { basename, extname } from 'node:path';
import type { Account } from '../../account/account.js';
import { parseAuthorizationDetails } from '../../account/parse-authorization-details.js';
import type { AssessOptions } from '../../assessment/assess-options.js';
import { assessTogether, type NamedAccount } from '../../assessment/assess-together.js';
import { assess } from '../../assessment/assess.js';
import { accountContribution } from '../../assessment/account-contribution.js';
import { comparedFindings, withTrend } from '../../assessment/account-findings.js';
import type { Assessment } from '../../assessment/assessment.js';
import type { EarlierFindings } from '../../assessment/earlier-findings.js';
import { isSameAccount, withDecisions } from '../../assessment/triage-decisions.js';
import { minimized } from '../../assessment/minimized.js';
import { OrganizationCollector } from '../../assessment/organization-collector.js';
import { proposeFixes } from '../../fixes/propose-fixes.js';
import { organizationSummary } from '../../output/terminal-organization.js';
import { terminalSafe } from '../../output/terminal-safe.js';
import { terminalSummary } from '../../output/terminal-summary.js';
import { writeAssessment } from '../../scanning/write-assessment.js';
import type { Catalog } from '../../catalog/catalog.js';
import { configuredInvocation } from '../configuration/configured-invocation.js';
import { authorizationFilesIn } from '../authorization-files.js';
import { baselineRemark, comparedWithBaseline, failsOnNew } from '../baseline.js';
import type { Invocation } from '../command.js';
import { failsOn } from '../fail-on.js';
import { inFile } from '../input-error-in-file.js';
import { openReport } from '../open-report.js';
import { flagOption, severitiesOption, severityOption, textOption, textsOption } from '../option-values.js';
import { readJson } from '../parse-json.js';
import { Progress } from '../progress.js';
import { readCatalog } from '../read-catalog.js';
import { readCustomPages } from '../read-custom-pages.js';
import { readEarlierFindings } from '../read-earlier-findings.js';
import { readExclusions } from '../read-exclusions.js';
import { readOrganizationPolicies } from '../read-organization-policies.js';
import { readTriage, type NamedTriageFile } from '../read-triage.js';
import { KnownAccounts } from '../known-accounts.js';
import { isDirectory } from '../read-file.js';
import { tuneForShortRun } from '../short-run.js';
import { isUsageError, UsageError } from '../usage-error.js';
import { scanFiles, type ScanFiles } from '../scan-files.js';
import { scanFormats, type ScanFormats } from '../scan-formats.js';
import { organizationFiles, refuseForeignPage } from '../organization-files.js';
import { writeOrganization } from '../../scanning/write-organization.js';
import { directoryDestination } from '../directory-destination.js';

/** Runs `scan`; resolves to the exit code. */
export async function runScan(invocation: Invocation): Promise<number> {
  tuneForShortRun();
  const { terminal, options } = invocation;
  const progress = new Progress(terminal, flagOption(options, 'verbose'));
  try {
    const input = textOption(options, 'inputFile') ?? '';
    const directory = isDirectory(input);
    const formats = scanFormats(invocation, directory);
    const isBaseline = textOption(options, 'baseline') !== undefined;
    if (isBaseline && textOption(options, 'previous') !== undefined)
      throw new UsageError('--baseline compares as --previous does; give one of them.');
    progress.phase('Loading the catalogue');
    const settings = await readSettings(invocation, readCatalog(textOption(options, 'catalog')));
    const triage = await readTriage(textsOption(options, 'triage'));
    const earlier = await readEarlierFindings(
      textOption(options, 'previous') ?? textOption(options, 'baseline'),
    );
    const scan = new Scan(invocation, { settings, triage, earlier, isBaseline, formats }, progress);
    const toOpen = directory
      ? await scanDirectory(scan, input, invocation)
      : await scanOne(scan, input, invocation);
    progress.done();
    for (const { path, account } of scan.unusedTriage()) {
      terminal.err(
        `Not used: ${terminalSafe(path)}: its decisions are on account ${account.id ?? ''}, which was not scanned.\n`,
      );
    }
    if (!flagOption(options, 'skipOpenReport')) await openReport(toOpen, terminal);
    if (scan.lacks > 0 && textOption(options, 'failOn') !== undefined) {
      const files = scan.lacks === 1 ? '1 file was' : `${scan.lacks} files were`;
      terminal.err(`Exit code 2: ${files} not assessed, so --fail-on was not answered for all accounts.\n`);
      return 2;
    }
    return scan.failed ? 1 : 0;
  } finally {
    progress.done();
  }
}

type Settings = Omit<AssessOptions, 'name' | 'minimize'>;

async function readSettings(invocation: Invocation, catalog: Catalog): Promise<Settings> {
  const { options, terminal } = invocation;
  const exclusions = await readExclusions(textOption(options, 'exclusionsFile'));
  const organization = await readOrganizationPolicies(textOption(options, 'organizationPolicies'));
  const customPages = await readCustomPages(
    { guidance: textOption(options, 'customGuidance'), appendices: textOption(options, 'customAppendices') },
    terminal,
  );
  return {
    ...configuredInvocation(invocation, catalog, exclusions),
    ...(customPages === undefined ? {} : { customPages }),
    ...(organization === null ? {} : { organizationPolicies: organization }),
    flagAllRiskyActions: flagOption(options, 'flagAllRiskyActions'),
    flagTrustPolicies: flagOption(options, 'flagTrustPolicies'),
    severities: severitiesOption(options, 'filterSeverity'),
    now: new Date(),
  };
}

/** Scans one file; resolves to the path of its report. */
async function scanOne(scan: Scan, path: string, { terminal }: Invocation): Promise<string> {
  const { assessment, written } = await scan.alone(path, stemOf(path));
  if (scan.earlier !== null && assessment.trend === undefined)
    terminal.err('The earlier findings hold none of this account, so nothing was compared.\n');
  return written.report;
}

/** Scans every file; resolves to the path of the page over all of them. */
async function scanDirectory(
  scan: Scan,
  directory: string,
  { terminal, options, files }: Invocation,
): Promise<string> {
  const output = textOption(options, 'output') ?? '.';
  refuseForeignPage(output);
  const { paths, skipped } = authorizationFilesIn(directory);
  const organization = new OrganizationCollector(scan.earlier);
  const say = (message: string) => {
    scan.progress.done();
    terminal.err(`Skipped: ${terminalSafe(message)}\n`);
  };
  for (const { path, why, isLacking } of skipped) {
    say(`${path}: ${why}.`);
    if (isLacking) scan.lacks++;
  }
  const accounts: NamedAccount[] = [];
  const again: NamedAccount[] = [];
  const known = new KnownAccounts();
  const names = new Set<string>();
  for (const path of paths) {
    const name = stemOf(path);
    try {
      if (names.has(name))
        throw new UnusableInput(
          `${path}: another file of this name was scanned, and its report would be overwritten.`,
        );
      const account = await scan.read(path);
      names.add(name);
      const earlier = known.earlierFileOf(account, path);
      (earlier === null ? accounts : again).push({ name, account });
      if (earlier !== null) {
        scan.progress.done();
        terminal.err(
          `${terminalSafe(`${path}: ${earlier} is of the same account, so this file is assessed by itself`)}.\n`,
        );
      }
    } catch (error) {
      if (!(error instanceof UnusableInput)) throw error;
      say(error.message);
      scan.lacks++;
      organization.addNotAssessed(basename(path), error.message);
    }
  }
  if (accounts.length === 0) {
    throw new UsageError(
      `${directory}: no file in this directory holds authorization details; save them there as *.json.`,
    );
  }
  for (const group of [accounts, ...again.map((each) => [each])]) {
    for await (const { assessment, written } of scan.together(group)) {
      const names = { report: basename(written.report), findings: basename(written.findings) };
      organization.add(accountContribution(assessment, names));
    }
  }
  const findings = organization.build();
  await writeOrganization(findings, directoryDestination(output, files));
  scan.progress.done();
  const written = organizationFiles(output);
  terminal.out(`\n${organizationSummary(findings, [written.page, written.findings], terminal.columns)}`);
  return written.page;
}

function stemOf(path: string): string {
  return basename(path, extname(path));
}

/** An input file that a scan of a directory can do without. */
class UnusableInput extends UsageError {}

/** What a scan works with besides the account. */
interface ScanInputs {
  readonly settings: Settings;
  readonly triage: readonly NamedTriageFile[];
  readonly earlier: EarlierFindings | null;
  /** Whether `--fail-on` looks at what is new since the earlier findings only. */
  readonly isBaseline: boolean;
  readonly formats: ScanFormats;
}

/** What a scan of one file gave. */
interface ScannedFile {
  readonly assessment: Assessment;
  readonly written: ScanFiles;
}

/** Scans accounts under the same settings. */
class Scan {
  readonly progress: Progress;
  /** Whether a finding was as grave as `--fail-on` says. */
  failed = false;
  /** How many files of a directory should have been assessed and could not be. */
  lacks = 0;

  private readonly invocation: Invocation;
  private readonly inputs: ScanInputs;
  private readonly usedTriage = new Set<NamedTriageFile>();
  /** Of the files that were read, by the names of their accounts. */
  private readonly paths = new Map<string, string>();
  private isFirst = true;

  constructor(invocation: Invocation, inputs: ScanInputs, progress: Progress) {
    this.invocation = invocation;
    this.inputs = inputs;
    this.progress = progress;
  }

  /** Findings of an earlier scan, to compare with. */
  get earlier(): EarlierFindings | null {
    return this.inputs.earlier;
  }

  /** Triage files of accounts that were not scanned. */
  unusedTriage(): readonly NamedTriageFile[] {
    return this.inputs.triage.filter((file) => !this.usedTriage.has(file));
  }

  /**
   * Reads an account.
   *
   * @throws {UnusableInput} if the file does not hold one
   */
  async read(path: string): Promise<Account> {
    const shown = terminalSafe(path);
    try {
      this.progress.phase(`Reading ${shown}`);
      const json = await readJson(path);
      this.progress.phase(`Understanding ${shown}`);
      const account = inFile(path, () => parseAuthorizationDetails(json));
      this.paths.set(stemOf(path), path);
      return account;
    } catch (error) {
      throw isUsageError(error) ? new UnusableInput(error.message) : error;
    }
  }

  async alone(path: string, name: string): Promise<ScannedFile> {
    const account = await this.read(path);
    this.progress.phase(`Assessing ${terminalSafe(path)}`);
    return this.write(assess(account, { ...this.inputs.settings, name }));
  }

  /** Scans accounts whose principals may become each other; each has its own report. */
  async *together(accounts: readonly NamedAccount[]): AsyncGenerator<ScannedFile, void> {
    this.progress.phase(`Assessing ${accounts.length} accounts together`);
    for (const assessment of assessTogether(accounts, this.inputs.settings)) {
      yield await this.write(assessment);
      this.progress.phase('Assessing');
    }
  }

  private async write(assessed: Assessment): Promise<ScannedFile> {
    const assessment = this.compared(this.triaged(this.withFixes(assessed)));
    const { terminal, options, files } = this.invocation;
    const { formats, isBaseline } = this.inputs;
    const { name } = assessment;
    this.progress.phase(`Writing the report of ${terminalSafe(name)}`);
    const written = scanFiles(textOption(options, 'output') ?? '.', name);
    // A small report does without the documents that it does not need.
    const forReport = flagOption(options, 'minimize') ? minimized(assessment) : undefined;
    const others = await formats.write(assessment, this.paths.get(name) ?? '');
    const begun = {
      report: files.begin(written.report),
      findings: files.begin(written.findings),
      results: files.begin(written.results),
    };
    await writeAssessment(assessment, begun, forReport);
    this.progress.done();
    const say = (text: string) => (formats.takeStandardOutput ? terminal.err(text) : terminal.out(text));
    if (!this.isFirst) say('\n');
    this.isFirst = false;
    const { report, results, findings } = written;
    const layout = {
      files: [report, results, findings, ...others],
      colour: terminal.colour && !formats.takeStandardOutput,
      width: terminal.columns,
    };
    say(terminalSummary(assessment, layout));
    const threshold = severityOption(options, 'failOn');
    if (isBaseline && threshold !== undefined) terminal.err(baselineRemark(assessment));
    this.failed ||= isBaseline
      ? failsOnNew(threshold, assessment)
      : failsOn(threshold, assessment.summary.bySeverity);
    return { assessment, written };
  }

  private withFixes(assessment: Assessment): Assessment {
    if (!flagOption(this.invocation.options, 'fixes')) return assessment;
    this.progress.phase(`Proposing changes for ${terminalSafe(assessment.name)}`);
    return proposeFixes(assessment, this.inputs.settings);
  }

  private triaged(assessment: Assessment): Assessment {
    const { triage } = this.inputs;
    if (triage.length === 0) return assessment;
    const files = triage.filter(({ account }) => isSameAccount(account.id, assessment.account.id));
    for (const file of files) this.usedTriage.add(file);
    return withDecisions(
      assessment,
      files.flatMap(({ decisions }) => decisions),
    );
  }

  /** With what became of its findings since the earlier scan. */
  private compared(assessment: Assessment): Assessment {
    if (this.earlier === null) return assessment;
    if (this.inputs.isBaseline) return comparedWithBaseline(assessment, this.earlier);
    const before = this.earlier.of(comparedFindings(assessment));
    return before === null ? assessment : withTrend(assessment, before);
  }
}
