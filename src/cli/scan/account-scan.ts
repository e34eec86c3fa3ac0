import type { Account } from '../../account/account.js';
import { withResourcePolicies } from '../../account/account-resource-policies.js';
import { parseAuthorizationDetails } from '../../account/parse-authorization-details.js';
import { assessTogether, type NamedAccount } from '../../assessment/assess-together.js';
import { assess } from '../../assessment/assess.js';
import { comparedFindings, withTrend } from '../../assessment/account-findings.js';
import type { Assessment } from '../../assessment/assessment.js';
import type { EarlierFindings } from '../../assessment/earlier-findings.js';
import { isSameAccount, withDecisions } from '../../assessment/triage-decisions.js';
import { minimized } from '../../assessment/minimized.js';
import { unreadPolicies } from '../../assessment/unread-policies.js';
import { proposeFixes } from '../../fixes/propose-fixes.js';
import { terminalSafe } from '../../output/terminal-safe.js';
import { terminalSummary } from '../../output/terminal-summary.js';
import { writeAssessment } from '../../scanning/write-assessment.js';
import { baselineRemark, comparedWithBaseline, failsOnNew } from '../baseline.js';
import type { Invocation } from '../command.js';
import { failsOn } from '../fail-on.js';
import { formatContext, namedPlace } from '../format-context.js';
import { inFile } from '../input-error-in-file.js';
import { flagOption, severityOption, textOption } from '../option-values.js';
import { readJson } from '../parse-json.js';
import type { Progress } from '../progress.js';
import type { NamedTriageFile } from '../read-triage.js';
import { isUsageError, UsageError } from '../usage-error.js';
import { scanFiles, stemOf, type ScanFiles } from '../scan-files.js';
import type { ScanFormats } from '../scan-formats.js';
import type { ScanSettings } from './scan-settings.js';

/** An input file that a scan of a directory can do without. */
export class UnusableInput extends UsageError {}

/** What a scan works with besides the account. */
export interface ScanInputs {
  readonly settings: ScanSettings;
  readonly triage: readonly NamedTriageFile[];
  readonly earlier: EarlierFindings | null;
  /** Whether `--fail-on` looks at what is new since the earlier findings only. */
  readonly isBaseline: boolean;
  readonly formats: ScanFormats;
  /** Policies of the account's resources, by ARN. */
  readonly resourcePolicies: ReadonlyMap<string, unknown>;
}

/** What a scan of one file gave. */
export interface ScannedFile {
  readonly assessment: Assessment;
  readonly written: ScanFiles;
}

/** Scans accounts under the same settings. */
export class AccountScan {
  readonly progress: Progress;
  /** Whether a finding was as grave as `--fail-on` says. */
  failed = false;
  /** How many files of a directory should have been assessed and could not be. */
  lacks = 0;

  /** How many policies that should have been assessed could not be read. */
  unread = 0;

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
    const account = withResourcePolicies(await this.read(path), this.inputs.resourcePolicies);
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
    const { paths: others, refusals } = await formats.write(assessment, this.paths.get(name) ?? '');
    const begun = {
      report: files.begin(written.report),
      findings: files.begin(written.findings),
      results: files.begin(written.results),
    };
    await writeAssessment(assessment, begun, forReport);
    this.progress.done();
    for (const sentence of refusals) terminal.err(`${terminalSafe(sentence)}\n`);
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
    this.unread += unreadPolicies(assessment);
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
    const place = namedPlace(formatContext(this.invocation, null));
    return proposeFixes(assessment, { ...this.inputs.settings, ...place });
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
