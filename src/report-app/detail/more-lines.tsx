import type { JSX, RefObject } from 'preact';
import { formatCount } from '../../output/html-wording.js';

interface MoreLinesProps {
  /** What holds the lines. */
  readonly text: RefObject<HTMLElement | null>;
  /** How many are not shown. */
  readonly count: number;
  readonly onShow: () => void;
}

/** The button that shows the rest of a long text; nothing where all is shown. */
export function MoreLines({ text, count, onShow }: MoreLinesProps): JSX.Element | null {
  if (count === 0) return null;
  return (
    <button
      type="button"
      class="button"
      onClick={({ detail: presses }) => {
        // The button goes, and the focus of whoever pressed it by a key must not.
        if (presses === 0) text.current?.focus({ preventScroll: true });
        onShow();
      }}
    >
      Show {formatCount(count)} more lines
    </button>
  );
}
