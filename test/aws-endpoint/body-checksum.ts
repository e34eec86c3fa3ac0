import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { ServiceFailure } from './service-failure.js';

/** A checksum that S3 keeps with an object, as its headers and trailers carry it. */
export interface BodyChecksum {
  /** Such as `x-amz-checksum-crc32`. */
  readonly header: string;
  readonly value: string;
}

const CHECKSUMS: ReadonlyMap<string, (body: Buffer) => Buffer> = new Map([
  ['x-amz-checksum-crc32', crc32Digest],
  ['x-amz-checksum-sha1', (body: Buffer) => createHash('sha1').update(body).digest()],
  ['x-amz-checksum-sha256', (body: Buffer) => createHash('sha256').update(body).digest()],
]);

/**
 * Checks a body against each digest that came with it, and gives the one to keep.
 *
 * @throws {ServiceFailure} where the body is not the one that was sent
 */
export function checkedChecksum(body: Buffer, headers: ReadonlyMap<string, string>): BodyChecksum | null {
  const md5 = headers.get('content-md5');
  if (md5 !== undefined && md5 !== createHash('md5').update(body).digest('base64'))
    throw new ServiceFailure(
      'BadDigest',
      400,
      'The Content-MD5 you specified did not match what we received.',
    );
  let kept: BodyChecksum | null = null;
  for (const [header, value] of headers) {
    if (!header.startsWith('x-amz-checksum-') || NOT_DIGESTS.has(header)) continue;
    const digest = CHECKSUMS.get(header);
    if (digest === undefined)
      throw new ServiceFailure('NotImplemented', 501, `The endpoint computes no ${header}.`);
    if (digest(body).toString('base64') !== value)
      throw new ServiceFailure(
        'BadDigest',
        400,
        `The ${header.replace('x-amz-checksum-', '').toUpperCase()} you specified did not match the calculated checksum.`,
      );
    kept = { header, value };
  }
  return kept;
}

/** The checksum of an object in parts: that of its parts' checksums, and how many there are. */
export function compositeChecksum(parts: readonly (BodyChecksum | null)[]): BodyChecksum | null {
  const header = parts[0]?.header;
  const digest = CHECKSUMS.get(header ?? '');
  if (header === undefined || digest === undefined || parts.some((part) => part?.header !== header))
    return null;
  const joined = Buffer.concat(parts.map((part) => Buffer.from(part?.value ?? '', 'base64')));
  return { header, value: `${digest(joined).toString('base64')}-${parts.length}` };
}

const NOT_DIGESTS = new Set(['x-amz-checksum-mode', 'x-amz-checksum-algorithm', 'x-amz-checksum-type']);

function crc32Digest(body: Buffer): Buffer {
  const digest = Buffer.alloc(4);
  digest.writeUInt32BE(crc32(body));
  return digest;
}
