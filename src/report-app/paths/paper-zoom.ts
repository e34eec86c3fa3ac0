/** What a page of A4 or Letter has room for, in pixels; paper does not scroll. */
const PAPER_WIDTH = 660;
const PAPER_HEIGHT = 900;
/** Smaller, nobody can read the names. */
const SMALLEST = 0.4;

/** By how much a drawing is made smaller so that one page holds it; null where it could not be read then. */
export function paperZoom({
  width,
  height,
}: {
  readonly width: number;
  readonly height: number;
}): number | null {
  const zoom = Math.min(1, PAPER_WIDTH / width, PAPER_HEIGHT / height);
  return zoom < SMALLEST ? null : zoom;
}
