import type { JSX } from 'preact';
import { chosenFinding } from '../detail/chosen-finding.js';
import { DetailHead } from '../detail/detail-head.js';
import { DocumentView } from '../detail/document-view.js';
import { FindingList } from '../detail/finding-list.js';
import type { ListView } from '../model/list-view.js';
import type { ReportModel } from '../model/report-model.js';
import { openingSentences } from '../model/resource-openings.js';
import type { SubjectRow } from '../model/subject-row.js';
import { resourcesLink } from '../route/route.js';
import { LongList } from '../shell/long-list.js';
import { NameText } from '../shell/name-text.js';
import { ArnFact } from '../detail/copy-text.js';

interface ResourceDetailProps {
  readonly model: ReportModel;
  readonly row: SubjectRow;
  readonly view: ListView;
}

/** The policy of a resource: what it opens to whom, its findings and the document. */
export function ResourceDetail({ model, row, view }: ResourceDetailProps): JSX.Element | null {
  const policy = model.assessment.resourcePolicies?.[row.index];
  if (policy === undefined) return null;
  const finding = chosenFinding(row, view);
  const { source } = policy;
  const sentences = openingSentences(model.assessment, row);
  return (
    <>
      <DetailHead
        name={row.name}
        kind="Resource policy"
        closeLink={resourcesLink({ ...view, selected: null, finding: null })}
      />
      <dl class="facts facts-detail">
        {policy.arn === null ? (
          <div class="facts-wide">
            <dt>Resource</dt>
            <dd>its ARN is not known</dd>
          </div>
        ) : (
          <ArnFact title="Resource" arn={policy.arn} />
        )}
        <div>
          <dt>Type</dt>
          <dd>{policy.resourceType ?? 'not known'}</dd>
        </div>
        <div>
          <dt>Account</dt>
          <dd>{policy.accountId ?? 'not known'}</dd>
        </div>
        {policy.blocksPublicAccess && (
          <div>
            <dt>Public access</dt>
            <dd>blocked</dd>
          </div>
        )}
        {source !== undefined && (
          <div class="facts-wide">
            <dt>Stands in</dt>
            <dd>
              <NameText text={`${source.file}, line ${source.line}`} />
            </dd>
          </div>
        )}
      </dl>
      <section>
        <h3>What is open to whom</h3>
        {sentences.length === 0 ? (
          <p class="quiet">{nothingOpen(row, policy.excludedBy)}</p>
        ) : (
          <LongList
            items={sentences}
            shownAtFirst={20}
            className="sentences"
            render={(sentence) => <NameText text={sentence} />}
          />
        )}
      </section>
      {row.state === 'assessed' && (
        <FindingList
          model={model}
          row={row}
          chosen={finding}
          documentIndex={policy.document}
          linkOf={(id) => resourcesLink({ ...view, selected: row.key, finding: id })}
        />
      )}
      <DocumentView
        model={model}
        documentIndex={policy.document}
        finding={finding}
        title="Policy of the resource"
      />
    </>
  );
}

function nothingOpen(row: SubjectRow, excludedBy: string | null): string {
  if (excludedBy !== null) return `It was excluded by the rule ${excludedBy}.`;
  return row.state === 'unreadable'
    ? 'Its policy could not be read.'
    : 'Nothing to anybody outside the account, its organisation and the known accounts.';
}
