import type { JSX } from 'preact';
import { countOf } from '../../output/html-wording.js';
import type { Assessment } from '../../assessment/assessment.js';
import { principalName } from '../../assessment/principal-name.js';
import type { ReportModel } from '../model/report-model.js';
import { policiesLink } from '../route/route.js';
import { NameText } from '../shell/name-text.js';

/** Chains that are shown; the others are counted. */
const SHOWN = 5;

/** Who is administrator, who can become one, and how much would have to change. */
export function Administrators({ model }: { readonly model: ReportModel }): JSX.Element {
  const { escalation } = model.assessment;
  const { administrators, chains } = escalation;
  const sure = chains.filter(({ verdict }) => verdict === 'confirmed');
  const shown = [
    ...sure.filter(({ from }) => from === null),
    ...sure.filter(({ from }) => from !== null),
  ].slice(0, SHOWN);
  return (
    <section class="card" aria-labelledby="administrators-title">
      <h2 id="administrators-title">Who can become administrator</h2>
      <p>
        {administrators.length === 0
          ? 'No principal is administrator.'
          : `${countOf(administrators.length, 'principal')} ${administrators.length === 1 ? 'is' : 'are'} administrator.`}{' '}
        {chains.length === 0
          ? 'Nobody else can become one: assumed roles, passed roles, written policies and credentials were followed.'
          : `${countOf(chains.length, 'other')} can become one, ${sure.length === chains.length ? 'all' : sure.length} of them for certain.`}
      </p>
      {shown.length > 0 && (
        <ul class="chains">
          {shown.map((chain, index) => (
            <li key={index}>
              <NameText text={startOf(model.assessment, chain)} />{' '}
              {chain.from === null && <span class="quiet">outside the account</span>}
              <ol class="chain-steps">
                {chain.hops.map((number) => {
                  const hop = escalation.hops[number];
                  const target = principalName(model.assessment, hop?.to ?? -1);
                  return (
                    <li key={number}>
                      {hop?.name}:{' '}
                      <NameText
                        text={hop?.makesAdministrator === true ? `administrator by ${target}` : target}
                      />
                    </li>
                  );
                })}
              </ol>
            </li>
          ))}
        </ul>
      )}
      <ChokePoints model={model} />
    </section>
  );
}

function startOf(assessment: Assessment, chain: Assessment['escalation']['chains'][number]): string {
  // Of the ARN of an identity provider only its address says something.
  return chain.from === null
    ? (chain.outsider ?? '').replace(/^.*-provider\//s, '')
    : principalName(assessment, chain.from);
}

function ChokePoints({ model }: { readonly model: ReportModel }): JSX.Element | null {
  const { escalation, policies } = model.assessment;
  const { chokePoints } = escalation;
  if (escalation.chains.length === 0) return null;
  if (chokePoints === null)
    return (
      <p class="quiet">
        So many can that the statements to change were not worked out here: cloudsplaining paths lists them.
      </p>
    );
  return (
    <>
      <p>
        {chokePoints.isSmallest ? '' : 'At most '}
        {countOf(chokePoints.statements.length, 'statement')} would have to change so that nobody else can:
      </p>
      <ul class="choke-points">
        {chokePoints.statements.map(({ policy, holder, statement, elsewhere }) => (
          <li key={`${policy} ${holder} ${statement} ${elsewhere ?? ''}`}>
            {policy === null ? (
              <>
                {elsewhere === undefined ? 'the trust policy' : <NameText text={elsewhere} />} of{' '}
                <NameText text={principalName(model.assessment, holder)} />
              </>
            ) : (
              <a
                href={policiesLink({
                  selected: model.policies.byIndex.get(policy)?.key ?? null,
                  scope: 'all',
                })}
              >
                <NameText text={policies[policy]?.name ?? ''} />
              </a>
            )}
            , statement {statement + 1}
          </li>
        ))}
      </ul>
    </>
  );
}
