import type { JSX } from 'preact';
import { countsInWords } from '../model/counts-in-words.js';
import { countsForHolder } from '../model/held-findings.js';
import type { ReportModel } from '../model/report-model.js';
import { LongList } from '../shell/long-list.js';
import { NameText } from '../shell/name-text.js';
import { HeldFindingLine } from './held-finding-line.js';

interface PrincipalFindingsProps {
  readonly model: ReportModel;
  /** Index into `principals`. */
  readonly principal: number;
}

/** All findings on what a principal has: by each policy, together, and on its trust policy. */
export function PrincipalFindings({ model, principal }: PrincipalFindingsProps): JSX.Element {
  const findings = model.findingsOf(principal);
  if (findings.length === 0) {
    const { kinds, principals } = model.assessment;
    const excludedBy = principals[principal]?.excludedBy ?? null;
    const checked = kinds.map(({ title }) => title).join(', ');
    return (
      <section>
        <h3>Findings</h3>
        <p class="empty">
          {excludedBy === null ? (
            `No finding on its policies, what they come to together, or its trust policy. They were checked for: ${checked}.`
          ) : (
            <>
              No finding, for it was excluded by the rule <NameText text={excludedBy} />: what is its own was
              not checked.
            </>
          )}
        </p>
      </section>
    );
  }
  const counted = findings.filter(countsForHolder).length;
  return (
    <section>
      <h3>{countsInWords(findings.length, counted)}</h3>
      <LongList
        items={findings}
        shownAtFirst={30}
        className="principal-findings"
        render={(held) => <HeldFindingLine model={model} held={held} />}
      />
    </section>
  );
}
