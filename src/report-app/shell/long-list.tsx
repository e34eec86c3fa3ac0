import type { ComponentChildren, JSX } from 'preact';
import { useState } from 'preact/hooks';
import { formatCount } from '../../output/html-wording.js';

interface LongListProps<Item> {
  readonly items: readonly Item[];
  readonly shownAtFirst: number;
  readonly className: string;
  readonly render: (item: Item, index: number) => ComponentChildren;
}

/** A list that shows its first items, and more when asked. */
export function LongList<Item>({ items, shownAtFirst, className, render }: LongListProps<Item>): JSX.Element {
  const [shown, setShown] = useState(shownAtFirst);
  const left = items.length - shown;
  return (
    <>
      <ul class={className}>
        {items.slice(0, shown).map((item, index) => (
          <li key={index}>{render(item, index)}</li>
        ))}
      </ul>
      {left > 0 && (
        <p class="print-only">{formatCount(left)} more are not printed; show them before printing.</p>
      )}
      {left > 0 && (
        <button
          type="button"
          class="button"
          onClick={() => {
            // Each step shows ten times more, so that no click builds a page of everything by surprise.
            setShown(shown * 10);
          }}
        >
          Show {formatCount(Math.min(left, shown * 9))} more of {formatCount(items.length)}
        </button>
      )}
    </>
  );
}
