import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { percentEncoded } from './percent-encoding.js';
import type { ServiceName } from './service-failure.js';
import { splitOnce, decodedPairs, type WireRequest } from './wire.js';

/** What a Signature Version 4 Authorization header says. */
export interface SignedRequest {
  readonly accessKeyId: string;
  /** Eight digits. */
  readonly date: string;
  readonly region: string;
  readonly service: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  /** From `x-amz-date`: when the request was signed, as `20260102T030405Z`. */
  readonly signedAt: string;
}

const ALGORITHM = 'AWS4-HMAC-SHA256';
const HEADER =
  /^AWS4-HMAC-SHA256 Credential=([^/,]+)\/(\d{8})\/([^/,]+)\/([^/,]+)\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/;

/** Reads the Authorization header; null where there is none or it has another form. */
export function signedRequest(request: WireRequest): SignedRequest | null {
  const found = HEADER.exec(request.headers.get('authorization') ?? '');
  if (found === null) return null;
  const [, accessKeyId = '', date = '', region = '', service = '', names = '', signature = ''] = found;
  return {
    accessKeyId,
    date,
    region,
    service,
    signedHeaders: names.split(';'),
    signature,
    signedAt: request.headers.get('x-amz-date') ?? '',
  };
}

/**
 * Whether the signature is the one that the secret key gives.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function isSignatureRight(
  request: WireRequest,
  signed: SignedRequest,
  service: ServiceName,
  secretAccessKey: string,
): boolean {
  const scope = `${signed.date}/${signed.region}/${signed.service}/aws4_request`;
  const toSign = [
    ALGORITHM,
    signed.signedAt,
    scope,
    sha256(canonicalRequest(request, signed.signedHeaders, service)),
  ].join('\n');
  const key = [signed.date, signed.region, signed.service, 'aws4_request'].reduce<string | Buffer>(
    (secret, part) => createHmac('sha256', secret).update(part).digest(),
    `AWS4${secretAccessKey}`,
  );
  const expected = createHmac('sha256', key).update(toSign).digest();
  return timingSafeEqual(expected, Buffer.from(signed.signature, 'hex'));
}

/** Whether the body is the one whose hash was signed; S3 may leave the body unsigned. */
export function isBodyAsSigned(request: WireRequest): boolean {
  const declared = request.headers.get('x-amz-content-sha256');
  return (
    declared === undefined ||
    declared === 'UNSIGNED-PAYLOAD' ||
    declared.startsWith('STREAMING-') ||
    declared === sha256(request.body)
  );
}

/** Headers that AWS requires to be signed: whatever it acts upon. */
export function unsignedHeaders(request: WireRequest, signed: SignedRequest): readonly string[] {
  const names = new Set(signed.signedHeaders);
  return [...request.headers.keys()].filter(
    (name) => (name === 'host' || name.startsWith('x-amz-')) && !names.has(name),
  );
}

function canonicalRequest(
  request: WireRequest,
  signedHeaders: readonly string[],
  service: ServiceName,
): string {
  const headers = signedHeaders.map(
    (name) => `${name}:${(request.headers.get(name) ?? '').trim().replace(/ +/g, ' ')}\n`,
  );
  return [
    request.method,
    // Every service but S3 encodes the path a second time.
    service === 's3' ? request.path : request.path.split('/').map(percentEncoded).join('/'),
    canonicalQuery(request.query),
    headers.join(''),
    signedHeaders.join(';'),
    request.headers.get('x-amz-content-sha256') ?? sha256(request.body),
  ].join('\n');
}

function canonicalQuery(query: string): string {
  return decodedPairs(query)
    .map(([name, value]) => `${percentEncoded(name)}=${percentEncoded(value)}`)
    .sort((a, b) => compareNames(a, b))
    .join('&');
}

function compareNames(a: string, b: string): number {
  const [nameA = '', valueA = ''] = splitOnce(a, '=');
  const [nameB = '', valueB = ''] = splitOnce(b, '=');
  return compareText(nameA, nameB) || compareText(valueA, valueB);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

function sha256(data: string | Buffer): string {
  return createHash('sha256').update(data).digest('hex');
}
