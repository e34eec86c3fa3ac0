import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import type { Finding } from '../../assessment/assessment.js';
import { countOf } from '../../output/html-wording.js';
import type { ReportModel } from '../model/report-model.js';
import { LongList } from '../shell/long-list.js';
import { NameText } from '../shell/name-text.js';
import { PrincipalLink } from '../shell/subject-link.js';

interface BlockedHoldersProps {
  readonly model: ReportModel;
  readonly finding: Finding;
}

/** From which holders of a policy a boundary or a Deny takes its finding, wholly or in part; nothing where from none. */
export function BlockedHolders({ model, finding }: BlockedHoldersProps): JSX.Element | null {
  const { subject } = finding;
  const taken = useMemo(() => {
    const holders =
      subject.type === 'policy' ? (model.assessment.policies[subject.policy]?.attachedTo ?? []) : [];
    return holders.flatMap((holder) => {
      const blocked = model.blockedOf(holder, finding);
      return blocked === null ? [] : [{ holder, blocked }];
    });
  }, [model, finding]);
  if (taken.length === 0) return null;
  const part = finding.paths === undefined ? 'action' : 'path';
  return (
    <>
      <h4>Taken away from</h4>
      <LongList
        items={taken}
        shownAtFirst={12}
        className="taken-away"
        render={({ holder, blocked: { count, isWhole, by } }) => (
          <>
            <PrincipalLink model={model} index={holder} />{' '}
            <span class="quiet">
              {isWhole ? 'all of it' : countOf(count, part)}, by <NameText text={by.join(' and ')} />
            </span>
          </>
        )}
      />
    </>
  );
}
