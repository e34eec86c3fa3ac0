const ELLIPSIS = '…';

/** The text, cut where it is longer than so many UTF-16 units; no character is torn apart. */
export function shortened(text: string, most: number): string {
  if (text.length <= most) return text;
  const cut = text.slice(0, Math.max(0, most - ELLIPSIS.length));
  const last = cut.charCodeAt(cut.length - 1);
  return (last >= 0xd800 && last < 0xdc00 ? cut.slice(0, -1) : cut) + ELLIPSIS;
}

/** As many items as are asked for, and how many more there are: `a, b and 2 more`. */
export function firstOf(items: readonly string[], most: number): string {
  const more = items.length - most;
  if (more <= 0) return items.join(', ');
  return `${items.slice(0, most).join(', ')} and ${more} more`;
}
