import type { Assessment } from '../../assessment/assessment.js';
import { chunksOf } from '../chunks.js';
import { countOf, formatTime } from '../html-wording.js';
import type { FormatContext, OutputFormat } from '../output-format.js';
import { passedOn, reportedFindings, type ReportedFinding } from '../reported-findings.js';
import { encodedPath } from '../source-address.js';
import { terminalSafeJson } from '../terminal-safe.js';
import { countsBySeverity } from '../trend-text.js';
import { utf8Length } from '../utf8-length.js';
import { sarifFix, type SarifFix } from './sarif/fixes.js';
import { MOST_FIX_BYTES, MOST_NOTIFICATIONS, MOST_RESULT_BYTES, MOST_RESULTS } from './sarif/limits.js';
import { messageText } from './sarif/message-text.js';
import { sarifResult } from './sarif/result.js';
import { ruleId, sarifRule } from './sarif/rules.js';

const SCHEMA = 'https://json.schemastore.org/sarif-2.1.0.json';
const HOME = 'https://github.com/salesforce/cloudsplaining';

/** Static Analysis Results Interchange Format 2.1.0, within what GitHub takes. */
export const sarif: OutputFormat = {
  id: 'sarif',
  title: 'SARIF 2.1.0, for code scanning on GitHub and for editors',
  ending: 'sarif',
  contentType: 'application/sarif+json',
  write: (assessment, context) => chunksOf(parts(assessment, context)),
};

function* parts(assessment: Assessment, context: FormatContext): Generator<string, void, undefined> {
  const all = passedOn(reportedFindings(assessment, context));
  const rules = new Rules();
  const results = gravestResults(assessment, all, rules, context);
  const run = {
    tool: {
      driver: {
        name: 'Cloudsplaining',
        version: assessment.tool.version,
        semanticVersion: assessment.tool.version,
        informationUri: HOME,
        rules: rules.all,
      },
    },
    automationDetails: { id: `cloudsplaining/${encodedPath(messageText(assessment.name))}/` },
    invocations: [
      {
        executionSuccessful: true,
        endTimeUtc: assessment.assessedAt,
        toolExecutionNotifications: notifications(assessment, all.length - results.length),
      },
    ],
    columnKind: 'utf16CodeUnits',
  };
  const head = JSON.stringify({ $schema: SCHEMA, version: '2.1.0', runs: [run] });
  // The results come last in the only run.
  yield `${head.slice(0, -3)},"results":[`;
  for (const [index, text] of results.entries()) yield `${index === 0 ? '' : ','}\n${text}`;
  yield '\n]}]}\n';
}

/** As many results as there may be, and as have room. */
function gravestResults(
  assessment: Assessment,
  findings: readonly ReportedFinding[],
  rules: Rules,
  context: FormatContext,
): readonly string[] {
  const occurrences = new Map<string, number>();
  const results: string[] = [];
  const fixes = new Fixes(assessment, context.fileChanges);
  let room = MOST_RESULT_BYTES;
  for (const reported of findings.slice(0, MOST_RESULTS)) {
    const { id } = reported.finding;
    const occurrence = (occurrences.get(id) ?? 0) + 1;
    occurrences.set(id, occurrence);
    const fix = fixes.of(reported);
    const text = terminalSafeJson(
      JSON.stringify(sarifResult(assessment, reported, rules.of(reported), occurrence, fix)),
    );
    room -= utf8Length(text);
    if (room < 0) break;
    results.push(text);
  }
  return results;
}

/** The changes of files, as many as have room: results matter more. */
class Fixes {
  private readonly assessment: Assessment;
  private readonly changes: FormatContext['fileChanges'];
  private room = MOST_FIX_BYTES;

  constructor(assessment: Assessment, changes: FormatContext['fileChanges']) {
    this.assessment = assessment;
    this.changes = changes;
  }

  of({ finding, sources: [source] }: ReportedFinding): SarifFix | null {
    const change = this.changes?.get(finding);
    if (change === undefined || source === undefined) return null;
    const fix = sarifFix(this.assessment, finding, source.file, change);
    if (fix === null) return null;
    this.room -= utf8Length(JSON.stringify(fix));
    return this.room < 0 ? null : fix;
  }
}

/** The rules of the results, numbered as they come up. */
class Rules {
  readonly all: ReturnType<typeof sarifRule>[] = [];
  private readonly indexes = new Map<string, number>();

  of(reported: ReportedFinding): { readonly id: string; readonly index: number } {
    const id = ruleId(reported);
    let index = this.indexes.get(id);
    if (index === undefined) {
      index = this.all.push(sarifRule(reported)) - 1;
      this.indexes.set(id, index);
    }
    return { id, index };
  }
}

function notifications({ findings, notAssessed, notes, trend }: Assessment, leftOut: number) {
  const apart = findings.filter(({ counted, notCounted }) => !counted && notCounted !== 'suppressed').length;
  const said = [
    ...(leftOut === 0
      ? []
      : [
          {
            level: 'warning',
            text: `${countOf(leftOut, 'result was', 'results were')} left out: code scanning takes no more, and the gravest are here.`,
          },
        ]),
    ...(apart === 0
      ? []
      : [
          {
            level: 'note',
            text: `${countOf(apart, 'finding does', 'findings do')} not count and ${apart === 1 ? 'is' : 'are'} left out.`,
          },
        ]),
    ...(trend === undefined
      ? []
      : [
          { level: 'note', text: `${countsBySeverity(trend.fixed)} fixed since ${formatTime(trend.since)}.` },
        ]),
    ...notAssessed.map(({ what, where, reason }) => ({
      level: 'warning',
      text: `Not assessed: ${what} (${where}): ${reason}`,
    })),
    ...notes.map((text) => ({ level: 'note', text })),
  ];
  return said
    .slice(0, MOST_NOTIFICATIONS)
    .map(({ level, text }) => ({ level, message: { text: messageText(text) } }));
}
