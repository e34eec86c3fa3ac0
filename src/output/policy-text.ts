import { actionMembers } from '../assessment/action-members.js';
import type { Assessment, Finding, FindingsTrend, RiskScope } from '../assessment/assessment.js';
import { newFindings } from '../assessment/new-findings.js';
import { declaredText, isOfFiles, nothingFound } from './declared-text.js';
import { fixedKindTitle, fixedSubject } from './fixed-wording.js';
import { countOf } from './html-wording.js';
import { notCounted } from './not-counted.js';
import { POLICY_KINDS } from './risk-kind-ids.js';
import { subjectFindings } from './subject-findings.js';
import { exclusionLines } from './terminal-exclusions.js';
import { terminalSafe } from './terminal-safe.js';
import { styled } from './terminal-style.js';
import { trendSentence } from './trend-text.js';

/** Lines on standard error are left to the terminal to break. */
const UNBROKEN = Infinity;

/**
 * What `scan-policy-file` prints: the counted findings of each policy, kind by kind, as 0.9.1 did, then of each trust
 * policy and resource policy, with the name of each where there are several.
 */
export function policyScanText(
  assessment: Assessment,
  { colour = false }: { readonly colour?: boolean } = {},
): string {
  const { policies, principals, resourcePolicies = [], notAssessed } = assessment;
  const fresh = newFindings(assessment) ?? new Set();
  const kindsOn = (wanted: RiskScope) =>
    assessment.kinds.filter(({ scope }) => scope === wanted).map(({ id, title }) => ({ id, words: title }));
  const trustKinds = kindsOn('trust-policy');
  const resourceKinds = kindsOn('resource-policy');
  const section = { assessment, fresh, colour };
  const kindsOf = { policy: POLICY_KINDS, trust: trustKinds, resource: resourceKinds };
  if (isOfFiles(assessment))
    return declaredText(
      assessment,
      (findings, scope) => kindTexts(section, findings, kindsOf[scope]),
      colour,
    );
  const { ofPolicy, ofTrustPolicy, ofResourcePolicy } = subjectFindings(
    assessment.findings.filter(({ counted }) => counted),
  );
  const sections = [
    ...policies.map(({ name }, index) => ({
      heading: `Policy: ${name}`,
      blocks: kindTexts(section, ofPolicy.get(index) ?? [], POLICY_KINDS),
    })),
    // A role without an ARN stands for a trust policy that was given by itself.
    ...principals.flatMap(({ name, arn }, index) => {
      if (arn !== '') return [];
      const blocks = kindTexts(section, ofTrustPolicy.get(index) ?? [], trustKinds);
      return [{ heading: `Trust policy: ${name}`, blocks }];
    }),
    ...resourcePolicies.map(({ name }, index) => ({
      heading: `Resource policy: ${name}`,
      blocks: kindTexts(section, ofResourcePolicy.get(index) ?? [], resourceKinds),
    })),
  ];
  // Of files that declare no policy at all, or only what is excluded.
  if (sections.length === 0) return nothingFound(notAssessed.length);
  // Of a policy that was left out no section tells: the others are named all the more.
  const areNamed = sections.length > 1 || notAssessed.some(({ where }) => where === '$');
  return sections
    .map(({ heading, blocks }) => {
      const text = blocks.length === 0 ? 'There were no results found.\n' : blocks.join('\n');
      return areNamed ? `${styled(terminalSafe(heading), 'strong', colour)}\n\n${text}` : text;
    })
    .join('\n');
}

interface Section {
  readonly assessment: Assessment;
  /** Findings that are new since the earlier ones. */
  readonly fresh: ReadonlySet<Finding>;
  readonly colour: boolean;
}

function kindTexts(
  section: Section,
  findings: readonly Finding[],
  kinds: readonly { readonly id: string; readonly words: string }[],
): readonly string[] {
  return kinds.flatMap(({ id, words }) => {
    const own = findings.filter(({ kind }) => kind === id);
    return own.length === 0 ? [] : [kindText(section, own, words)];
  });
}

