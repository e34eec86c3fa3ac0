import type {
  AssessedPolicy,
  Assessment,
  Finding,
  PrincipalType,
  RankedSubject,
  Severity,
} from '../assessment/assessment.js';
import { SEVERITIES } from '../assessment/severity.js';
import { countOf, formatCount } from './html-wording.js';
import { policyTitle } from './policy-title.js';
import { notCounted } from './not-counted.js';
import { escalationLines } from './terminal-escalation.js';
import { exclusionLines } from './terminal-exclusions.js';
import { fixedLines } from './terminal-fixed.js';
import { cutMiddle, fittingList, padEnd, textWidth, wrap } from './terminal-layout.js';
import { terminalSafe } from './terminal-safe.js';
import { styled } from './terminal-style.js';
import { triageLines } from './terminal-triage.js';
import { trendSentence } from './trend-text.js';

/** How and where a summary is shown. */
export interface SummaryLayout {
  /** Paths of the files that were written. */
  readonly files: readonly string[];
  readonly colour: boolean;
  /** Columns of the terminal. */
  readonly width: number;
}

/** Narrower terminals break the lines themselves. */
const NARROWEST = 60;
/** As long as the name of an IAM user or role may be. */
const LONGEST_NAME = 64;
const SHORTEST_NAME = 12;
const MOST_PROBLEMS = 10;

