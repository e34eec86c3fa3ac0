import type { Assessment } from '../../assessment/assessment.js';
import { SEVERITIES } from '../../assessment/severity.js';
import { totalOf } from '../../assessment/severity-counts.js';
import { countOf } from '../html-wording.js';
import { codeSpan, markdownText } from '../markdown-escape.js';
import { notCounted } from '../not-counted.js';
import type { FormatContext, OutputFormat } from '../output-format.js';
import { reportedFindings, type ReportedFinding } from '../reported-findings.js';
import { countsBySeverity, trendSentence } from '../trend-text.js';
import { findingLine, fixedLine, fixLines, noFixLines, subjectElement } from './markdown/finding-lines.js';
import { kindTable, severityTable } from './markdown/tables.js';

/** By this line a comment is found again, to put a newer one in its place. */
const MARK = '<!-- cloudsplaining -->';
/** GitHub takes comments of at most 65,536 characters; what is said last needs room too. */
const MOST_CHARACTERS = 65_536;
const ROOM_FOR_END = 1000;
const MOST_LISTED = 30;
const MOST_NOT_ASSESSED = 10;
const LONGEST_NAME = 160;
const LONGEST_REMARK = 300;

/** A comment for a pull request: the counts, what is new, and the findings of each policy folded. */
export const markdown: OutputFormat = {
  id: 'markdown',
  title: 'Markdown that fits a comment on a pull request',
  ending: 'md',
  contentType: 'text/markdown; charset=utf-8',
  showsFixes: true,
  write: (assessment, context) => [commentText(assessment, context)],
};

function commentText(assessment: Assessment, context: FormatContext): string {
  const reported = reportedFindings(assessment, context);
  const counted = reported.filter(({ finding }) => finding.counted);
  const page = new BoundedText(MOST_CHARACTERS - ROOM_FOR_END);
  page.add([
    MARK,
    `## Cloudsplaining: ${codeSpan(assessment.name, LONGEST_NAME)}`,
    '',
    total(assessment),
    '',
  ]);
  page.add(severityTable(assessment));
  page.add(kindTable(assessment, counted));
  for (const { title, lines } of changes(assessment, counted, context)) page.addList(title, lines);
  page.add(remarks(assessment));
  const sections = subjectsOf(counted).map((group) => subjectSection(assessment, group, context));
  if (sections.length > 0) page.add(['### Findings', '']);
  let left = 0;
  for (const { whole, short } of sections) if (!page.add(whole) && !page.add(short)) left++;
  const { tool, catalog } = assessment;
  return page.text([
    ...(left === 0
      ? []
      : [
          `${countOf(left, 'policy or principal', 'policies and principals')} more did not fit into a comment: the other formats have all findings.`,
          '',
        ]),
    `_Cloudsplaining ${markdownText(tool.version)}, actions of AWS as of ${markdownText(catalog.date)}_`,
  ]);
}

function total({ summary, trend }: Assessment): string {
  const all =
    totalOf(summary.bySeverity) === 0
      ? 'No findings that count.'
      : `Findings: ${countsBySeverity(summary.bySeverity)}.`;
  return trend === undefined ? all : `${all} ${trendSentence(trend)}`;
}

/** What is new and what was fixed, where there is something to compare with. */
function changes(
  assessment: Assessment,
  counted: readonly ReportedFinding[],
  context: FormatContext,
): readonly { readonly title: string; readonly lines: readonly string[] }[] {
  const { trend, kinds } = assessment;
  if (trend === undefined) return [];
  const titles = new Map(kinds.map(({ id, title }) => [id, title]));
  const fresh = gravestFirst(counted.filter(({ change }) => change === 'new')).map((each) =>
    findingLine(assessment, each, context, { withSubject: true }),
  );
  const fixed = (trend.fixedFindings ?? []).map((each) => fixedLine(each, (kind) => titles.get(kind)));
  return [
    { title: 'New', lines: fresh },
    { title: 'Fixed', lines: fixed },
  ];
}

