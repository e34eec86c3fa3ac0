import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { isTyping } from './is-typing.js';

const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 };

/** What the keys that go from row to row need to know of the table. */
export interface SteppedRows {
  readonly count: number;
  /** Place of the chosen row; -1 for none. */
  readonly selected: number;
  readonly scrollTo: (row: number) => void;
}

/**
 * Lets arrow keys, Home, End, j and k go to the links of rows: from the row with the focus, or into the table; from a
 * search the arrow down does, for whoever wrote it wants to see what was found.
 */
export function useRowKeys(scroller: RefObject<HTMLElement | null>, rows: SteppedRows): void {
  const latest = useRef(rows);
  latest.current = rows;
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing) return;
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const table = scroller.current;
      if (table?.checkVisibility() !== true || isElsewhere(event, table)) return;
      const next = nextRow(rowOf(event.target, table), event.key, latest.current);
      if (next === null) return;
      event.preventDefault();
      latest.current.scrollTo(next);
      focusRow(table, next);
    };
    addEventListener('keydown', onKey);
    return () => {
      removeEventListener('keydown', onKey);
    };
  }, [scroller]);
}

/** Moves the focus to a row's link: at once, or the next key would miss it; where the row is not drawn yet, once it is. */
export function focusRow(table: HTMLElement, row: number): void {
  const focus = (): boolean => {
    const link = table.querySelector(`tr[data-index="${row}"] :is(a, button)`);
    if (!(link instanceof HTMLElement)) return false;
    link.focus({ preventScroll: true });
    return true;
  };
  if (!focus()) requestAnimationFrame(focus);
}

/** Whether a key means something else: where text is written, in a dialog, and of arrows what they scroll. */
function isElsewhere({ target, key }: KeyboardEvent, table: HTMLElement): boolean {
  if (document.querySelector('dialog[open]') !== null) return true;
  if (isTyping(target)) return key !== 'ArrowDown' || !isSearch(target);
  if (key === 'j' || key === 'k' || (target instanceof Node && table.contains(target))) return false;
  return target !== document.body && !(target instanceof Element && target.id === 'main');
}

function isSearch(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement && target.type === 'search';
}

function rowOf(target: EventTarget | null, table: HTMLElement): number | null {
  const row = target instanceof Element && table.contains(target) ? target.closest('tr[data-index]') : null;
  return row === null ? null : Number(row.getAttribute('data-index'));
}

/** Where a key goes from a row, or from none; null where it goes nowhere. */
export function nextRow(
  row: number | null,
  key: string,
  { count, selected }: Pick<SteppedRows, 'count' | 'selected'>,
): number | null {
  if (count === 0) return null;
  if (key === 'Home') return 0;
  if (key === 'End') return count - 1;
  const step = STEPS[key];
  if (step === undefined) return null;
  if (row === null) return Math.max(selected, 0);
  const next = row + step;
  return next < 0 || next >= count ? null : next;
}
