import type { JSX } from 'preact';
import type { Assessment } from '../../assessment/assessment.js';
import {
  countOf,
  formatCount,
  formatTime,
  optionPhrases,
  partitionRemark,
} from '../../output/html-wording.js';

/** Account, date, versions and options in force. */
export function AssessmentFacts({ assessment }: { readonly assessment: Assessment }): JSX.Element {
  const { account, catalog, tool } = assessment;
  const others = Object.entries(account.principalsByAccount).filter(([id]) => id !== account.id);
  return (
    <dl class="facts facts-inline">
      <div>
        <dt>Account</dt>
        <dd>
          {account.id ?? 'not named in the input'}
          {partitionRemark(account.partition)}
          {others.length > 0 && `; ${countOf(others.length, 'other account')} in the same file`}
        </dd>
      </div>
      <div>
        <dt>Assessed</dt>
        <dd>{formatTime(assessment.assessedAt)}</dd>
      </div>
      <div>
        <dt>Tool</dt>
        <dd>
          {tool.name} {tool.version}
        </dd>
      </div>
      <div>
        <dt>Action catalogue</dt>
        <dd>
          {catalog.date}, {formatCount(catalog.services)} services, {formatCount(catalog.actions)} actions
        </dd>
      </div>
      <div class="facts-wide">
        <dt>Options</dt>
        <dd>{optionPhrases(assessment).join('; ')}</dd>
      </div>
    </dl>
  );
}
