import { useEffect, useRef } from 'preact/hooks';
import { TRIAGE_STATUSES } from '../../assessment/parse-triage-file.js';
import type { TriageStatus } from '../../assessment/assessment.js';
import { isTyping } from '../list/is-typing.js';

/** What the keys of the worksheet do. Rows are named by their place; null where the focus is on none. */
export interface TriageKeys {
  readonly onHelp: () => void;
  readonly onMark: (row: number, isRange: boolean) => void;
  readonly onStatus: (row: number | null, status: TriageStatus) => void;
  readonly onUndo: () => void;
}

/** Listens to the keys of the worksheet while the page is open. */
export function useTriageKeys(keys: TriageKeys): void {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const { key, target } = event;
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(target)) return;
      if (document.querySelector('dialog[open]') !== null) return;
      if (act(key, rowOf(target), latest.current)) event.preventDefault();
    };
    addEventListener('keydown', onKey);
    return () => {
      removeEventListener('keydown', onKey);
    };
  }, []);
}

/** Whether the key did something. */
function act(key: string, row: number | null, keys: TriageKeys): boolean {
  const status = TRIAGE_STATUSES[Number(key) - 1];
  if (key === '?') keys.onHelp();
  else if (key === 'u') keys.onUndo();
  else if (row !== null && key.toLowerCase() === 'x') keys.onMark(row, key === 'X');
  else if (status !== undefined) {
    keys.onStatus(row, status);
    // A filter may have taken the row away: the one that has moved up is next.
    if (row !== null)
      requestAnimationFrame(() => {
        if (document.activeElement === document.body) focusRow(`tr[data-index="${row}"] a, tr.row a`);
      });
  } else return false;
  return true;
}

function rowOf(target: EventTarget | null): number | null {
  const row = target instanceof Element ? target.closest('tr[data-index]') : null;
  return row === null ? null : Number(row.getAttribute('data-index'));
}

function focusRow(selector: string): void {
  const link = document.querySelector(selector);
  if (link instanceof HTMLElement) link.focus();
}
