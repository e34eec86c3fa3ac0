import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { isTyping } from './is-typing.js';

/**
 * Keeps the focus where the reader is. What is opened by a key takes the focus to its heading, and Escape closes it.
 * On a narrow screen the detail takes the list's place, and the link that had the focus goes with the list; when the
 * detail closes, the table gives the focus back to the row that it was opened from.
 */
export function useDetailFocus(
  selected: string | null,
): readonly [list: RefObject<HTMLElement | null>, detail: RefObject<HTMLElement | null>] {
  const list = useRef<HTMLElement>(null);
  const detail = useRef<HTMLElement>(null);
  const previous = useRef(selected);
  const isByKey = useRef(false);
  useEffect(() => {
    const pane = list.current;
    const onClick = ({ target, detail: presses }: MouseEvent): void => {
      const link = target instanceof Element ? target.closest('a[href]') : null;
      // A link that is followed by Enter is clicked without a press.
      isByKey.current = link !== null && presses === 0;
      // The address stays as it is, so that nothing else would happen.
      if (isByKey.current && link?.closest('.row-selected') != null) focusHeading(detail.current);
    };
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' || event.defaultPrevented || event.isComposing) return;
      if (document.querySelector('dialog[open]') !== null) return;
      const { target } = event;
      // In a search Escape takes the words away.
      if (isTyping(target) && !(target instanceof Node && detail.current?.contains(target) === true)) return;
      detail.current?.querySelector<HTMLElement>('.detail-kind a')?.click();
    };
    pane?.addEventListener('click', onClick);
    addEventListener('keydown', onKey);
    return () => {
      pane?.removeEventListener('click', onClick);
      removeEventListener('keydown', onKey);
    };
  }, []);
  useEffect(() => {
    if (previous.current === selected) return;
    previous.current = selected;
    const isNarrow = list.current?.querySelector('.toolbar')?.checkVisibility() === false;
    if (selected !== null && isNarrow) scrollTo(0, 0);
    if (selected !== null && isByKey.current) focusHeading(detail.current);
    else if (selected !== null && isNarrow) detail.current?.focus({ preventScroll: true });
    else if (selected === null && document.activeElement === document.body)
      document.getElementById('main')?.focus({ preventScroll: true });
    isByKey.current = false;
  }, [selected]);
  return [list, detail];
}

function focusHeading(detail: HTMLElement | null): void {
  detail?.querySelector<HTMLElement>('#detail-title')?.focus({ preventScroll: true });
}
