/** The order of two texts by code units, which is the same on every machine: below 0 where the first comes before. */
export function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
