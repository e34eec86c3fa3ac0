/** A JSON object from keys and the text of their values; keys are kept even where they look like array indexes. */
export function objectText(members: Iterable<readonly [key: string, text: string]>): string {
  const parts: string[] = [];
  for (const [key, text] of members) parts.push(`${JSON.stringify(key)}:${text}`);
  return `{${parts.join(',')}}`;
}

/** The distinct strings in ascending order of their UTF-16 units, as a JSON list. */
export function sortedListText(strings: readonly string[]): string {
  return JSON.stringify(isAscending(strings) ? strings : [...new Set(strings)].sort());
}

function isAscending(strings: readonly string[]): boolean {
  let before: string | null = null;
  for (const text of strings) {
    if (before !== null && text <= before) return false;
    before = text;
  }
  return true;
}
