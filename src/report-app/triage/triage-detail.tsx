import type { JSX } from 'preact';
import type { Finding } from '../../assessment/assessment.js';
import { lastUseText, residualPhrases } from '../../output/worksheet-wording.js';
import { DetailHead } from '../detail/detail-head.js';
import { DocumentView } from '../detail/document-view.js';
import { FindingBody } from '../detail/finding-body.js';
import { PolicyFacts } from '../detail/policy-facts.js';
import { findingDocument, withStatements } from '../model/finding-document.js';
import type { ReportModel } from '../model/report-model.js';
import type { DecisionChange, TriageStore } from '../model/triage-store.js';
import type { WorksheetEntry } from '../model/worksheet-entry.js';
import { policiesLink, principalsLink, resourcesLink, trustLink } from '../route/route.js';
import { NameText } from '../shell/name-text.js';
import { SeverityMark } from '../shell/severity-mark.js';
import { DecisionForm } from './decision-form.js';

interface TriageDetailProps {
  readonly model: ReportModel;
  readonly store: TriageStore;
  readonly entry: WorksheetEntry;
  readonly closeLink: string;
  readonly onDecide: (change: DecisionChange) => void;
}

/** One finding: what was decided, where it is, why it is one, and the statements responsible. */
export function TriageDetail({ model, store, entry, closeLink, onDecide }: TriageDetailProps): JSX.Element {
  return (
    <>
      <DetailHead name={entry.subject.name} kind={entry.kindTitle} closeLink={closeLink} />
      <DecisionForm decision={store.decisions.get(entry.finding.id)} onDecide={onDecide} />
      <FindingDetail model={model} entry={entry} />
    </>
  );
}

/** Where a finding is, why it is one, and the statements responsible. */
export function FindingDetail({ model, entry }: Pick<TriageDetailProps, 'model' | 'entry'>): JSX.Element {
  const { finding, subject } = entry;
  const { policies } = model.assessment;
  const policy = finding.subject.type === 'policy' ? policies[finding.subject.policy] : undefined;
  const documentIndex = findingDocument(model.assessment, finding);
  // What the body of a finding says of policies and trust policies.
  const details =
    finding.subject.type === 'principal'
      ? [
          ...(finding.contributions ?? []).map(
            ({ policy: index, statements }) =>
              `${policies[index]?.name ?? ''}, statement ${statements.map((each) => each + 1).join(' and ')}`,
          ),
          ...residualPhrases(finding),
        ]
      : [];
  return (
    <>
      <dl class="facts facts-detail">
        <div>
          <dt>Severity</dt>
          <dd>
            <SeverityMark severity={finding.severity} />
          </dd>
        </div>
        <div>
          <dt>Found on</dt>
          <dd>
            <a href={subjectLink(model, finding)}>{subject.typeTitle}</a>
          </dd>
        </div>
        <div>
          <dt>Last used</dt>
          <dd>
            {lastUseText(subject.lastUse)}
            {subject.lastUse.state === 'unknown' && ': it is recorded for roles only, and not for each'}
          </dd>
        </div>
        <div>
          <dt>Fingerprint</dt>
          <dd class="mono">{finding.id}</dd>
        </div>
        {details.length > 0 && (
          <div class="facts-wide">
            <dt>Comes from</dt>
            <dd>
              <NameText text={details.join('; ')} />
            </dd>
          </div>
        )}
      </dl>
      {policy !== undefined && <PolicyFacts model={model} policy={policy} />}
      <FindingBody model={model} finding={finding} documentIndex={documentIndex} />
      {(finding.subject.type !== 'principal' || documentIndex !== null) && (
        <DocumentView
          model={model}
          documentIndex={documentIndex}
          finding={withStatements(model.assessment, finding)}
          title={finding.subject.type === 'principal' ? 'Trust policy' : 'Document'}
        />
      )}
    </>
  );
}

function subjectLink(model: ReportModel, { id, subject, counted }: Finding): string {
  if (subject.type === 'policy')
    return policiesLink({
      selected: model.policies.byIndex.get(subject.policy)?.key ?? null,
      finding: id,
      // The list shall have it too, whether it counts or not.
      scope: counted ? 'counted' : 'all',
    });
  if (subject.type === 'trust-policy')
    return trustLink({ selected: model.trust.byIndex.get(subject.principal)?.key ?? null, finding: id });
  if (subject.type === 'resource-policy') {
    const selected = model.resources.byIndex.get(subject.resourcePolicy)?.key ?? null;
    return resourcesLink({ selected, finding: id });
  }
  return principalsLink({ selected: model.principalKeys[subject.principal] ?? null });
}
