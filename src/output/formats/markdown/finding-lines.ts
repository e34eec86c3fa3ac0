import type { Assessment, FixedFinding } from '../../../assessment/assessment.js';
import type { ProposedFix } from '../../../assessment/proposed-fix.js';
import { findingEvidence, openActions, subjectPhrase } from '../../finding-words.js';
import { sourceText } from '../../finding-source.js';
import { escapeHtml } from '../../html-markup.js';
import { codeElement, codeFence, codeSpan, markdownText } from '../../markdown-escape.js';
import type { FormatContext } from '../../output-format.js';
import type { ReportedFinding } from '../../reported-findings.js';
import { lineAddress } from '../../source-address.js';
import { outsiderWay, outsiderWords } from '../../outsider-way.js';
import { residualPhrases } from '../../worksheet-wording.js';

const MOST_EVIDENCE = 6;
const LONGEST_EVIDENCE = 120;
const LONGEST_SUBJECT = 160;
const LONGEST_SOURCE = 200;
const LONGEST_REASON = 300;

/** What a finding is on, where Markdown is not read. */
export function subjectElement(assessment: Assessment, { finding }: ReportedFinding): string {
  return codeElement(subjectPhrase(assessment, finding), LONGEST_SUBJECT);
}

/** A finding as an entry of a list; with what it is on where the list is not about that alone. */
export function findingLine(
  assessment: Assessment,
  reported: ReportedFinding,
  context: FormatContext,
  { withSubject }: { readonly withSubject: boolean },
): string {
  const { finding, kind, kindTitle, change, setAside } = reported;
  const evidence = findingEvidence(assessment, finding);
  const more = evidence.length - MOST_EVIDENCE;
  const shown = evidence.slice(0, MOST_EVIDENCE).map((each) => codeSpan(each, LONGEST_EVIDENCE));
  const actions = openActions(assessment, finding);
  const residual = residualPhrases(finding);
  const way = outsiderWay(assessment, finding);
  const parts = [
    `- **${finding.severity}**${change === 'new' && !withSubject ? ', new' : ''}: ${kind === null ? codeSpan(kindTitle, LONGEST_SUBJECT) : markdownText(kindTitle)}`,
    ...(withSubject ? [` in ${codeSpan(subjectPhrase(assessment, finding), LONGEST_SUBJECT)}`] : []),
    ...(shown.length === 0
      ? []
      : [
          `: ${finding.trusted === undefined || way !== null ? '' : 'trusts '}${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`,
        ]),
    ...(way === null ? [] : [outsiderWords(way)]),
    ...(actions.length === 0
      ? []
      : [
          ` for ${actions
            .slice(0, MOST_EVIDENCE)
            .map((each) => codeSpan(each, LONGEST_EVIDENCE))
            .join(
              ', ',
            )}${actions.length > MOST_EVIDENCE ? ` and ${actions.length - MOST_EVIDENCE} more` : ''}`,
        ]),
    // Names of condition keys and boundaries come from the input.
    ...(residual.length === 0 ? [] : [` (${codeSpan(residual.join('; '), LONGEST_REASON)})`]),
    place(reported, context),
    ...(setAside === null
      ? []
      : [
          `; ${markdownText(setAside.by)}${setAside.reason === '' ? '' : ` ${codeSpan(setAside.reason, LONGEST_REASON)}`}`,
        ]),
  ];
  return parts.join('');
}

function place({ sources }: ReportedFinding, { sourceAddress }: FormatContext): string {
  const [source] = sources;
  if (source?.isExact !== true) return '';
  const text = codeSpan(sourceText(source), LONGEST_SOURCE);
  const address = lineAddress(source, sourceAddress);
  const resource = source.address === null ? '' : ` ${codeSpan(source.address, LONGEST_SOURCE)}`;
  return `, ${address === null ? text : `[${text}](<${address}>)`}${resource}`;
}

/** A finding that is gone as an entry of a list. */
export function fixedLine(
  { severity, kind, name, id }: FixedFinding,
  titleOf: (kind: string) => string | undefined,
): string {
  const title = titleOf(kind ?? '');
  // A kind of the earlier findings may be one that nobody knows any more, or anything.
  const what = title === undefined ? codeSpan(kind ?? id, LONGEST_SUBJECT) : markdownText(title);
  return `- **${severity}**: ${what}${name === undefined ? '' : ` in ${codeSpan(name, LONGEST_SUBJECT)}`}`;
}

/** The checked changes of findings, each folded and once: what it removes, what was done, and the difference. */
export function fixLines(
  { fixes = [] }: Assessment,
  findings: readonly ReportedFinding[],
): readonly string[] {
  const changes = new Map<string, { readonly fix: ProposedFix; readonly titles: Set<string> }>();
  for (const { finding, kindTitle } of findings) {
    const fix = fixes[finding.fix ?? -1];
    if (fix === undefined) continue;
    const key = JSON.stringify([fix.diff, fix.steps, fix.placeholders]);
    const known = changes.get(key);
    if (known === undefined) changes.set(key, { fix, titles: new Set([kindTitle]) });
    else known.titles.add(kindTitle);
  }
  return [...changes.values()].flatMap(({ fix, titles }) => changeLines(fix, [...titles]));
}

function changeLines(
  { steps, diff, placeholders }: ProposedFix,
  titles: readonly string[],
): readonly string[] {
  return [
    '<details>',
    `<summary>A change that was checked to remove ${escapeHtml(titles.join(', '))}</summary>`,
    '',
    ...steps.map((step) => `- ${codeSpan(step, LONGEST_REASON)}`),
    ...(steps.length === 0 ? [] : ['']),
    codeFence(diff, 'diff'),
    ...(placeholders.length === 0
      ? []
      : [
          '',
          ...placeholders.map(
            ({ name, meaning }) =>
              `- ${codeSpan(name, LONGEST_REASON)}: ${codeSpan(meaning, LONGEST_REASON)}`,
          ),
        ]),
    '',
    '</details>',
    '',
  ];
}

/** For which findings there is no checked change, and why. */
export function noFixLines(assessment: Assessment, findings: readonly ReportedFinding[]): readonly string[] {
  const kinds = new Map<string, Set<string>>();
  for (const { finding, kindTitle } of findings) {
    const reason = assessment.noFixReasons?.[finding.noFix ?? -1];
    if (reason === undefined || !finding.counted) continue;
    kinds.set(reason, (kinds.get(reason) ?? new Set()).add(kindTitle));
  }
  if (kinds.size === 0) return [];
  return [
    ...[...kinds].map(
      ([reason, titles]) =>
        `No change is proposed for ${markdownText([...titles].join(', '))}: ${markdownText(reason)}`,
    ),
    '',
  ];
}
