/**
 * Whether `text` matches `pattern`, in which `*` stands for any run of characters and `?` for exactly one.
 * Takes at most pattern length times text length steps whatever the pattern: only the last `*` is ever retried.
 */
export function globMatches(pattern: string, text: string): boolean {
  let p = 0;
  let t = 0;
  let starAt = -1;
  let retryFrom = 0;
  while (t < text.length) {
    const symbol = pattern[p];
    if (symbol === '*') {
      starAt = p++;
      retryFrom = t;
    } else if (symbol === '?' || symbol === text[t]) {
      p++;
      t++;
    } else if (starAt >= 0) {
      p = starAt + 1;
      t = ++retryFrom;
    } else {
      return false;
    }
  }
  while (pattern[p] === '*') p++;
  return p === pattern.length;
}

/** Whether the pattern holds a wildcard at all. */
export function hasWildcard(pattern: string): boolean {
  return pattern.includes('*') || pattern.includes('?');
}
