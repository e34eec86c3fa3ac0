import type { StoredBucket } from './bucket-store.js';
import type { Caller, EndpointState } from './endpoint-state.js';
import { getObject, headObject, putObject, deleteObject } from './s3-objects.js';
import { abortUpload, completeUpload, createUpload, uploadPart } from './s3-uploads.js';
import { listObjects } from './s3-listing.js';
import { s3Call, S3_PERMISSIONS, type S3Call } from './s3-request.js';
import type { Service } from './service.js';
import { denial, ServiceFailure } from './service-failure.js';
import { signedRequest } from './signature.js';
import type { WireAnswer, WireRequest } from './wire.js';
import { xmlElement } from './xml.js';

/** A request to a bucket that the caller may use. */
export interface S3Question {
  readonly call: S3Call;
  readonly request: WireRequest;
  readonly bucket: StoredBucket;
  readonly state: EndpointState;
}

/**
 * S3 in its REST protocol, with the bucket in the path.
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_Simple_Storage_Service.html
 */
export const s3Service: Service = {
  name: 's3',
  describe(request) {
    const { action, bucket, key, query } = s3Call(request);
    const part = query.get('partNumber') ?? query.get('continuation-token') ?? '';
    return {
      action,
      permission: S3_PERMISSIONS[action],
      resource: `arn:aws:s3:::${bucket}${key === '' ? '' : `/${key}`}`,
      // An upload has another id each time.
      fingerprint: `${action} ${bucket} ${key} ${part} ${query.get('prefix') ?? ''}`,
      needsCredentials: true,
    };
  },
  answer(request, caller, state, requestId) {
    const call = s3Call(request);
    const question = { call, request, bucket: usableBucket(call, request, caller, state), state };
    const answer = answered(question);
    const headers = { 'x-amz-request-id': requestId, ...answer.headers };
    return { ...answer, headers };
  },
  failure(failure, request, requestId) {
    const error = {
      Code: failure.code,
      Message: failure.message,
      ...failure.details,
      RequestId: requestId,
    };
    const text = `<?xml version="1.0" encoding="UTF-8"?>\n${xmlElement('Error', error)}`;
    return {
      status: failure.status,
      headers: { 'content-type': 'application/xml', 'x-amz-request-id': requestId, ...failure.headers },
      // An answer to HEAD has no body, not even where it tells a failure.
      body: Buffer.from(request.method === 'HEAD' ? '' : text),
    };
  },
};

function answered(question: S3Question): WireAnswer {
  switch (question.call.action) {
    case 'HeadBucket':
      return { status: 200, headers: {}, body: Buffer.alloc(0) };
    case 'ListObjectsV2':
      return listObjects(question);
    case 'PutObject':
      return putObject(question);
    case 'HeadObject':
      return headObject(question);
    case 'GetObject':
      return getObject(question);
    case 'DeleteObject':
      return deleteObject(question);
    case 'CreateMultipartUpload':
      return createUpload(question);
    case 'UploadPart':
      return uploadPart(question);
    case 'CompleteMultipartUpload':
      return completeUpload(question);
    case 'AbortMultipartUpload':
      return abortUpload(question);
    case 'Unknown':
      throw new ServiceFailure(
        'NotImplemented',
        501,
        'A header you provided implies functionality that is not implemented.',
      );
  }
}

function usableBucket(
  { action, bucket: name, key }: S3Call,
  request: WireRequest,
  caller: Caller | null,
  state: EndpointState,
): StoredBucket {
  const bucket = state.buckets.get(name);
  if (bucket === undefined)
    throw new ServiceFailure('NoSuchBucket', 404, 'The specified bucket does not exist', {
      details: { BucketName: name },
    });
  const region = signedRequest(request)?.region ?? '';
  if (bucket.region !== null && bucket.region !== region)
    throw new ServiceFailure(
      'PermanentRedirect',
      301,
      'The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint.',
      {
        details: { Bucket: name, Endpoint: `${name}.s3.${bucket.region}.amazonaws.com` },
        headers: { 'x-amz-bucket-region': bucket.region },
      },
    );
  if (caller?.identity.accountId !== bucket.accountId)
    throw denial(
      's3',
      caller?.identity.arn ?? 'anonymous',
      S3_PERMISSIONS[action],
      `arn:${state.partition}:s3:::${name}${key === '' ? '' : `/${key}`}`,
    );
  return bucket;
}
