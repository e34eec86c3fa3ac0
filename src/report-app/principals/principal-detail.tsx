import type { ComponentChildren, JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import type { AssessedPrincipal } from '../../assessment/assessment.js';
import { countOf, PRINCIPAL_TITLES } from '../../output/html-wording.js';
import { DetailHead } from '../detail/detail-head.js';
import { actionSetSize } from '../model/action-set.js';
import type { PrincipalRow } from '../model/principal-rows.js';
import { becoming } from '../model/principal-set.js';
import type { ReportModel } from '../model/report-model.js';
import { LongList } from '../shell/long-list.js';
import { NameText } from '../shell/name-text.js';
import { PolicyLink, PrincipalLink } from '../shell/subject-link.js';
import { TrustSentences } from '../trust/trust-sentences.js';
import { AdministratorStanding } from '../paths/administrator-standing.js';
import { PrincipalFindings } from './principal-findings.js';
import { PrincipalGuards } from './principal-guards.js';
import { PrincipalPolicies } from './principal-policies.js';
import { ArnFact } from '../detail/copy-text.js';
import { instanceProfileNames } from '../model/instance-profile-names.js';
import { lastUseOf } from '../../output/worksheet-rows.js';
import { lastUseText } from '../../output/worksheet-wording.js';

interface PrincipalDetailProps {
  readonly model: ReportModel;
  readonly row: PrincipalRow;
  readonly closeLink: string;
}

/** One principal: what it has, what that comes to, whom it can become and who can become it. */
export function PrincipalDetail({ model, row, closeLink }: PrincipalDetailProps): JSX.Element | null {
  const { assessment } = model;
  const principal = assessment.principals[row.index];
  const { canBecome, becomableBy, outsiders, hasOtherAdministrators } = useMemo(
    () => becoming(assessment, row.index),
    [assessment, row.index],
  );
  if (principal === undefined) return null;
  return (
    <>
      <DetailHead name={row.name} kind={PRINCIPAL_TITLES[row.type]} closeLink={closeLink} />
      <Facts model={model} principal={principal} index={row.index} />
      <h3>Administrator</h3>
      <AdministratorStanding model={model} principal={row.index} chain={row.chain} />
      <PrincipalFindings model={model} principal={row.index} />
      <PrincipalGuards model={model} principal={row.index} />
      <TrustSentences model={model} role={row.index} />
      <PrincipalPolicies model={model} principal={principal} />
      <Others
        model={model}
        title="Can become"
        principals={canBecome}
        nobody={
          row.standing === 'administrator'
            ? 'It is administrator: what it lacks it can give itself, so that no steps were followed from it.'
            : row.standing === 'excluded'
              ? 'It is excluded, so that no steps were followed from it.'
              : 'Nobody else for certain.'
        }
      />
      <Others
        model={model}
        title="Who can become it"
        principals={becomableBy}
        outsiders={outsiders}
        nobody={hasOtherAdministrators ? 'Nobody but administrators for certain.' : 'Nobody for certain.'}
      />
      {hasOtherAdministrators && becomableBy.length + outsiders.length > 0 && (
        <p class="quiet">Administrators of its account can as well.</p>
      )}
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
  const { escalation, actionSets } = model.assessment;
  const boundary = principal.permissionsBoundary;
  const data = escalation.dataReached[index] ?? null;
  const size = (set: number | undefined): number =>
    set === undefined ? 0 : actionSetSize(actionSets[set] ?? '');
  return (
    <dl class="facts facts-detail">
      <ArnFact arn={principal.arn} />
      {principal.managedBy !== null && <Fact title="Managed by">{principal.managedBy}</Fact>}
      {principal.excludedBy !== null && (
        <Fact title="Excluded by">
          <NameText text={principal.excludedBy} />
        </Fact>
      )}
      <Fact title="Created">{principal.createDate?.slice(0, 10) ?? 'not recorded'}</Fact>
      {principal.role !== null && (
        <>
          <Fact title="Last used">
            {lastUseText(lastUseOf([principal]))}
            {principal.role.lastUsed?.region != null && ` in ${principal.role.lastUsed.region}`}
          </Fact>
          <Fact title="Instance profiles">
            <NameText text={instanceProfileNames(principal.role.instanceProfiles)} />
          </Fact>
        </>
      )}
      {principal.groups.length > 0 && (
        <Fact title="Groups">
          {principal.groups.map((group, index) => (
            <>
              {index > 0 && ', '}
              <PrincipalLink model={model} index={group} />
            </>
          ))}
        </Fact>
      )}
      {boundary !== null && (
        <Fact title="Permissions boundary">
          {boundary.policy === null ? (
            <>
              <NameText text={boundary.arn} />, not in the input: what it allows is unknown
            </>
          ) : (
            <PolicyLink model={model} index={boundary.policy} />
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
  readonly children: ComponentChildren;
}): JSX.Element {
  return (
    <div class={props.wide === true ? 'facts-wide' : undefined}>
      <dt>{props.title}</dt>
      <dd>{props.children}</dd>
    </div>
  );
}

function Others({
  model,
  title,
  principals,
  outsiders = [],
  nobody,
}: {
  readonly model: ReportModel;
  readonly title: string;
  readonly principals: readonly number[];
  readonly outsiders?: readonly string[];
  readonly nobody: string;
}): JSX.Element {
  const all: readonly (number | string)[] = [...outsiders, ...principals];
  return (
    <section>
      <h3>{title}</h3>
      {all.length === 0 ? (
        <p class="quiet">{nobody}</p>
      ) : (
        <LongList
          items={all}
          shownAtFirst={20}
          className="inline-list"
          render={(other) =>
            typeof other === 'number' ? (
              <PrincipalLink model={model} index={other} />
            ) : (
              <>
                <NameText text={other} /> <span class="quiet">outside the account</span>
              </>
            )
          }
        />
      )}
    </section>
  );
}
