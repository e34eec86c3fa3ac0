import type { JSX } from 'preact';
import { POLICY_TYPE_TITLES } from '../../output/html-risk-matrix.js';
import type { ListView } from '../model/list-view.js';
import type { ReportModel } from '../model/report-model.js';
import type { SubjectRow } from '../model/subject-row.js';
import { policiesLink } from '../route/route.js';
import { chosenFinding } from './chosen-finding.js';
import { DetailHead } from './detail-head.js';
import { DocumentView } from './document-view.js';
import { FindingList } from './finding-list.js';
import { PolicyFacts } from './policy-facts.js';

interface PolicyDetailProps {
  readonly model: ReportModel;
  readonly row: SubjectRow;
  readonly view: ListView;
}

/** A policy: who has it, its findings, and its document with the statements of the chosen finding marked. */
export function PolicyDetail({ model, row, view }: PolicyDetailProps): JSX.Element | null {
  const policy = model.assessment.policies[row.index];
  if (policy === undefined) return null;
  const finding = chosenFinding(row, view);
  return (
    <>
      <DetailHead
        name={policy.name}
        kind={`${POLICY_TYPE_TITLES[policy.type]} policy`}
        closeLink={policiesLink({ ...view, selected: null, finding: null })}
      />
      <PolicyFacts model={model} policy={policy} />
      {row.state === 'assessed' && (
        <FindingList
          model={model}
          row={row}
          chosen={finding}
          documentIndex={policy.document}
          linkOf={(id) => policiesLink({ ...view, selected: row.key, finding: id })}
        />
      )}
      {policy.excludedBy !== null && (
        <p class="notice">
          Not assessed: excluded by the rule <code>{policy.excludedBy}</code>.
        </p>
      )}
      <DocumentView
        model={model}
        documentIndex={policy.document}
        finding={finding}
        title={policy.defaultVersionId === null ? 'Document' : `Document, version ${policy.defaultVersionId}`}
      />
    </>
  );
}
