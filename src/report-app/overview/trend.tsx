import type { JSX } from 'preact';
import type { Finding, FindingsTrend } from '../../assessment/assessment.js';
import { countOf } from '../../output/html-wording.js';
import { trendSentence } from '../../output/trend-text.js';
import { kindTitle, type ReportModel } from '../model/report-model.js';
import { severityRank } from '../model/subject-row.js';
import { policiesLink, principalsLink, resourcesLink, trustLink } from '../route/route.js';
import { LongList } from '../shell/long-list.js';
import { NameText } from '../shell/name-text.js';
import { SeverityMark } from '../shell/severity-mark.js';
import { FixedFindings } from './fixed-findings.js';

interface TrendProps {
  readonly model: ReportModel;
  readonly trend: FindingsTrend;
}

/** What became of the findings since an earlier assessment, which are new and which were fixed. */
export function Trend({ model, trend }: TrendProps): JSX.Element {
  const ids = new Set(trend.newFindings);
  const fixed = trend.fixedFindings ?? [];
  const findings = model.assessment.findings
    .filter(({ id, counted }) => counted && ids.has(id))
    .sort((a, b) => severityRank(b.severity) - severityRank(a.severity));
  return (
    <section aria-labelledby="trend-title">
      <h2 id="trend-title">Trend</h2>
      <p>{trendSentence(trend)}</p>
      {findings.length > 0 && <h3>{countOf(findings.length, 'new finding')}</h3>}
      {findings.length > 0 && (
        <LongList
          items={findings}
          shownAtFirst={5}
          className="stack-list"
          render={(finding) => {
            const { name, address } = subjectOf(model, finding);
            return (
              <>
                <SeverityMark severity={finding.severity} /> {kindTitle(model, finding.kind)}:{' '}
                <a href={address}>
                  <NameText text={name} />
                </a>
              </>
            );
          }}
        />
      )}
      {fixed.length > 0 && <FixedFindings model={model} fixed={fixed} />}
    </section>
  );
}

function subjectOf(
  { assessment, principalKeys, policies, trust, resources }: ReportModel,
  { id, subject }: Finding,
): { readonly name: string; readonly address: string } {
  if (subject.type === 'principal') {
    const principal = assessment.principals[subject.principal];
    const selected = principalKeys[subject.principal] ?? null;
    return { name: principal?.name ?? '', address: principalsLink({ selected }) };
  }
  const [row, link] =
    subject.type === 'policy'
      ? [policies.byIndex.get(subject.policy), policiesLink]
      : subject.type === 'resource-policy'
        ? [resources.byIndex.get(subject.resourcePolicy), resourcesLink]
        : [trust.byIndex.get(subject.principal), trustLink];
  return { name: row?.name ?? '', address: link({ scope: 'all', selected: row?.key ?? null, finding: id }) };
}
