import { decodedPairs, type WireRequest } from './wire.js';

/** A request to S3, its path and query taken apart. */
export interface S3Call {
  readonly action: S3Action;
  readonly bucket: string;
  readonly key: string;
  readonly query: ReadonlyMap<string, string>;
}

/** What the endpoint can do, with the permission that it needs. */
export const S3_PERMISSIONS = {
  HeadBucket: 's3:ListBucket',
  ListObjectsV2: 's3:ListBucket',
  HeadObject: 's3:GetObject',
  GetObject: 's3:GetObject',
  PutObject: 's3:PutObject',
  DeleteObject: 's3:DeleteObject',
  CreateMultipartUpload: 's3:PutObject',
  UploadPart: 's3:PutObject',
  CompleteMultipartUpload: 's3:PutObject',
  AbortMultipartUpload: 's3:AbortMultipartUpload',
  Unknown: 's3:*',
} as const;
export type S3Action = keyof typeof S3_PERMISSIONS;

/** Reads a request with the bucket in its path. */
export function s3Call(request: WireRequest): S3Call {
  const [, bucket = '', key = ''] = /^\/([^/]*)\/?(.*)$/s.exec(request.path) ?? [];
  const query = new Map(decodedPairs(request.query));
  const place = { bucket: decodeURIComponent(bucket), key: decodeURIComponent(key), query };
  return { action: place.key === '' ? bucketAction(request, query) : objectAction(request, query), ...place };
}

function bucketAction({ method }: WireRequest, query: S3Call['query']): S3Action {
  if (method === 'HEAD') return 'HeadBucket';
  return method === 'GET' && query.get('list-type') === '2' ? 'ListObjectsV2' : 'Unknown';
}

function objectAction({ method, headers }: WireRequest, query: S3Call['query']): S3Action {
  switch (method) {
    case 'HEAD':
      return 'HeadObject';
    case 'GET':
      return headers.has('range') ? 'Unknown' : 'GetObject';
    case 'DELETE':
      return query.has('uploadId') ? 'AbortMultipartUpload' : 'DeleteObject';
    case 'POST':
      if (query.has('uploads')) return 'CreateMultipartUpload';
      return query.has('uploadId') ? 'CompleteMultipartUpload' : 'Unknown';
    case 'PUT':
      if (headers.has('x-amz-copy-source')) return 'Unknown';
      return query.has('uploadId') ? 'UploadPart' : 'PutObject';
    default:
      return 'Unknown';
  }
}
