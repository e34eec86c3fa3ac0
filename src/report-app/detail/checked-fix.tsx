import type { JSX } from 'preact';
import { useMemo, useRef, useState } from 'preact/hooks';
import type { ProposedFix } from '../../assessment/proposed-fix.js';
import { formatCount } from '../../output/html-wording.js';
import { diffLines, type DiffLine } from '../model/diff-lines.js';
import { NameText } from '../shell/name-text.js';
import { CopyDocument } from './copy-text.js';
import { MoreLines } from './more-lines.js';

/** Most changes are shorter; of a longer one the rest is shown when asked. */
const LINES_AT_FIRST = 150;

const MARKS: Readonly<Record<DiffLine['change'], string>> = { added: '+', removed: '−', same: '', place: '' };

/** A change of the document that was checked to remove the finding, as a diff. */
export function CheckedFix({ fix }: { readonly fix: ProposedFix }): JSX.Element {
  const [showsAll, setShowsAll] = useState(false);
  const text = useRef<HTMLDivElement>(null);
  const lines = useMemo(() => diffLines(fix.diff), [fix]);
  const shown = showsAll ? lines : lines.slice(0, LINES_AT_FIRST);
  return (
    <>
      <h4>A change that was checked</h4>
      <p>
        The changed document was assessed again: this finding is gone, none is new, nothing is granted that
        was not, and every other action is as it was.
      </p>
      <ul class="advice">
        {fix.steps.map((step) => (
          <li key={step}>
            <NameText text={step} />
          </li>
        ))}
        {fix.tooLong !== undefined && (
          <li>
            With {formatCount(fix.tooLong.characters)} characters it is longer than the{' '}
            {formatCount(fix.tooLong.limit)} that AWS allows: take out what is not used, or divide it.
          </li>
        )}
      </ul>
      <div class="document diff" ref={text} role="group" aria-label="Change of the document" tabIndex={0}>
        {shown.map(({ change, indentation, text }, index) => (
          <div key={index} class="diff-line" data-change={change}>
            <span class="diff-mark">
              {MARKS[change]}
              {change === 'added' || change === 'removed' ? (
                <span class="visually-hidden"> {change} </span>
              ) : null}
            </span>
            <span class="line-text" style={{ paddingInlineStart: `${indentation}ch` }}>
              <bdi dir="ltr">{text}</bdi>
            </span>
          </div>
        ))}
      </div>
      <p class="diff-buttons">
        <MoreLines text={text} count={lines.length - shown.length} onShow={() => setShowsAll(true)} />
        <CopyDocument document={fix.proposed} label="Copy the changed document" />
      </p>
      {fix.placeholders.length > 0 && (
        <>
          <h4>What to fill in</h4>
          <dl class="placeholders">
            {fix.placeholders.map(({ name, meaning }) => (
              <div key={name}>
                <dt>
                  <code>{name}</code>
                </dt>
                <dd>
                  <NameText text={meaning} />
                </dd>
              </div>
            ))}
          </dl>
        </>
      )}
    </>
  );
}
