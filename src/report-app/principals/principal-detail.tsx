import type { ComponentChildren, JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import type { AssessedChain, AssessedPrincipal } from '../../assessment/assessment.js';
import { principalName } from '../../assessment/principal-name.js';
import { countOf, PRINCIPAL_TITLES } from '../../output/html-wording.js';
import { DetailHead } from '../detail/detail-head.js';
import { actionSetSize } from '../model/action-set.js';
import type { PrincipalRow } from '../model/principal-rows.js';
import { becoming } from '../model/principal-set.js';
import type { ReportModel } from '../model/report-model.js';
import { policiesLink, trustLink } from '../route/route.js';
import { LongList } from '../shell/long-list.js';
import { NameText } from '../shell/name-text.js';
import { PrincipalFindings } from './principal-findings.js';
import { PrincipalPolicies } from './principal-policies.js';

interface PrincipalDetailProps {
  readonly model: ReportModel;
  readonly row: PrincipalRow;
  readonly closeLink: string;
}

/** One principal: what it has, what that comes to, whom it can become and who can become it. */
export function PrincipalDetail({ model, row, closeLink }: PrincipalDetailProps): JSX.Element | null {
  const { assessment } = model;
  const principal = assessment.principals[row.index];
  const { canBecome, becomableBy } = useMemo(() => becoming(assessment, row.index), [assessment, row.index]);
  if (principal === undefined) return null;
  const trust = model.trust.byIndex.get(row.index);
  return (
    <>
      <DetailHead name={row.name} kind={PRINCIPAL_TITLES[row.type]} closeLink={closeLink} />
      <Facts model={model} principal={principal} index={row.index} />
      {trust !== undefined && (
        <p>
          <a href={trustLink({ selected: trust.key })}>Findings on its trust policy</a>
        </p>
      )}
      <h3>Administrator</h3>
      <Standing model={model} row={row} />
      <PrincipalFindings model={model} principal={row.index} />
      <PrincipalPolicies model={model} principal={principal} />
      <Others model={model} title="Can become" principals={canBecome} nobody="Nobody else for certain." />
      <Others model={model} title="Who can become it" principals={becomableBy} nobody="Nobody for certain." />
    </>
  );
}

function Facts({
  model,
  principal,
  index,
}: {
  readonly model: ReportModel;
  readonly principal: AssessedPrincipal;
  readonly index: number;
}): JSX.Element {
  const { policies, principals, escalation, actionSets } = model.assessment;
  const boundary = principal.permissionsBoundary;
  const data = escalation.dataReached[index] ?? null;
  const size = (set: number | undefined): number =>
    set === undefined ? 0 : actionSetSize(actionSets[set] ?? '');
  return (
    <dl class="facts facts-detail">
      <Fact title="ARN" wide mono>
        <NameText text={principal.arn} />
      </Fact>
      {principal.managedBy !== null && <Fact title="Managed by">{principal.managedBy}</Fact>}
      {principal.excludedBy !== null && (
        <Fact title="Excluded by">
          <NameText text={principal.excludedBy} />
        </Fact>
      )}
      <Fact title="Created">{principal.createDate?.slice(0, 10) ?? 'not recorded'}</Fact>
      {principal.role !== null && (
        <>
          <Fact title="Last used">{principal.role.lastUsed?.date?.slice(0, 10) ?? 'not recorded'}</Fact>
          <Fact title="Instance profiles">{principal.role.instanceProfiles.length}</Fact>
        </>
      )}
      {principal.groups.length > 0 && (
        <Fact title="Groups">
          <NameText text={principal.groups.map((group) => principals[group]?.name ?? '').join(', ')} />
        </Fact>
      )}
      {boundary !== null && (
        <Fact title="Permissions boundary">
          {boundary.policy === null ? (
            <>
              <NameText text={boundary.arn} />, not in the input: what it allows is unknown
            </>
          ) : (
            <a
              href={policiesLink({
                selected: model.policies.byIndex.get(boundary.policy)?.key ?? null,
                scope: 'all',
              })}
            >
              <NameText text={policies[boundary.policy]?.name ?? ''} />
            </a>
          )}
        </Fact>
      )}
      {data !== null && (
        <Fact title="Reads of data and credentials" wide>
          {[
            [size(data.unrestricted), 'on everything'],
            [size(data.conditional), 'under conditions'],
            [size(data.scoped), 'on named resources'],
            [size(data.asOthers), 'more as those it can become'],
          ]
            .filter(([count]) => count !== 0)
            .map(([count, words]) => `${countOf(Number(count), 'action')} ${words}`)
            .join(', ')}
        </Fact>
      )}
      {principal.tags.length > 0 && (
        <Fact title="Tags" wide>
          <NameText text={principal.tags.map(({ key, value }) => `${key}=${value}`).join(', ')} />
        </Fact>
      )}
    </dl>
  );
}

function Fact(props: {
  readonly title: string;
  readonly wide?: boolean;
  readonly mono?: boolean;
  readonly children: ComponentChildren;
}): JSX.Element {
  return (
    <div class={props.wide === true ? 'facts-wide' : undefined}>
      <dt>{props.title}</dt>
      <dd class={props.mono === true ? 'mono' : undefined}>{props.children}</dd>
    </div>
  );
}

function Standing({ model, row }: { readonly model: ReportModel; readonly row: PrincipalRow }): JSX.Element {
  const found = model.assessment.escalation.administrators.find(({ principal }) => principal === row.index);
  if (found !== undefined)
    return (
      <p>
        It {found.kind === 'holds everything' ? 'holds everything' : 'can grant itself everything'} (
        {found.verdict}){found.withinGuardrails && ', within what its organisation leaves open'}.
      </p>
    );
  if (row.chain === null) return <p class="quiet">No way to become administrator was found.</p>;
  return <ChainSteps model={model} chain={row.chain} />;
}

function ChainSteps({
  model,
  chain,
}: {
  readonly model: ReportModel;
  readonly chain: AssessedChain;
}): JSX.Element {
  const { escalation, policies } = model.assessment;
  return (
    <>
      <p>
        It can become one in {countOf(chain.hops.length, 'step')} ({chain.verdict}):
      </p>
      <ol class="steps">
        {chain.hops.map((number) => {
          const hop = escalation.hops[number];
          if (hop === undefined) return null;
          return (
            <li key={number}>
              {hop.name}: <NameText text={principalName(model.assessment, hop.to)} />
              {hop.makesAdministrator && ', whose permissions then give everything'}
              <p class="quiet">
                {[
                  ...hop.statements.map(
                    ({ policy, statements }) =>
                      `${policies[policy]?.name ?? ''}, ${statements.map((index) => `statement ${index + 1}`).join(' and ')}`,
                  ),
                  ...(hop.elsewhere ?? []).map(
                    ({ policy, statements }) =>
                      `${policy} in the other account, ${statements.map((index) => `statement ${index + 1}`).join(' and ')}`,
                  ),
                  ...(hop.trust.length > 0
                    ? [`trust policy, statement ${hop.trust.map((index) => index + 1).join(', ')}`]
                    : []),
                  ...hop.conditions,
                  ...hop.needs.map((need) => `needs ${need}`),
                  ...hop.lifts.map((lifted) => `after taking off ${lifted}`),
                ].map((text, index) => (
                  <span key={index}>
                    {index > 0 && '; '}
                    <NameText text={text} />
                  </span>
                ))}
              </p>
            </li>
          );
        })}
      </ol>
    </>
  );
}

function Others({
  model,
  title,
  principals,
  nobody,
}: {
  readonly model: ReportModel;
  readonly title: string;
  readonly principals: readonly number[];
  readonly nobody: string;
}): JSX.Element {
  return (
    <section>
      <h3>{title}</h3>
      {principals.length === 0 ? (
        <p class="quiet">{nobody}</p>
      ) : (
        <LongList
          items={principals}
          shownAtFirst={20}
          className="inline-list"
          render={(index) => <NameText text={principalName(model.assessment, index)} />}
        />
      )}
    </section>
  );
}
