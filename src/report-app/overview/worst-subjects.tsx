import type { JSX } from 'preact';
import type { RankedSubject } from '../../assessment/assessment.js';
import { POLICY_TYPE_TITLES } from '../../output/html-risk-matrix.js';
import { formatCount, PRINCIPAL_TITLES, SEVERITIES, SEVERITY_TITLES } from '../../output/html-wording.js';
import type { ReportModel } from '../model/report-model.js';
import { policiesLink, principalsLink } from '../route/route.js';
import { NameText } from '../shell/name-text.js';
import { SeverityMark } from '../shell/severity-mark.js';

/** The principals and policies to look at first. */
export function WorstSubjects({ model }: { readonly model: ReportModel }): JSX.Element {
  const { policies, principals, summary } = model.assessment;
  return (
    <div class="stack">
      <section class="card" aria-labelledby="worst-principals">
        <h2 id="worst-principals">Worst principals</h2>
        <Ranking
          subjects={summary.worstPrincipals}
          describe={(index) => {
            const principal = principals[index];
            return principal === undefined
              ? null
              : {
                  name: principal.name,
                  type: PRINCIPAL_TITLES[principal.type],
                  href: principalsLink({ selected: model.principalKeys[index] ?? null }),
                };
          }}
        />
      </section>
      <section class="card" aria-labelledby="worst-policies">
        <h2 id="worst-policies">Worst policies</h2>
        <Ranking
          subjects={summary.worstPolicies}
          describe={(index) => {
            const policy = policies[index];
            const row = model.policies.byIndex.get(index);
            return policy === undefined || row === undefined
              ? null
              : {
                  name: policy.name,
                  type: POLICY_TYPE_TITLES[policy.type],
                  href: policiesLink({ selected: row.key }),
                };
          }}
        />
      </section>
    </div>
  );
}

interface RankingProps {
  readonly subjects: readonly RankedSubject[];
  readonly describe: (
    index: number,
  ) => { readonly name: string; readonly type: string; readonly href: string } | null;
}

function Ranking({ subjects, describe }: RankingProps): JSX.Element {
  if (subjects.length === 0) return <p class="quiet">None has a finding that counts.</p>;
  return (
    <ol class="ranking">
      {subjects.map((subject) => {
        const described = describe(subject.index);
        if (described === null) return null;
        return (
          <li key={subject.index}>
            <p class="ranking-name">
              <a href={described.href}>
                <NameText text={described.name} />
              </a>
              <span class="quiet">{described.type}</span>
            </p>
            <p class="ranking-counts">
              {SEVERITIES.filter((severity) => subject.bySeverity[severity] > 0).map((severity) => (
                <SeverityMark
                  key={severity}
                  severity={severity}
                  label={`${formatCount(subject.bySeverity[severity])} ${SEVERITY_TITLES[severity].toLowerCase()}`}
                />
              ))}
            </p>
          </li>
        );
      })}
    </ol>
  );
}