/**
 * Remarks for standard error: findings that do not count, what was excluded or could not be assessed, and the notes
 * of the assessment, each on a line. Empty if there is nothing to say.
 */
export function policyScanNotes(assessment: Assessment): string {
  const { total, breakdown, remedy } = notCounted(assessment.findings);
  const excluded = exclusionLines(assessment.exclusions, UNBROKEN);
  const lines = [
    ...(excluded.length === 0 && holdsNothing(assessment)
      ? ['Nothing that was read declares a policy.']
      : []),
    ...(assessment.trend === undefined ? [] : trendLines(assessment, assessment.trend)),
    ...(total === 0
      ? []
      : [
          `${countOf(total, 'more finding does', 'more findings do')} not count: ${breakdown}. ` +
            `--format json shows ${total === 1 ? 'it' : 'them'}${remedy === '' ? '.' : `; ${remedy}`}`,
        ]),
    ...excluded,
    ...assessment.notAssessed.map(
      ({ what, where, reason }) =>
        `Not assessed: ${terminalSafe(what)} (${terminalSafe(where)}): ${terminalSafe(reason)}`,
    ),
    ...assessment.notes.map((note) => terminalSafe(note)),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

/** Whoever named the wrong file would take silence for a clean one. */
function holdsNothing({ policies, principals, resourcePolicies = [], notAssessed }: Assessment): boolean {
  return [policies, principals, resourcePolicies, notAssessed].every((list) => list.length === 0);
}

/** What became of the findings since the earlier ones, and which are gone. */
function trendLines({ kinds }: Assessment, trend: FindingsTrend): readonly string[] {
  return [
    trendSentence(trend),
    ...(trend.fixedFindings ?? []).flatMap((fixed) =>
      fixed.kind === undefined
        ? []
        : [
            terminalSafe(
              `Fixed: ${fixedKindTitle(fixed, kinds)} (${fixed.severity}) in ${fixedSubject(fixed)}`,
            ),
          ],
    ),
  ];
}

function kindText(
  { assessment, fresh, colour }: Section,
  findings: readonly Finding[],
  words: string,
): string {
  const mark = findings.some((finding) => fresh.has(finding)) ? ' (new)' : '';
  const label = (text: string): string => styled(`${text}:`, 'strong', colour);
  const heading = styled(`Issue found: ${words}${mark}`, findings[0]?.severity ?? 'none', colour);
  const paths = [...new Set(findings.flatMap((finding) => finding.paths ?? []))];
  const methods = paths
    .flatMap((path) => assessment.escalationPaths[path] ?? [])
    .flatMap(({ legacyName, id, requiredActions }) => [
      `${label('Method')} ${legacyName ?? id}`,
      `${label('Actions')} ${requiredActions.join(', ').toLowerCase()}`,
    ]);
  const services = findings.map((finding) => finding.services ?? []);
  const trusted = findings.map((finding) => finding.trusted ?? []);
  const actionsText = (): string => `${label('Actions')} ${ascending(actionLists(assessment, findings))}`;
  // Trust policies name no actions: all of theirs come to assuming the role.
  const actionsOfTrusted = (): readonly string[] =>
    findings.some(({ actionSet }) => actionSet !== undefined) ? [actionsText()] : [];
  const lines =
    paths.length > 0
      ? methods
      : trusted.some((list) => list.length > 0)
        ? [`${label('Trusted')} ${terminalSafe(ascending(trusted))}`, ...actionsOfTrusted()]
        : services.some((list) => list.length > 0)
          ? [`${label('Services')} ${ascending(services)}`]
          : [actionsText()];
  return [heading, ...lines].map((line) => `${line}\n`).join('');
}

function actionLists(assessment: Assessment, findings: readonly Finding[]): readonly (readonly string[])[] {
  return findings.map(({ actionSet }) =>
    actionSet === undefined ? [] : actionMembers(assessment, actionSet),
  );
}

/** The distinct names of all lists, in ascending order; no list holds a name twice. */
function ascending(lists: readonly (readonly string[])[]): string {
  const [only = []] = lists;
  const names = lists.length === 1 ? [...only] : [...new Set(lists.flat())];
  return names.sort().join(', ');
}
