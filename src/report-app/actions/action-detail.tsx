import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import { countOf, PRINCIPAL_TITLES } from '../../output/html-wording.js';
import { DetailHead } from '../detail/detail-head.js';
import { actionGrants, type ActionGrant } from '../model/action-grants.js';
import type { ActionRow } from '../model/action-rows.js';
import { statementLabel } from '../model/print-document.js';
import type { ReportModel } from '../model/report-model.js';
import { LongList } from '../shell/long-list.js';
import { PolicyLink, PrincipalLink } from '../shell/subject-link.js';

const REACH_WORDS: Readonly<Record<ActionGrant['reach'], string>> = {
  unrestricted: 'on everything',
  conditional: 'on everything, under conditions',
  scoped: 'on named resources',
};

interface ActionDetailProps {
  readonly model: ReportModel;
  /** An action, or those up to `last`, which are all of a service. */
  readonly row: ActionRow & { readonly last?: number };
  readonly closeLink: string;
}

/** Who can use an action, by which policy and statement. */
export function ActionDetail({ model, row, closeLink }: ActionDetailProps): JSX.Element {
  const grants = useMemo(
    () => actionGrants(model.assessment, row.index, row.last),
    [model, row.index, row.last],
  );
  const who = new Set(grants.flatMap(({ holders }) => holders.map(({ principal }) => principal)));
  return (
    <>
      <DetailHead name={row.action} kind={row.service} closeLink={closeLink} />
      <p>
        {countOf(who.size, 'principal')} {who.size === 1 ? 'has' : 'have'}{' '}
        {row.last === undefined ? 'it' : 'some of them'} by {countOf(grants.length, 'policy', 'policies')},
        before boundaries, organisation policies and the Deny statements of other policies.
      </p>
      <LongList
        items={grants}
        shownAtFirst={20}
        className="grants"
        render={(grant) => <Grant model={model} grant={grant} />}
      />
    </>
  );
}

function Grant({ model, grant }: { readonly model: ReportModel; readonly grant: ActionGrant }): JSX.Element {
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
                </span>
              </>
            );
          }}
        />
      )}
    </>
  );
}
