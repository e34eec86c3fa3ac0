import type { JSX } from 'preact';
import { DetailHead } from '../detail/detail-head.js';
import { DocumentView } from '../detail/document-view.js';
import { FindingList } from '../detail/finding-list.js';
import { chosenFinding } from '../detail/chosen-finding.js';
import type { ListView } from '../model/list-view.js';
import type { ReportModel } from '../model/report-model.js';
import type { SubjectRow } from '../model/subject-row.js';
import { trustLink } from '../route/route.js';
import { NameText } from '../shell/name-text.js';
import { TrustSentences } from './trust-sentences.js';
import { ArnFact } from '../detail/copy-text.js';
import { instanceProfileNames } from '../model/instance-profile-names.js';
import { lastUseOf } from '../../output/worksheet-rows.js';
import { lastUseText } from '../../output/worksheet-wording.js';

interface TrustDetailProps {
  readonly model: ReportModel;
  readonly row: SubjectRow;
  readonly view: ListView;
}

/** A role's trust policy: its findings and the document. */
export function TrustDetail({ model, row, view }: TrustDetailProps): JSX.Element | null {
  const principal = model.assessment.principals[row.index];
  if (principal === undefined) return null;
  const role = principal.role;
  const finding = chosenFinding(row, view);
  return (
    <>
      <DetailHead
        name={row.name}
        kind="Role"
        closeLink={trustLink({ ...view, selected: null, finding: null })}
      />
      <dl class="facts facts-detail">
        <ArnFact arn={principal.arn} />
        {principal.managedBy !== null && (
          <div>
            <dt>Managed by</dt>
            <dd>{principal.managedBy}</dd>
          </div>
        )}
        <div>
          <dt>Created</dt>
          <dd>{principal.createDate?.slice(0, 10) ?? 'not recorded'}</dd>
        </div>
        <div>
          <dt>Last used</dt>
          <dd>
            {lastUseText(lastUseOf([principal]))}
            {role?.lastUsed?.region != null && ` in ${role.lastUsed.region}`}
          </dd>
        </div>
        <div>
          <dt>Instance profiles</dt>
          <dd>
            <NameText text={instanceProfileNames(role?.instanceProfiles ?? [])} />
          </dd>
        </div>
      </dl>
      <TrustSentences model={model} role={row.index} />
      <FindingList
        model={model}
        row={row}
        chosen={finding}
        documentIndex={role?.trustPolicy ?? null}
        linkOf={(id) => trustLink({ ...view, selected: row.key, finding: id })}
      />
      <DocumentView
        model={model}
        documentIndex={role?.trustPolicy ?? null}
        finding={finding}
        title="Trust policy"
      />
    </>
  );
}
