import { elementScroll, observeElementOffset, observeElementRect, Virtualizer } from '@tanstack/virtual-core';
import type { RefObject } from 'preact';
import { useLayoutEffect, useReducer, useRef } from 'preact/hooks';

/** Before a row was measured; near enough that the scroll bar does not jump. */
const ESTIMATED_HEIGHT = 36;
const OVERSCAN = 8;

/** The rows of a long table that are in sight of its scrolling element. */
export type VirtualRows = Virtualizer<HTMLElement, HTMLTableRowElement>;

/** Keeps only the rows in sight in the document; renders again as the element scrolls. */
export function useVirtualRows(count: number, scroller: RefObject<HTMLElement | null>): VirtualRows {
  const [, renderAgain] = useReducer((times: number) => times + 1, 0);
  const created = useRef<VirtualRows | null>(null);
  const options = {
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => ESTIMATED_HEIGHT,
    overscan: OVERSCAN,
    scrollToFn: elementScroll,
    observeElementRect,
    observeElementOffset,
    onChange: () => {
      renderAgain(undefined);
    },
  };
  const virtualizer: VirtualRows = (created.current ??= new Virtualizer<HTMLElement, HTMLTableRowElement>(
    options,
  ));
  virtualizer.setOptions(options);
  useLayoutEffect(() => virtualizer._didMount(), [virtualizer]);
  useLayoutEffect(() => {
    virtualizer._willUpdate();
  });
  return virtualizer;
}
