import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

/**
 * Keeps the focus where the reader is. On a narrow screen the detail takes the list's place, and the link that
 * had the focus goes with the list; when the detail closes, the focus returns to the row that it was opened from.
 */
export function useDetailFocus(
  selected: string | null,
): readonly [list: RefObject<HTMLElement | null>, detail: RefObject<HTMLElement | null>] {
  const list = useRef<HTMLElement>(null);
  const detail = useRef<HTMLElement>(null);
  const previous = useRef(selected);
  useEffect(() => {
    if (previous.current === selected) return;
    previous.current = selected;
    if (selected !== null && list.current?.querySelector('.toolbar')?.checkVisibility() === false) {
      scrollTo(0, 0);
      detail.current?.focus({ preventScroll: true });
    } else if (selected === null && document.activeElement === document.body) {
      document.getElementById('main')?.focus({ preventScroll: true });
    }
  }, [selected]);
  return [list, detail];
}
