import type { JSX } from 'preact';
import type { FixedFinding } from '../../assessment/assessment.js';
import { fixedKindTitle, fixedSubject } from '../../output/fixed-wording.js';
import { countOf } from '../../output/html-wording.js';
import type { ReportModel } from '../model/report-model.js';
import { GrowingTable } from '../shell/growing-table.js';
import { NameText } from '../shell/name-text.js';
import { SeverityMark } from '../shell/severity-mark.js';

interface FixedFindingsProps {
  readonly model: ReportModel;
  readonly fixed: readonly FixedFinding[];
}

/** The findings that are gone since the earlier assessment, folded: nobody has to act on them. */
export function FixedFindings({ model, fixed }: FixedFindingsProps): JSX.Element {
  return (
    <details class="fixed-findings">
      <summary>{countOf(fixed.length, 'finding')} fixed since then</summary>
      <GrowingTable
        label="Fixed since the earlier assessment"
        titles={['Severity', 'Kind', 'Policy or principal']}
        entries={fixed}
        cells={(each) => [
          <SeverityMark severity={each.severity} />,
          <NameText text={fixedKindTitle(each, model.assessment.kinds)} />,
          <NameText text={fixedSubject(each)} />,
        ]}
      />
    </details>
  );
}
