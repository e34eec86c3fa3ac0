import type { JSX, RefObject } from 'preact';
import { formatCount } from '../../output/html-wording.js';

interface ShowMoreProps {
  /** A list, or what holds a table. */
  readonly list: RefObject<HTMLElement | null>;
  readonly shown: number;
  readonly total: number;
  /** How many times as much a click shows: not all, so that none builds a page of everything by surprise. */
  readonly times: number;
  readonly onShow: (shown: number) => void;
}

/** The way from the first of many to more of them; in print it says what is left out. */
export function ShowMore({ list, shown, total, times, onShow }: ShowMoreProps): JSX.Element | null {
  const left = total - shown;
  if (left <= 0) return null;
  return (
    <>
      <p class="print-only">{formatCount(left)} more are not printed; show them before printing.</p>
      <button
        type="button"
        class="button"
        onClick={({ detail: presses }) => {
          onShow(shown * times);
          if (presses === 0) focusItem(list, shown);
        }}
      >
        Show {formatCount(Math.min(left, shown * (times - 1)))} more of {formatCount(total)}
      </button>
    </>
  );
}

/** Goes to an item once it is drawn: the button that a key pressed is behind it, or gone. */
function focusItem(list: RefObject<HTMLElement | null>, index: number): void {
  requestAnimationFrame(() => {
    const item = list.current?.querySelectorAll<HTMLElement>(':scope > li, :scope > table > tbody > tr')[
      index
    ];
    if (item === undefined) return;
    item.tabIndex = -1;
    item.focus();
  });
}
