import type { RefObject } from 'preact';
import { useLayoutEffect, useReducer, useRef } from 'preact/hooks';
import { usePrinting } from './use-printing.js';
import { RowWindow, type RowSlice, type ScrolledElement } from './row-window.js';

/** More would keep a browser busy for minutes. */
const MOST_PRINTED = 2000;

/** The rows of a long table that are in sight of its scrolling element; on paper all, up to a bound. */
export interface VirtualRows extends RowSlice {
  /** Rows that are not printed; 0 on the screen. */
  readonly unprinted: number;
  /** Brings a row into sight. */
  readonly scrollTo: (row: number) => void;
}

/**
 * Keeps only the rows in sight in the document, whatever their heights; renders again as the element scrolls. Rows are
 * told by their `data-index`.
 */
export function useVirtualRows(count: number, scroller: RefObject<HTMLElement | null>): VirtualRows {
  const isPrinting = usePrinting();
  const [, renderAgain] = useReducer((times: number) => times + 1, 0);
  const created = useRef<RowWindow | null>(null);
  const rows = (created.current ??= new RowWindow());
  rows.setCount(count);

  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return undefined;
    rows.attach(scrolledElement(element));
    const update = (): void => {
      renderAgain(undefined);
    };
    element.addEventListener('scroll', update, { passive: true });
    // The table's own size tells of rows that grew or shrank: by another font, by a narrower list.
    const observer = new ResizeObserver(update);
    observer.observe(element);
    if (element.firstElementChild !== null) observer.observe(element.firstElementChild);
    update();
    return () => {
      element.removeEventListener('scroll', update);
      observer.disconnect();
      rows.attach(null);
    };
  }, [rows, scroller]);

  useLayoutEffect(() => {
    // Heights on paper are others.
    if (!isPrinting && rows.measure()) renderAgain(undefined);
  });

  const slice = isPrinting
    ? { first: 0, end: Math.min(count, MOST_PRINTED), above: 0, below: 0 }
    : rows.slice();
  return {
    ...slice,
    unprinted: isPrinting ? count - slice.end : 0,
    scrollTo: (row) => {
      rows.scrollTo(row);
      renderAgain(undefined);
    },
  };
}

function scrolledElement(element: HTMLElement): ScrolledElement {
  return {
    get scrollTop() {
      return element.scrollTop;
    },
    set scrollTop(top) {
      element.scrollTop = top;
    },
    get clientHeight() {
      return element.clientHeight;
    },
    headHeight: () => element.querySelector('thead')?.getBoundingClientRect().height ?? 0,
    rowHeights: function* () {
      for (const row of element.querySelectorAll('tr[data-index]'))
        yield [Number(row.getAttribute('data-index')), row.getBoundingClientRect().height];
    },
  };
}
