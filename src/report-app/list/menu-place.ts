/** Sides of a rectangle, in pixels of the window. */
export interface Sides {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** How far a menu is moved from where the style sheet puts it, and how tall it may be. */
export interface MenuPlace {
  readonly right: number;
  readonly down: number;
  readonly maxHeight: number;
}

/** Left free at the edges. */
const MARGIN = 8;
/** With less room under its button a menu is moved up instead of being made shorter. */
const LOWEST = 240;

/** Where a menu goes so that all of it is within bounds; what is too tall for them scrolls inside. */
export function menuPlace(menu: Sides, bounds: Sides): MenuPlace {
  const room = bounds.right - MARGIN - menu.right;
  const right = Math.max(Math.min(room, 0), bounds.left + MARGIN - menu.left);
  const height = menu.bottom - menu.top;
  const below = bounds.bottom - MARGIN - menu.top;
  if (height <= below || below >= LOWEST) return { right, down: 0, maxHeight: Math.min(height, below) };
  const maxHeight = Math.min(height, bounds.bottom - bounds.top - 2 * MARGIN);
  return { right, down: below - maxHeight, maxHeight };
}

/** Moves a menu that was opened into the window, and into the pane that would cut it off. */
export function placeMenu(body: HTMLElement): void {
  body.style.translate = '';
  body.style.maxHeight = '';
  const { right, down, maxHeight } = menuPlace(body.getBoundingClientRect(), boundsOf(body));
  body.style.translate = `${right}px ${down}px`;
  // Of what has room enough the height is left alone: it may grow by a pixel as it is drawn.
  if (maxHeight < body.getBoundingClientRect().height) body.style.maxHeight = `${maxHeight}px`;
}

function boundsOf(body: HTMLElement): Sides {
  let bounds: Sides = { left: 0, top: 0, right: document.documentElement.clientWidth, bottom: innerHeight };
  for (let pane = body.parentElement; pane !== null && pane !== document.body; pane = pane.parentElement) {
    if (getComputedStyle(pane).overflow === 'visible') continue;
    const { left, top, right, bottom } = pane.getBoundingClientRect();
    bounds = {
      left: Math.max(bounds.left, left),
      top: Math.max(bounds.top, top),
      right: Math.min(bounds.right, right),
      bottom: Math.min(bounds.bottom, bottom),
    };
  }
  return bounds;
}
