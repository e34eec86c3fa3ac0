import type { Statement } from '../policy/policy-document.js';

/** How a sentence calls a statement: by its place, and by its Sid where it has one. */
export function statementName({ index, sid }: Statement): string {
  return sid === null ? `Statement ${index + 1}` : `Statement ${index + 1} (${sid})`;
}

/** Names that are listed in a sentence; the others are counted. */
const LISTED = 6;

/** A list of names for a sentence. */
export function listed(names: readonly string[]): string {
  const more = names.length - LISTED;
  // One name takes no more room than saying that there is one more.
  if (more <= 1) return joined(names);
  return `${names.slice(0, LISTED).join(', ')} and ${more} more`;
}

function joined(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`;
}
