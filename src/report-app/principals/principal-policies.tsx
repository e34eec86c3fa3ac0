import type { JSX } from 'preact';
import type { AssessedPrincipal } from '../../assessment/assessment.js';
import { POLICY_TYPE_TITLES } from '../../output/html-risk-matrix.js';
import { WITHOUT_FINDING } from '../list/columns.js';
import { inlineName } from '../model/inline-name.js';
import { policiesOf } from '../model/policies-of.js';
import type { ReportModel } from '../model/report-model.js';
import { SeverityMark } from '../shell/severity-mark.js';
import { PolicyLink, PrincipalLink } from '../shell/subject-link.js';

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
                  {...(row.tallies.counted.total === 0 ? { label: WITHOUT_FINDING[row.state] } : {})}
                />
                <span>
                  <PolicyLink
                    model={model}
                    index={index}
                    name={inlineName(model.assessment, principal, policy) ?? policy.name}
                  />{' '}
                  <span class="quiet">
                    {POLICY_TYPE_TITLES[policy.type].toLowerCase()}
                    {groups.length > 0 && (
                      <>
                        {principal.policies.includes(index) ? ', also through ' : ', through '}
                        {groups.map((group, position) => (
                          <span key={group}>
                            {position > 0 && ' and '}
                            <PrincipalLink model={model} index={group} />
                          </span>
                        ))}
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