function listed(title: string, lines: readonly string[], most: number): readonly string[] {
  const more = lines.length - most;
  return [`### ${title}`, '', ...lines.slice(0, most), ...(more > 0 ? [`- and ${more} more`] : []), ''];
}

/** What does not count and what could not be assessed: neither must go unmentioned. */
function remarks({ findings, notAssessed }: Assessment): readonly string[] {
  const { total: apart, breakdown } = notCounted(findings);
  const more = notAssessed.length - MOST_NOT_ASSESSED;
  return [
    ...(apart === 0
      ? []
      : [
          `${countOf(apart, 'more finding does', 'more findings do')} not count: ${markdownText(breakdown)}.`,
          '',
        ]),
    ...(notAssessed.length === 0
      ? []
      : [
          `Not assessed: ${countOf(notAssessed.length, 'part', 'parts')} of the input.`,
          '',
          ...notAssessed
            .slice(0, MOST_NOT_ASSESSED)
            .map(
              ({ what, where, reason }) =>
                `- ${codeSpan(`${what} (${where})`, LONGEST_REMARK)}: ${codeSpan(reason, LONGEST_REMARK)}`,
            ),
          ...(more > 0 ? [`- and ${more} more`] : []),
          '',
        ]),
  ];
}

/** Findings together by what they are on: what has something new first, then the gravest. */
function subjectsOf(counted: readonly ReportedFinding[]): readonly (readonly ReportedFinding[])[] {
  const groups = new Map<ReportedFinding['subject'], ReportedFinding[]>();
  for (const reported of gravestFirst(counted)) {
    const group = groups.get(reported.subject);
    if (group === undefined) groups.set(reported.subject, [reported]);
    else group.push(reported);
  }
  const all = [...groups.values()];
  const isFresh = (group: readonly ReportedFinding[]) => group.some(({ change }) => change === 'new');
  return [...all.filter(isFresh), ...all.filter((group) => !isFresh(group))];
}

function gravestFirst(findings: readonly ReportedFinding[]): readonly ReportedFinding[] {
  return SEVERITIES.flatMap((severity) => findings.filter(({ finding }) => finding.severity === severity));
}

/** The findings on one subject, folded; the short form is without proposed changes. */
function subjectSection(
  assessment: Assessment,
  group: readonly ReportedFinding[],
  context: FormatContext,
): { readonly whole: readonly string[]; readonly short: readonly string[] } {
  const [first] = group;
  const counts = SEVERITIES.flatMap((severity) => {
    const count = group.filter(({ finding }) => finding.severity === severity).length;
    return count === 0 ? [] : [`${count} ${severity}`];
  });
  const fresh = group.filter(({ change }) => change === 'new').length;
  const head = [
    '<details>',
    `<summary>${first === undefined ? '' : subjectElement(assessment, first)}: ${counts.join(', ')}${fresh === 0 ? '' : `; ${fresh} new`}</summary>`,
    '',
    ...group.map((each) => findingLine(assessment, each, context, { withSubject: false })),
    '',
  ];
  const end = ['</details>', ''];
  return {
    whole: [...head, ...fixLines(assessment, group), ...noFixLines(assessment, group), ...end],
    short: [...head, ...end],
  };
}

/** Lines up to so many characters; a part goes in whole or not at all. */
class BoundedText {
  private readonly parts: string[] = [];
  private room: number;

  constructor(most: number) {
    this.room = most;
  }

  add(lines: readonly string[], most = this.room): boolean {
    const text = lines.map((line) => `${line}\n`).join('');
    if (text.length > most) return false;
    this.parts.push(text);
    this.room -= text.length;
    return true;
  }

  /** As many lines as half of the room is enough for, for other things are said behind them; the rest is counted. */
  addList(title: string, lines: readonly string[]): void {
    if (lines.length === 0) return;
    let most = Math.min(lines.length, MOST_LISTED);
    while (!this.add(listed(title, lines, most), this.room / 2) && most > 0) most--;
  }

  text(end: readonly string[]): string {
    return this.parts.join('') + end.map((line) => `${line}\n`).join('');
  }
}
