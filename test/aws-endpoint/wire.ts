import type { IncomingMessage } from 'node:http';

/** A request as it came over the wire, whole. */
export interface WireRequest {
  readonly method: string;
  /** As sent, still percent-encoded, without the query. */
  readonly path: string;
  /** As sent, still percent-encoded, without the question mark. */
  readonly query: string;
  /** Names in lower case; values of a repeated header joined by commas. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Buffer;
}

/** An answer before it goes over the wire. */
export interface WireAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** Reads a request to its end; null where the client goes away before that. */
export async function readRequest(incoming: IncomingMessage): Promise<WireRequest | null> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of incoming) {
      // Without an encoding a request gives buffers; its type says any.
      chunks.push(chunk as Buffer);
    }
  } catch {
    return null;
  }
  const [path = '/', query = ''] = splitOnce(incoming.url ?? '/', '?');
  const headers = new Map<string, string>();
  for (let index = 0; index + 1 < incoming.rawHeaders.length; index += 2) {
    const name = (incoming.rawHeaders[index] ?? '').toLowerCase();
    const value = incoming.rawHeaders[index + 1] ?? '';
    const before = headers.get(name);
    headers.set(name, before === undefined ? value : `${before},${value}`);
  }
  return { method: incoming.method ?? 'GET', path, query, headers, body: Buffer.concat(chunks) };
}

/** Name and value pairs of a query or a form, decoded. */
export function decodedPairs(text: string): readonly (readonly [name: string, value: string])[] {
  return text
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const [name = '', value = ''] = splitOnce(pair, '=');
      return [formDecoded(name), formDecoded(value)];
    });
}

/** The text before and after the first separator. */
export function splitOnce(text: string, separator: string): readonly string[] {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + separator.length)];
}

function formDecoded(text: string): string {
  return decodeURIComponent(text.replaceAll('+', ' '));
}
