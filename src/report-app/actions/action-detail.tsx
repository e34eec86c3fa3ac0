import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import { countOf, formatCount, PRINCIPAL_TITLES } from '../../output/html-wording.js';
import { DetailHead } from '../detail/detail-head.js';
import { actionGrants, type ActionGrant } from '../model/action-grants.js';
import type { ActionRow } from '../model/action-rows.js';
import { statementLabel } from '../model/print-document.js';
import type { ReportModel } from '../model/report-model.js';
import { takenAway, type TakenAway } from '../model/taken-away.js';
import { LongList } from '../shell/long-list.js';
import { PolicyLink, PrincipalLink } from '../shell/subject-link.js';

const REACH_WORDS: Readonly<Record<ActionGrant['reach'], string>> = {
  unrestricted: 'on everything',
  conditional: 'on everything, under conditions',
  scoped: 'on named resources',
  excepted: 'on everything but what it excepts',
};

interface ActionDetailProps {
  readonly model: ReportModel;
  /** An action; one that has a row, or with `last` those from the one to the other, which are all of a service. */
  readonly row: Pick<ActionRow, 'action' | 'service'> & { readonly index?: number; readonly last?: number };
  readonly closeLink: string;
}

/** Who can use an action, by which policy and statement. */
export function ActionDetail({ model, row, closeLink }: ActionDetailProps): JSX.Element {
  const { assessment, statementsOf } = model;
  const isService = row.last !== undefined;
  const grants = useMemo(
    () =>
      actionGrants(
        assessment,
        statementsOf,
        isService ? assessment.actions.slice(row.index, (row.last ?? 0) + 1) : [row.action],
      ),
    [model, row.action],
  );
  const who = new Set(grants.flatMap(({ holders }) => holders.map(({ principal }) => principal)));
  const lost = useMemo(
    () =>
      new Map(
        isService
          ? []
          : [...who].flatMap((principal): readonly [number, TakenAway][] => {
              const taken = takenAway(assessment, statementsOf, principal, row.action);
              return taken === null ? [] : [[principal, taken]];
            }),
      ),
    [grants],
  );
  return (
    <>
      <DetailHead name={row.action} kind={row.service} closeLink={closeLink} />
      <p>
        {grants.length === 0
          ? 'No policy of this report allows it.'
          : `${countOf(who.size, 'principal')} ${who.size === 1 ? 'has' : 'have'} ${isService ? 'some of them' : 'it'} by ${countOf(grants.length, 'policy', 'policies')}.`}
        {lost.size > 0 &&
          ` From ${formatCount(lost.size)} of them a boundary or a Deny takes it away again, as said beside each.`}
      </p>
      <p class="quiet">
        {isService
          ? 'Boundaries, organisation policies and the Deny statements of other policies are not taken off here.'
          : 'Organisation policies, and Deny statements with conditions or for some resources, are not taken off here: cloudsplaining who-can applies them.'}
        {assessment.options.minimized &&
          ' The report was made with --minimize: it holds no documents of policies without a finding, which are missing here.'}
      </p>
      <LongList
        items={grants}
        shownAtFirst={20}
        className="grants"
        render={(grant) => <Grant model={model} grant={grant} lost={lost} />}
      />
    </>
  );
}

function Grant({
  model,
  grant,
  lost,
}: {
  readonly model: ReportModel;
  readonly grant: ActionGrant;
  /** What takes it away from principals again. */
  readonly lost: ReadonlyMap<number, TakenAway>;
}): JSX.Element {
  const { policies, principals, documents } = model.assessment;
  const policy = policies[grant.policy];
  const document = policy?.document == null ? null : (documents[policy.document] ?? null);
  return (
    <>
      <h3>
        <PolicyLink model={model} index={grant.policy} />{' '}
        <span class="quiet">{REACH_WORDS[grant.reach]}</span>
      </h3>
      <p class="quiet">
        {document === null ? '' : grant.statements.map((index) => statementLabel(document, index)).join(', ')}
        {grant.conditionKeys.length > 0 && `; if ${grant.conditionKeys.join(', ')}`}
      </p>
      {grant.holders.length === 0 ? (
        <p class="quiet">No principal in the input has it.</p>
      ) : (
        <LongList
          items={grant.holders}
          shownAtFirst={12}
          className="inline-list"
          render={({ principal, group }) => {
            const found = principals[principal];
            return (
              <>
                <PrincipalLink model={model} index={principal} />{' '}
                <span class="quiet">
                  {found === undefined ? '' : PRINCIPAL_TITLES[found.type].toLowerCase()}
                  {group !== null && (
                    <>
                      {' '}
                      through <PrincipalLink model={model} index={group} />
                    </>
                  )}
                  <Lost model={model} taken={lost.get(principal)} />
                </span>
              </>
            );
          }}
        />
      )}
    </>
  );
}

function Lost({
  model,
  taken,
}: {
  readonly model: ReportModel;
  readonly taken: TakenAway | undefined;
}): JSX.Element | null {
  if (taken === undefined) return null;
  return (
    <strong>
      , {taken.by === 'boundary' ? 'outside its boundary' : 'denied by'}{' '}
      <PolicyLink model={model} index={taken.policy} />
    </strong>
  );
}
