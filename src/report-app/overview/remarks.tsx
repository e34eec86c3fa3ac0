import type { JSX } from 'preact';
import type { Assessment } from '../../assessment/assessment.js';
import { visibleText } from '../../output/html-visible-text.js';
import { countOf } from '../../output/html-wording.js';
import { LongList } from '../shell/long-list.js';

/** Notes on the whole account, and how much was excluded or could not be assessed. */
export function Remarks({ assessment }: { readonly assessment: Assessment }): JSX.Element {
  const { exclusions, notAssessed, notes } = assessment;
  const excluded = exclusions.excluded.length;
  return (
    <section class="card remarks" aria-labelledby="remarks-title">
      <h2 id="remarks-title">Notes</h2>
      <LongList items={notes} shownAtFirst={10} className="notes" render={(note) => visibleText(note)} />
      <p>
        {notAssessed.length === 0
          ? `Every part of the input${excluded === 0 ? '' : ' that no rule excludes'} was assessed. `
          : `${countOf(notAssessed.length, 'part')} of the input could not be assessed. `}
        {excluded === 0 ? 'No rule excluded anything. ' : `Rules excluded ${countOf(excluded, 'thing')}. `}
        <a class="screen-only" href="#/excluded">
          Excluded and not assessed
        </a>
      </p>
    </section>
  );
}
