import type { JSX } from 'preact';
import type { AssessedPolicy } from '../../assessment/assessment.js';
import { countOf, PRINCIPAL_TITLES } from '../../output/html-wording.js';
import type { ReportModel } from '../model/report-model.js';
import { inlineName } from '../model/inline-name.js';
import { LongList } from '../shell/long-list.js';
import { NameText } from '../shell/name-text.js';
import { PrincipalLink } from '../shell/subject-link.js';
import { ArnFact } from './copy-text.js';

interface PolicyFactsProps {
  readonly model: ReportModel;
  readonly policy: AssessedPolicy;
}

/** Where a policy stands, who has it, and what the catalogue does not know of it. */
export function PolicyFacts({ model, policy }: PolicyFactsProps): JSX.Element {
  return (
    <dl class="facts facts-detail">
      {policy.arn !== null && <ArnFact arn={policy.arn} />}
      <div class="facts-wide">
        <dt>Attached to</dt>
        <dd>
          {policy.attachedTo.length === 0 ? (
            'No principal in the input has it.'
          ) : (
            <LongList
              items={policy.attachedTo}
              shownAtFirst={8}
              className="inline-list"
              render={(index) => {
                const principal = model.assessment.principals[index];
                if (principal === undefined) return null;
                const ownName = inlineName(model.assessment, principal, policy);
                return (
                  <>
                    <PrincipalLink model={model} index={index} />{' '}
                    <span class="quiet">{PRINCIPAL_TITLES[principal.type].toLowerCase()}</span>
                    {principal.managedBy !== null && (
                      <span class="quiet">, managed by {principal.managedBy}</span>
                    )}
                    {ownName !== null && (
                      <span class="quiet">
                        , as <NameText text={ownName} />
                      </span>
                    )}
                  </>
                );
              }}
            />
          )}
        </dd>
      </div>
      <div>
        <dt>Held by</dt>
        <dd>{countOf(policy.principalsReached, 'principal')}, members of groups included</dd>
      </div>
      {policy.heldByComputeRole && (
        <div>
          <dt>Compute</dt>
          <dd>
            Compute services run with it:{' '}
            <LongList
              items={computeRoles(model, policy)}
              shownAtFirst={8}
              className="inline-list"
              render={(role) => <PrincipalLink model={model} index={role} />}
            />
          </dd>
        </div>
      )}
      {policy.updateDate !== null && (
        <div>
          <dt>Updated</dt>
          <dd>{policy.updateDate.slice(0, 10)}</dd>
        </div>
      )}
      {policy.unknownActions.length > 0 && (
        <div class="facts-wide">
          <dt>Actions that the catalogue does not know</dt>
          <dd class="mono">
            <LongList
              items={policy.unknownActions}
              shownAtFirst={8}
              className="inline-list"
              render={(name) => <NameText text={name} />}
            />
          </dd>
        </div>
      )}
    </dl>
  );
}

/** Those who hold a policy and whom compute services can assume. */
function computeRoles({ assessment }: ReportModel, policy: AssessedPolicy): readonly number[] {
  const roles = new Set(
    assessment.findings.flatMap(({ kind, subject }) =>
      kind === 'AssumableByComputeService' && subject.type === 'trust-policy' ? [subject.principal] : [],
    ),
  );
  return policy.attachedTo.filter((holder) => roles.has(holder));
}
