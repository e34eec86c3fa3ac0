import type { JSX } from 'preact';
import type { Finding } from '../../assessment/assessment.js';
import { countOf } from '../../output/html-wording.js';
import { actionSetSize } from '../model/action-set.js';
import { kindTitle, type ReportModel } from '../model/report-model.js';
import { NameText } from '../shell/name-text.js';
import { SeverityMark } from '../shell/severity-mark.js';

interface PrincipalFindingsProps {
  readonly model: ReportModel;
  /** Index into `principals`. */
  readonly principal: number;
}

/** What a principal's policies come to together, where that is more or less than each shows by itself. */
export function PrincipalFindings({ model, principal }: PrincipalFindingsProps): JSX.Element | null {
  const findings = model.assessment.findings.filter(
    ({ subject }) => subject.type === 'principal' && subject.principal === principal,
  );
  if (findings.length === 0) return null;
  return (
    <section>
      <h3>Across its policies</h3>
      <ul class="principal-findings">
        {findings.map((finding) => (
          <li key={finding.id}>
            <SeverityMark severity={finding.severity} /> <strong>{kindTitle(model, finding.kind)}</strong>{' '}
            {finding.notCounted === 'blocked' ? 'blocked' : 'open'}
            <p class="quiet">
              {detailsOf(model, finding).map((text, index) => (
                <span key={index}>
                  {index > 0 && '; '}
                  <NameText text={text} />
                </span>
              ))}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}

function detailsOf({ assessment }: ReportModel, finding: Finding): readonly string[] {
  const { actionSets, escalationPaths, policies } = assessment;
  const { actionSet, paths = [], contributions = [], blockedBy = [] } = finding;
  return [
    ...(actionSet === undefined ? [] : [countOf(actionSetSize(actionSets[actionSet] ?? ''), 'action')]),
    ...(paths.length === 0 ? [] : [paths.map((path) => escalationPaths[path]?.name ?? '').join(', ')]),
    ...contributions.map(
      ({ policy, statements }) =>
        `${policies[policy]?.name ?? ''}, ${statements.map((index) => `statement ${index + 1}`).join(' and ')}`,
    ),
    ...blockedBy.map((by) => `blocked by ${by}`),
  ];
}
