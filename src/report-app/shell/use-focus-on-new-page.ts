import { useEffect, useRef } from 'preact/hooks';
import type { Page } from '../route/route.js';

/**
 * A new page is announced by moving to its heading, as the browser would do for a new document: from its beginning
 * where a link leads to it, and from where it was left where the reader goes back.
 */
export function useFocusOnNewPage(page: Page): void {
  const previous = useRef(page);
  const leftAt = useRef(new Map<string, number>());
  const followed = useRef('');
  useEffect(() => {
    const onClick = ({ target }: MouseEvent): void => {
      const link = target instanceof Element ? target.closest<HTMLAnchorElement>('a[href^="#/"]') : null;
      if (link === null) return;
      leftAt.current.set(location.hash, scrollY);
      followed.current = link.hash;
    };
    addEventListener('click', onClick, true);
    return () => {
      removeEventListener('click', onClick, true);
    };
  }, []);
  useEffect(() => {
    if (previous.current === page) return;
    previous.current = page;
    const { hash } = location;
    scrollTo(0, followed.current === hash ? 0 : (leftAt.current.get(hash) ?? 0));
    followed.current = '';
    focusMain();
  }, [page]);
}

/** Moves the focus to the page, without its head. */
export function focusMain(): void {
  document.getElementById('main')?.focus({ preventScroll: true });
}
