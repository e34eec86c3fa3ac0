import { createHash } from 'node:crypto';
import { unwrappedBody } from './aws-chunked.js';
import { checkedChecksum } from './body-checksum.js';
import type { StoredBucket, StoredObject, UnfinishedUpload } from './bucket-store.js';
import type { S3Question } from './s3.js';
import { ServiceFailure } from './service-failure.js';
import type { WireAnswer, WireRequest } from './wire.js';

const EMPTY = Buffer.alloc(0);
const ENCRYPTION = { 'x-amz-server-side-encryption': 'AES256' };

export function putObject({ call, request, bucket, state }: S3Question): WireAnswer {
  const wanted = wantedObject(request, bucket);
  if (request.headers.get('if-none-match') === '*' && bucket.objects.has(call.key))
    throw new ServiceFailure(
      'PreconditionFailed',
      412,
      'At least one of the pre-conditions you specified did not hold',
      { details: { Condition: 'If-None-Match' } },
    );
  const body = checkedBody(request);
  bucket.objects.set(call.key, { ...wanted, ...body, modifiedAt: state.now() });
  return { status: 200, headers: { ...ENCRYPTION, ...digestHeaders(body) }, body: EMPTY };
}

export function headObject(question: S3Question): WireAnswer {
  const answer = getObject(question);
  return {
    ...answer,
    headers: { ...answer.headers, 'content-length': String(answer.body.length) },
    body: EMPTY,
  };
}

export function getObject({ call, request, bucket }: S3Question): WireAnswer {
  const object = bucket.objects.get(call.key);
  if (object === undefined)
    throw new ServiceFailure('NoSuchKey', 404, 'The specified key does not exist.', {
      details: { Key: call.key },
    });
  const isCheckWanted = request.headers.get('x-amz-checksum-mode') === 'ENABLED';
  const kept = Object.entries(object.headers).filter(
    ([name]) => name.startsWith('x-amz-meta-') || name === 'cache-control' || name === 'content-disposition',
  );
  const contentEncoding = (object.headers['content-encoding'] ?? '')
    .split(',')
    .map((coding) => coding.trim())
    .filter((coding) => coding !== '' && coding !== 'aws-chunked')
    .join(', ');
  return {
    status: 200,
    headers: {
      ...ENCRYPTION,
      ...Object.fromEntries(kept),
      ...(contentEncoding === '' ? {} : { 'content-encoding': contentEncoding }),
      ...digestHeaders(isCheckWanted ? object : { ...object, checksum: null }),
      'accept-ranges': 'bytes',
      'content-type': object.contentType,
      'last-modified': new Date(object.modifiedAt).toUTCString(),
    },
    body: object.body,
  };
}

export function deleteObject({ call, bucket }: S3Question): WireAnswer {
  bucket.objects.delete(call.key);
  return { status: 204, headers: {}, body: EMPTY };
}

/**
 * What a request says of the object that it puts or begins.
 *
 * @throws {ServiceFailure} where the bucket refuses the ACL
 */
export function wantedObject(
  request: WireRequest,
  bucket: StoredBucket,
): Omit<UnfinishedUpload, 'key' | 'parts'> {
  const acl = request.headers.get('x-amz-acl') ?? null;
  // Where ACLs are off, one may still be named that changes nothing.
  if (acl !== null && acl !== 'bucket-owner-full-control' && !bucket.allowsAcls)
    throw new ServiceFailure('AccessControlListNotSupported', 400, 'The bucket does not allow ACLs');
  return {
    contentType: request.headers.get('content-type') ?? 'binary/octet-stream',
    acl,
    headers: Object.fromEntries(request.headers),
  };
}

/** The body of a request, found to be what the client sent. */
export function checkedBody(request: WireRequest): Pick<StoredObject, 'body' | 'entityTag' | 'checksum'> {
  const { body, headers } = unwrappedBody(request);
  const checksum = checkedChecksum(body, headers);
  return { body, checksum, entityTag: `"${createHash('md5').update(body).digest('hex')}"` };
}

/** The headers that tell an object's entity tag and checksum. */
export function digestHeaders({
  entityTag,
  checksum,
}: Pick<StoredObject, 'entityTag' | 'checksum'>): Readonly<Record<string, string>> {
  if (checksum === null) return { etag: entityTag };
  const isComposite = checksum.value.includes('-');
  return {
    etag: entityTag,
    [checksum.header]: checksum.value,
    'x-amz-checksum-type': isComposite ? 'COMPOSITE' : 'FULL_OBJECT',
  };
}
