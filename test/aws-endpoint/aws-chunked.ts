import { ServiceFailure } from './service-failure.js';
import { splitOnce, type WireRequest } from './wire.js';

/** A body with its wrapping taken off, and all headers, those that trail the body among them. */
export interface UnwrappedBody {
  readonly body: Buffer;
  readonly headers: ReadonlyMap<string, string>;
}

const LINE_END = '\r\n';

/**
 * Takes off the `aws-chunked` encoding, in which a client sends what it has not hashed beforehand.
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html
 *
 * @throws {ServiceFailure} where the body ends early or has another encoding
 */
export function unwrappedBody(request: WireRequest): UnwrappedBody {
  const declared = request.headers.get('x-amz-content-sha256') ?? '';
  if (!declared.startsWith('STREAMING-')) return { body: request.body, headers: request.headers };
  if (declared !== 'STREAMING-UNSIGNED-PAYLOAD-TRAILER')
    throw new ServiceFailure('NotImplemented', 501, `The endpoint reads no body that is ${declared}.`);
  const chunks: Buffer[] = [];
  let at = 0;
  for (;;) {
    const [line, afterLine] = lineAt(request.body, at);
    const size = /^[0-9a-f]+$/i.test(line) ? Number.parseInt(line, 16) : Number.NaN;
    if (Number.isNaN(size) || afterLine + size > request.body.length) throw incomplete();
    at = afterLine;
    if (size === 0) break;
    chunks.push(request.body.subarray(at, at + size));
    const [rest, afterChunk] = lineAt(request.body, at + size);
    if (rest !== '') throw incomplete();
    at = afterChunk;
  }
  const body = Buffer.concat(chunks);
  if (String(body.length) !== request.headers.get('x-amz-decoded-content-length')) throw incomplete();
  return { body, headers: new Map([...request.headers, ...trailersAt(request, at)]) };
}

function trailersAt(request: WireRequest, start: number): readonly (readonly [string, string])[] {
  const trailers: (readonly [string, string])[] = [];
  for (let at = start; at < request.body.length;) {
    const [line, after] = lineAt(request.body, at);
    const [name = '', value = ''] = splitOnce(line, ':');
    if (line !== '') trailers.push([name.toLowerCase(), value.trim()]);
    at = after;
  }
  const promised = request.headers.get('x-amz-trailer');
  if (promised !== undefined && !trailers.some(([name]) => name === promised.toLowerCase()))
    throw new ServiceFailure(
      'MalformedTrailerError',
      400,
      'The request contained trailing data that was not well-formed.',
    );
  return trailers;
}

function lineAt(body: Buffer, start: number): readonly [line: string, after: number] {
  const end = body.indexOf(LINE_END, start);
  if (end < 0) throw incomplete();
  return [body.toString('latin1', start, end), end + LINE_END.length];
}

function incomplete(): ServiceFailure {
  return new ServiceFailure(
    'IncompleteBody',
    400,
    'You did not provide the number of bytes specified by the Content-Length HTTP header',
  );
}
