import type { ServerResponse } from 'node:http';
import type { WireAnswer } from './wire.js';

/** How an answer goes over the wire. */
export type Manner = 'whole' | 'reset-mid-body' | 'slow-bytes' | 'stall-mid-body';

const SLOW_PIECES = 24;
const SLOW_MILLISECONDS = 4;

/** Sends an answer, or what the manner leaves of it. */
export async function sendAnswer(
  response: ServerResponse,
  answer: WireAnswer,
  { manner, now }: { readonly manner: Manner; readonly now: number },
): Promise<void> {
  response.sendDate = false;
  const hasLength = answer.headers['content-length'] !== undefined || answer.status === 204;
  response.writeHead(answer.status, {
    date: new Date(now).toUTCString(),
    ...(hasLength ? {} : { 'content-length': answer.body.length }),
    ...answer.headers,
  });
  switch (manner) {
    case 'whole':
      response.end(answer.body);
      return;
    case 'slow-bytes':
      for (const piece of piecesOf(answer.body)) {
        await written(response, piece);
        await new Promise((resolve) => setTimeout(resolve, SLOW_MILLISECONDS));
      }
      response.end();
      return;
    case 'reset-mid-body':
      await written(response, half(answer.body));
      response.socket?.resetAndDestroy();
      return;
    case 'stall-mid-body':
      await written(response, half(answer.body));
  }
}

/** The first half of a body. */
export function half(body: Buffer): Buffer {
  return body.subarray(0, Math.floor(body.length / 2));
}

function piecesOf(body: Buffer): readonly Buffer[] {
  const size = Math.max(1, Math.ceil(body.length / SLOW_PIECES));
  return Array.from({ length: Math.ceil(body.length / size) }, (_, index) =>
    body.subarray(index * size, (index + 1) * size),
  );
}

/** Waits until the bytes have left; a client that has gone away is no fault. */
async function written(response: ServerResponse, bytes: Buffer): Promise<void> {
  response.flushHeaders();
  await new Promise<void>((resolve) => {
    response.write(bytes, () => {
      resolve();
    });
  });
}
