import { createHash } from 'node:crypto';
import { compositeChecksum } from './body-checksum.js';
import type { StoredObject, UnfinishedUpload } from './bucket-store.js';
import { checkedBody, digestHeaders, wantedObject } from './s3-objects.js';
import type { S3Question } from './s3.js';
import { ServiceFailure } from './service-failure.js';
import type { WireAnswer } from './wire.js';
import { xmlElement, type XmlElements } from './xml.js';

const NAMESPACE = { xmlns: 'http://s3.amazonaws.com/doc/2006-03-01/' };
const SMALLEST_PART = 5 * 1024 * 1024;
const MOST_PARTS = 10_000;
const EMPTY = Buffer.alloc(0);

export function createUpload({ call, request, bucket }: S3Question): WireAnswer {
  const wanted = wantedObject(request, bucket);
  const id = createHash('sha256')
    .update(`${call.key} ${bucket.uploads.size} ${Date.now()}`)
    .digest('base64url');
  bucket.uploads.set(id, { ...wanted, key: call.key, parts: new Map() });
  return xmlAnswer('InitiateMultipartUploadResult', {
    Bucket: bucket.name,
    Key: call.key,
    UploadId: id,
  });
}

export function uploadPart(question: S3Question): WireAnswer {
  const upload = uploadOf(question);
  const number = Number(question.call.query.get('partNumber'));
  if (!Number.isInteger(number) || number < 1 || number > MOST_PARTS)
    throw new ServiceFailure(
      'InvalidArgument',
      400,
      `Part number must be an integer between 1 and ${MOST_PARTS}, inclusive`,
    );
  const part = checkedBody(question.request);
  upload.parts.set(number, part);
  return { status: 200, headers: digestHeaders(part), body: EMPTY };
}

export function completeUpload(question: S3Question): WireAnswer {
  const { call, request, bucket, state } = question;
  const upload = uploadOf(question);
  const parts = listedParts(request.body.toString('utf8'), upload);
  const entityTags = Buffer.concat(
    parts.map(({ entityTag }) => Buffer.from(entityTag.replaceAll('"', ''), 'hex')),
  );
  const object: StoredObject = {
    contentType: upload.contentType,
    acl: upload.acl,
    headers: upload.headers,
    body: Buffer.concat(parts.map(({ body }) => body)),
    entityTag: `"${createHash('md5').update(entityTags).digest('hex')}-${parts.length}"`,
    checksum: compositeChecksum(parts.map(({ checksum }) => checksum)),
    modifiedAt: state.now(),
  };
  bucket.objects.set(call.key, object);
  bucket.uploads.delete(call.query.get('uploadId') ?? '');
  return xmlAnswer('CompleteMultipartUploadResult', {
    Location: `http://${request.headers.get('host') ?? ''}${request.path}`,
    Bucket: bucket.name,
    Key: call.key,
    ETag: object.entityTag,
  });
}

export function abortUpload(question: S3Question): WireAnswer {
  uploadOf(question);
  question.bucket.uploads.delete(question.call.query.get('uploadId') ?? '');
  return { status: 204, headers: {}, body: EMPTY };
}

function uploadOf({ call, bucket }: S3Question): UnfinishedUpload {
  const id = call.query.get('uploadId') ?? '';
  const upload = bucket.uploads.get(id);
  if (upload?.key === call.key) return upload;
  throw new ServiceFailure(
    'NoSuchUpload',
    404,
    'The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.',
    { details: { UploadId: id } },
  );
}

/** The parts that the request lists, in ascending order, none but the last too small. */
function listedParts(xml: string, upload: UnfinishedUpload) {
  const listed = [...xml.matchAll(/<Part>(.*?)<\/Part>/gs)].map(([, part = '']) => ({
    number: Number(/<PartNumber>(\d+)<\/PartNumber>/.exec(part)?.[1]),
    entityTag: (/<ETag>(.*?)<\/ETag>/.exec(part)?.[1] ?? '').replaceAll('&quot;', '"'),
  }));
  if (listed.length === 0)
    throw new ServiceFailure(
      'MalformedXML',
      400,
      'The XML you provided was not well-formed or did not validate against our published schema',
    );
  return listed.map(({ number, entityTag }, index) => {
    const part = upload.parts.get(number);
    if (part?.entityTag !== entityTag)
      throw new ServiceFailure(
        'InvalidPart',
        400,
        "One or more of the specified parts could not be found. The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.",
      );
    if (index > 0 && number <= (listed[index - 1]?.number ?? 0))
      throw new ServiceFailure(
        'InvalidPartOrder',
        400,
        'The list of parts was not in ascending order. Parts must be ordered by part number.',
      );
    if (index < listed.length - 1 && part.body.length < SMALLEST_PART)
      throw new ServiceFailure(
        'EntityTooSmall',
        400,
        'Your proposed upload is smaller than the minimum allowed size',
      );
    return part;
  });
}

function xmlAnswer(name: string, content: XmlElements): WireAnswer {
  return {
    status: 200,
    headers: { 'content-type': 'application/xml' },
    body: Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>\n${xmlElement(name, content, NAMESPACE)}`),
  };
}
