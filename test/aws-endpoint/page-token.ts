/** Where the next page of a list begins, in a form that only the endpoint reads. */
export interface PagePlace {
  /** What is listed: a token for one list is no good for another. */
  readonly list: string;
  readonly offset: number;
}

export function pageToken({ list, offset }: PagePlace): string {
  return Buffer.from(JSON.stringify([list, offset])).toString('base64');
}

/** The offset a token stands for; null where it is not one of this list. */
export function offsetOfToken(token: string, list: string): number | null {
  try {
    const place: unknown = JSON.parse(Buffer.from(token, 'base64').toString('utf8'));
    return Array.isArray(place) && place[0] === list && typeof place[1] === 'number' ? place[1] : null;
  } catch {
    return null;
  }
}

/** A page of a list, and the token of the next one. */
export interface Page<Entry> {
  readonly entries: readonly Entry[];
  readonly nextToken: string | null;
}

/** Cuts a page out of a list; null where the token is none of this list's. */
export function pageOf<Entry>(
  entries: readonly Entry[],
  request: {
    readonly list: string;
    readonly token: string | undefined;
    readonly size: number;
    readonly emptyFirst: boolean;
  },
): Page<Entry> | null {
  const { list, token, size, emptyFirst } = request;
  if (token === undefined && emptyFirst) return { entries: [], nextToken: pageToken({ list, offset: 0 }) };
  const offset = token === undefined ? 0 : offsetOfToken(token, list);
  if (offset === null) return null;
  const end = offset + size;
  return {
    entries: entries.slice(offset, end),
    nextToken: end < entries.length ? pageToken({ list, offset: end }) : null,
  };
}
