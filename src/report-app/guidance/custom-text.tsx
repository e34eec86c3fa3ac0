import type { JSX } from 'preact';

/** Text that was written for this report; it was sanitised when the report was made. */
export function CustomText({ html }: { readonly html: string }): JSX.Element {
  return <div class="custom-text" onClick={goToPlace} dangerouslySetInnerHTML={{ __html: html }} />;
}

/** What an address shows that names a page which this report was made without. */
export function LeftOutPage({ title }: { readonly title: string }): JSX.Element {
  return (
    <main class="page page-text" id="main" tabIndex={-1}>
      <h1>{title}</h1>
      <p class="empty">This report was made without this page.</p>
    </main>
  );
}

/** Links to places in the text: the address holds the page of the report, so they may not change it. */
function goToPlace(event: MouseEvent): void {
  const link = event.target instanceof Element ? event.target.closest('a[href^="#"]') : null;
  const place = link?.getAttribute('href') ?? '#/';
  if (place.startsWith('#/')) return;
  event.preventDefault();
  const target = document.getElementById(place.slice(1));
  if (target === null) return;
  target.tabIndex = -1;
  target.scrollIntoView();
  target.focus({ preventScroll: true });
}
