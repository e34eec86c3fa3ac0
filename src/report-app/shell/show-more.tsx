import type { JSX } from 'preact';
import { formatCount } from '../../output/html-wording.js';

interface ShowMoreProps {
  readonly shown: number;
  readonly total: number;
  /** How many times as much a click shows: not all, so that none builds a page of everything by surprise. */
  readonly times: number;
  readonly onShow: (shown: number) => void;
}

/** The way from the first of many to more of them; in print it says what is left out. */
export function ShowMore({ shown, total, times, onShow }: ShowMoreProps): JSX.Element | null {
  const left = total - shown;
  if (left <= 0) return null;
  return (
    <>
      <p class="print-only">{formatCount(left)} more are not printed; show them before printing.</p>
      <button
        type="button"
        class="button"
        onClick={() => {
          onShow(shown * times);
        }}
      >
        Show {formatCount(Math.min(left, shown * (times - 1)))} more of {formatCount(total)}
      </button>
    </>
  );
}
