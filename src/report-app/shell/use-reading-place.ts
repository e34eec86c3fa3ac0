import { useEffect, useRef } from 'preact/hooks';
import type { Route } from '../route/route.js';

/**
 * Shows a new page, its list, and a detail beside it, as the browser would a new document: from its beginning where a link
 * leads to it, and from where it was left where the reader goes back. A new page is announced by moving to its heading.
 */
export function useReadingPlace(route: Route): void {
  const previous = useRef(route.page);
  const pagesLeftAt = useRef(new Map<string, number>());
  const listsLeftAt = useRef(new Map<string, number>());
  const detailsLeftAt = useRef(new Map<string, number>());
  const shownDetail = useRef<Element | null>(null);
  const followed = useRef('');
  useEffect(() => {
    const onClick = ({ target }: MouseEvent): void => {
      const link = target instanceof Element ? target.closest<HTMLAnchorElement>('a[href^="#/"]') : null;
      if (link === null || link.hash === location.hash) return;
      pagesLeftAt.current.set(location.hash, scrollY);
      followed.current = link.hash;
    };
    const onScroll = ({ target }: Event): void => {
      if (!(target instanceof Element)) return;
      if (target === shownDetail.current) detailsLeftAt.current.set(location.hash, target.scrollTop);
      else if (target.matches('.table-scroll')) listsLeftAt.current.set(location.hash, target.scrollTop);
    };
    addEventListener('click', onClick, true);
    // It does not bubble.
    addEventListener('scroll', onScroll, true);
    return () => {
      removeEventListener('click', onClick, true);
      removeEventListener('scroll', onScroll, true);
    };
  }, []);
  useEffect(() => {
    const { hash } = location;
    const leftAt = (places: ReadonlyMap<string, number>): number =>
      followed.current === hash ? 0 : (places.get(hash) ?? 0);
    const detail = document.querySelector('.detail-pane');
    // A choice within the detail changes the address and leaves it where it is.
    if (detail !== null && detail === shownDetail.current) detailsLeftAt.current.set(hash, detail.scrollTop);
    else if (detail !== null) detail.scrollTop = leftAt(detailsLeftAt.current);
    shownDetail.current = detail;
    if (previous.current !== route.page) {
      previous.current = route.page;
      scrollTo(0, leftAt(pagesLeftAt.current));
      const list = document.querySelector('.table-scroll');
      const listLeftAt = leftAt(listsLeftAt.current);
      // A list that a link leads to shows the row that the link chooses.
      if (list !== null && listLeftAt > 0) list.scrollTop = listLeftAt;
      focusMain();
    }
    followed.current = '';
  }, [route]);
}

/** Moves the focus to the page, without its head. */
export function focusMain(): void {
  document.getElementById('main')?.focus({ preventScroll: true });
}
