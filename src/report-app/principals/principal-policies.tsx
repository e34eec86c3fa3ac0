import type { JSX } from 'preact';
import type { AssessedPrincipal } from '../../assessment/assessment.js';
import { POLICY_TYPE_TITLES } from '../../output/html-risk-matrix.js';
import { inlineName } from '../model/inline-name.js';
import { policiesOf } from '../model/principal-rows.js';
import type { ReportModel } from '../model/report-model.js';
import { policiesLink } from '../route/route.js';
import { NameText } from '../shell/name-text.js';
import { SeverityMark } from '../shell/severity-mark.js';

interface PrincipalPoliciesProps {
  readonly model: ReportModel;
  readonly principal: AssessedPrincipal;
}

/** The policies of a principal, each with how it has it and how grave it is. */
export function PrincipalPolicies({ model, principal }: PrincipalPoliciesProps): JSX.Element {
  const { policies, principals } = model.assessment;
  const indexes = policiesOf(principal, principals);
  return (
    <section>
      <h3>Policies</h3>
      {indexes.length === 0 ? (
        <p class="quiet">It has none.</p>
      ) : (
        <ul class="principal-policies">
          {indexes.map((index) => {
            const policy = policies[index];
            const row = model.policies.byIndex.get(index);
            if (policy === undefined || row === undefined) return null;
            const groups = principal.groups.filter((group) => principals[group]?.policies.includes(index));
            return (
              <li key={index}>
                <SeverityMark
                  severity={row.tallies.counted.worst}
                  {...(row.tallies.counted.total === 0 ? { label: 'No finding' } : {})}
                />
                <span>
                  <a href={policiesLink({ selected: row.key, scope: 'all' })}>
                    <NameText text={inlineName(model.assessment, principal, policy) ?? policy.name} />
                  </a>{' '}
                  <span class="quiet">
                    {POLICY_TYPE_TITLES[policy.type].toLowerCase()}
                    {!principal.policies.includes(index) && (
                      <>
                        , through{' '}
                        <NameText text={groups.map((group) => principals[group]?.name ?? '').join(' and ')} />
                      </>
                    )}
                  </span>
                </span>
              </li>
            );
          })}
        </ul>
      )}
    </section>
  );
}