/** A scan in short: what was found, where it is worst, what was left out and why, and where the files are. */
export function terminalSummary(
  assessment: Assessment,
  { files, colour, width: columns }: SummaryLayout,
): string {
  const width = columns >= NARROWEST ? columns : NARROWEST;
  const { principals, policies, summary } = assessment;
  const page = { assessment, colour, width };
  const sections = [
    scope(page),
    totals(page),
    assessment.trend === undefined ? [] : wrap('', trendSentence(assessment.trend), width),
    fixedLines(assessment, width, colour),
    table(page),
    uncounted(page),
    escalationLines(assessment, width, colour),
    ranking('Worst principals', summary.worstPrincipals, (index) => principals[index], page),
    ranking('Worst policies', summary.worstPolicies, (index) => titled(policies[index], assessment), page),
    triageLines(assessment.triage, width),
    exclusionLines(assessment.exclusions, width),
    problems(page),
    assessment.notes.flatMap((note) => wrap('Note: ', bounded(note, width), width)),
    // Paths are whole, however long: people copy them.
    files.length === 0 ? [] : ['Files', ...files.map((file) => `  ${terminalSafe(file)}`)],
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function titled(policy: AssessedPolicy | undefined, assessment: Assessment) {
  return policy === undefined ? undefined : { name: policyTitle(policy, assessment), type: policy.type };
}

interface Page {
  readonly assessment: Assessment;
  readonly colour: boolean;
  readonly width: number;
}

function scope({ assessment, colour, width }: Page): readonly string[] {
  const { name, account, principals, policies, resourcePolicies = [], catalog } = assessment;
  const count = (type: PrincipalType): string =>
    countOf(principals.filter((principal) => principal.type === type).length, type);
  const id = account.id === null ? '' : `account ${account.id}: `;
  const ofResources =
    resourcePolicies.length === 0
      ? ''
      : `, ${countOf(resourcePolicies.length, 'resource policy', 'resource policies')}`;
  const text =
    `${id}${count('user')}, ${count('group')}, ${count('role')}, ${countOf(policies.length, 'policy', 'policies')}${ofResources}; ` +
    `actions of AWS as of ${catalog.date}`;
  return [
    styled(cutMiddle(terminalSafe(name), width), 'strong', colour),
    ...wrap('', terminalSafe(text), width),
  ];
}

function totals({ assessment, colour, width }: Page): readonly string[] {
  const { bySeverity } = assessment.summary;
  const total = SEVERITIES.reduce((sum, severity) => sum + bySeverity[severity], 0);
  const { severities } = assessment.options;
  return [
    total === 0
      ? 'No findings that count'
      : `${countOf(total, 'finding')}: ${severityCounts(bySeverity, colour)}`,
    ...(severities.length === 0
      ? []
      : wrap('', `Only findings of severity ${severities.join(', ')} were kept (--filter-severity).`, width)),
  ];
}

function table({ assessment, colour, width }: Page): readonly string[] {
  const titles = titlesOf(assessment);
  const uncountedOf = countByKind(assessment.findings.filter(({ counted }) => !counted));
  const rows = assessment.summary.byKind
    .map(({ kind, severity, counted }) => ({ kind, severity, counted, others: uncountedOf.get(kind) ?? 0 }))
    .filter(({ counted, others }) => counted + others > 0);
  if (rows.length === 0) return [];
  const numbers = '  Severity  Findings  Not counted';
  const column = Math.min(
    width - numbers.length - 2,
    Math.max(...rows.map(({ kind }) => textWidth(titles(kind)))),
  );
  return [
    styled(`  ${padEnd('Kind', column)}${numbers}`, 'quiet', colour),
    ...rows.map(
      ({ kind, severity, counted, others }) =>
        `  ${padEnd(cutMiddle(titles(kind), column), column)}  ${styled(padEnd(severity, 8), severity, colour)}` +
        `  ${formatCount(counted).padStart(8)}  ${formatCount(others).padStart(11)}`,
    ),
  ];
}

function uncounted({ assessment, width }: Page): readonly string[] {
  const { total, breakdown, remedy } = notCounted(assessment.findings);
  if (total === 0) return [];
  return [
    ...wrap('', `Not counted: ${breakdown}.`, width),
    ...(remedy === '' ? [] : wrap('', remedy, width)),
  ];
}

function ranking(
  heading: string,
  ranked: readonly RankedSubject[],
  subject: (index: number) => { readonly name: string; readonly type: string } | undefined,
  { assessment, colour, width }: Page,
): readonly string[] {
  if (ranked.length === 0) return [];
  const titles = titlesOf(assessment);
  const rows = ranked.map(({ index, bySeverity, kinds }) => ({
    name: terminalSafe(subject(index)?.name ?? ''),
    type: subject(index)?.type ?? '',
    bySeverity,
    kinds: kinds.map(titles),
  }));
  const typeColumn = Math.max(...rows.map(({ type }) => type.length));
  const countsColumn = Math.max(...rows.map(({ bySeverity }) => severityCounts(bySeverity, false).length));
  const room = Math.max(SHORTEST_NAME, Math.min(LONGEST_NAME, width - typeColumn - countsColumn - 6));
  const nameColumn = Math.min(room, Math.max(...rows.map(({ name }) => textWidth(name))));
  return [
    styled(heading, 'strong', colour),
    ...rows.flatMap(({ name, type, bySeverity, kinds }) => [
      `  ${padEnd(cutMiddle(name, nameColumn), nameColumn)}  ${padEnd(type, typeColumn)}  ${severityCounts(bySeverity, colour)}`,
      styled(`      ${fittingList(kinds, width - 6)}`, 'quiet', colour),
    ]),
  ];
}

function problems({ assessment, colour, width }: Page): readonly string[] {
  const { notAssessed } = assessment;
  if (notAssessed.length === 0) return [];
  const more = notAssessed.length - MOST_PROBLEMS;
  return [
    styled(`Not assessed: ${formatCount(notAssessed.length)}`, 'strong', colour),
    ...notAssessed
      .slice(0, MOST_PROBLEMS)
      .flatMap(({ what, where, reason }) =>
        wrap('  ', `${bounded(what, width)} (${bounded(where, width)}): ${bounded(reason, width)}`, width),
      ),
    ...(more > 0 ? [`  and ${formatCount(more)} more`] : []),
  ];
}

/** Text safe for a terminal, of a few lines at most: what it quotes from the input may be endless. */
function bounded(text: string, width: number): string {
  return cutMiddle(terminalSafe(text), 4 * width);
}

function severityCounts(bySeverity: Readonly<Record<Severity, number>>, colour: boolean): string {
  return SEVERITIES.filter((severity) => bySeverity[severity] > 0)
    .map((severity) => styled(`${formatCount(bySeverity[severity])} ${severity}`, severity, colour))
    .join(', ');
}

function titlesOf({ kinds }: Assessment): (kind: string) => string {
  const titles = new Map(kinds.map(({ id, title }) => [id, title]));
  return (kind) => terminalSafe(titles.get(kind) ?? kind);
}

function countByKind(findings: readonly Finding[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { kind } of findings) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return counts;
}
