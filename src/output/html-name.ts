import { breakPlaces } from './html-break-places.js';
import { markup, type Markup } from './html-markup.js';
import { visibleText } from './html-visible-text.js';

/** A name from an account in HTML: isolated in its direction, with places where a line may end. */
export function nameMarkup(name: string): Markup {
  const [first = '', ...others] = breakPlaces(visibleText(name));
  return markup`<bdi>${first}${others.map((part) => markup`<wbr>${part}`)}</bdi>`;
}
