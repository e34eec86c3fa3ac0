import { MalformedAnswerError } from './malformed-answer.js';

/** One page of a list. */
interface Page {
  readonly NextToken?: string | undefined;
}

/**
 * Entries of all pages of a list.
 *
 * @throws {MalformedAnswerError} if the pages lead in a circle
 */
export async function allPages<P extends Page, T>(
  read: (next: { readonly NextToken?: string }) => Promise<P>,
  entriesOf: (page: P) => readonly T[] | undefined,
): Promise<readonly T[]> {
  const entries: T[] = [];
  const tokens = new Set<string>();
  for (let token: string | null = null; ;) {
    const page: P = await read(token === null ? {} : { NextToken: token });
    // A page may be empty and not the last one.
    entries.push(...(entriesOf(page) ?? []));
    const next: string | undefined = page.NextToken;
    if (next === undefined || next === '') return entries;
    if (tokens.has(next)) throw new MalformedAnswerError('the pages of the answer lead in a circle');
    tokens.add(next);
    token = next;
  }
}

/**
 * What an answer must hold.
 *
 * @throws {MalformedAnswerError} if it does not
 */
export function expected<T>(value: T | null | undefined, what: string): T {
  if (value === undefined || value === null) throw new MalformedAnswerError(`the answer lacks ${what}`);
  return value;
}
