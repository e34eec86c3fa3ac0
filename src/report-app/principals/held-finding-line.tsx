import type { JSX } from 'preact';
import type { Finding } from '../../assessment/assessment.js';
import { countOf, formatCount } from '../../output/html-wording.js';
import { outsiderWay, trustWords } from '../../output/outsider-way.js';
import { actionSetSize } from '../model/action-set.js';
import { notCountedMark } from '../model/describe-finding.js';
import type { BlockedPart } from '../model/blocked-parts.js';
import { chainOf } from '../model/chain-rows.js';
import type { HeldFinding } from '../model/held-findings.js';
import { inlineName } from '../model/inline-name.js';
import { statementLabel } from '../model/print-document.js';
import { onwardWords } from '../model/onward-words.js';
import { kindTitle, type ReportModel } from '../model/report-model.js';
import { pathsLink, policiesLink, trustLink } from '../route/route.js';
import { NameText } from '../shell/name-text.js';
import { SeverityMark } from '../shell/severity-mark.js';
import { trustedName } from '../model/trusted-name.js';

interface HeldFindingLineProps {
  readonly model: ReportModel;
  readonly held: HeldFinding;
}

/** A finding of a principal: where it comes from, by which statements, and what takes it away again. */
export function HeldFindingLine({ model, held }: HeldFindingLineProps): JSX.Element {
  const { finding } = held;
  const title = kindTitle(model, finding.kind);
  const link = linkTo(model, held);
  return (
    <>
      <SeverityMark severity={finding.severity} />
      <span>
        {link === null ? <strong>{title}</strong> : <a href={link}>{title}</a>}{' '}
        <span class="quiet">
          {details(model, held).map((text, index) => (
            <span key={index}>
              {index > 0 && '; '}
              <NameText text={text} />
            </span>
          ))}
        </span>
      </span>
    </>
  );
}

function linkTo(model: ReportModel, { finding, policy }: HeldFinding): string | null {
  const { subject, id } = finding;
  if (policy !== null)
    return policiesLink({
      selected: model.policies.byIndex.get(policy)?.key ?? null,
      finding: id,
      scope: 'all',
    });
  const way = chainOf(model, finding);
  if (way !== undefined) return pathsLink({ selected: `chain ${way.key}` });
  return subject.type === 'trust-policy'
    ? trustLink({ selected: model.trust.byIndex.get(subject.principal)?.key ?? null, finding: id })
    : null;
}

function details(
  model: ReportModel,
  { finding, holder, policy, groups, blocked }: HeldFinding,
): readonly string[] {
  const { assessment } = model;
  const { actionSets, escalationPaths, principals, policies } = assessment;
  const { subject, actionSet, paths = [], contributions = [], blockedBy = [] } = finding;
  const from = (index: number, statements: readonly number[]): string => {
    const found = policies[index];
    if (found === undefined) return '';
    const { document } = found;
    const owner = principals[holder];
    const name = (owner === undefined ? null : inlineName(assessment, owner, found)) ?? found.name;
    const labels = statements.map((statement) =>
      statementLabel(document === null ? null : (assessment.documents[document] ?? null), statement).replace(
        'Statement',
        'statement',
      ),
    );
    const through = groups.map((group) => principals[group]?.name ?? '').join(' and ');
    return [name + (through === '' ? '' : ` through ${through}`), ...labels].join(', ');
  };
  const size = actionSet === undefined ? null : actionSetSize(actionSets[actionSet] ?? '');
  const mark = notCountedMark(finding);
  return [
    ...(subject.type === 'principal' ? [principalSentence(model, finding)] : []),
    ...(subject.type === 'trust-policy'
      ? [
          'its trust policy',
          ...(finding.trusted === undefined ? [] : [finding.trusted.map(trustedName).join(', ')]),
        ]
      : []),
    ...(policy === null ? [] : [from(policy, finding.grantedBy)]),
    ...contributions.map((each) => from(each.policy, each.statements)),
    ...(subject.type === 'policy' && finding.reach !== 'unrestricted' ? [finding.reach] : []),
    ...(size === null ? [] : [countOf(size, 'action')]),
    ...(policy !== null || paths.length === 0
      ? []
      : [paths.map((path) => escalationPaths[path]?.name ?? '').join(', ')]),
    ...blockedBy.map((by) => `blocked by ${by}`),
    ...(blocked === null
      ? []
      : [`${blockedInWords(blocked, paths.length)} blocked by ${blocked.by.join(' and ')}`]),
    ...(mark === null || finding.notCounted === 'blocked' ? [] : [mark]),
  ];
}

/** What a finding on the principal itself is about. */
function principalSentence({ assessment }: ReportModel, finding: Finding): string {
  const way = outsiderWay(assessment, finding);
  if (way !== null)
    return `an outsider, ${trustedName(way.outsider)}, may assume this role by ${trustWords(way.statements)} and ${onwardWords(assessment, finding)}`;
  return finding.notCounted === 'blocked'
    ? 'its policies would give it, but something takes it away'
    : 'its policies give it when taken together';
}

function blockedInWords({ isWhole, count }: BlockedPart, paths: number): string {
  if (isWhole) return 'all of them';
  return paths === 0 ? `${formatCount(count)} of them` : `${formatCount(count)} of ${countOf(paths, 'path')}`;
}
