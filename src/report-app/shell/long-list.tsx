import type { ComponentChildren, JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { ShowMore } from './show-more.js';

interface LongListProps<Item> {
  readonly items: readonly Item[];
  readonly shownAtFirst: number;
  readonly className: string;
  readonly render: (item: Item, index: number) => ComponentChildren;
}

/** A list that shows its first items, and more when asked. */
export function LongList<Item>({ items, shownAtFirst, className, render }: LongListProps<Item>): JSX.Element {
  const [shown, setShown] = useState(shownAtFirst);
  const list = useRef<HTMLUListElement>(null);
  return (
    <>
      <ul class={className} ref={list}>
        {items.slice(0, shown).map((item, index) => (
          <li key={index}>{render(item, index)}</li>
        ))}
      </ul>
      <ShowMore list={list} shown={shown} total={items.length} times={10} onShow={setShown} />
    </>
  );
}
