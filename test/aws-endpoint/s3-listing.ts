import type { StoredObject } from './bucket-store.js';
import type { S3Question } from './s3.js';
import { percentEncoded } from './percent-encoding.js';
import { ServiceFailure } from './service-failure.js';
import type { WireAnswer } from './wire.js';
import { xmlElement } from './xml.js';

const NAMESPACE = { xmlns: 'http://s3.amazonaws.com/doc/2006-03-01/' };
const LARGEST_PAGE = 1000;

/** A line of a listing: an object, or what several keys have in common up to the delimiter. */
interface Entry {
  readonly name: string;
  readonly object: StoredObject | null;
}

export function listObjects({ call, bucket, state }: S3Question): WireAnswer {
  const { query } = call;
  const prefix = query.get('prefix') ?? '';
  const delimiter = query.get('delimiter') ?? '';
  const token = query.get('continuation-token');
  const startAfter = query.get('start-after') ?? '';
  const size = Math.min(
    Number(query.get('max-keys') ?? LARGEST_PAGE),
    state.options.pageSize ?? LARGEST_PAGE,
  );
  const after = token === undefined ? startAfter : nameOfToken(token);
  const following = entriesOf(bucket.objects, prefix, delimiter).filter(
    ({ name }) => after === '' || compareBytes(name, after) > 0,
  );
  const page = following.slice(0, size);
  const written = query.get('encoding-type') === 'url' ? percentEncoded : (text: string) => text;
  const isTruncated = page.length < following.length;
  const result = {
    Name: bucket.name,
    Prefix: written(prefix),
    Delimiter: delimiter === '' ? undefined : written(delimiter),
    MaxKeys: size,
    EncodingType: query.get('encoding-type'),
    KeyCount: page.length,
    IsTruncated: isTruncated,
    ContinuationToken: token,
    NextContinuationToken: isTruncated ? tokenOf(page.at(-1)?.name ?? '') : undefined,
    Contents: page.flatMap(({ name, object }) =>
      object === null
        ? []
        : [
            {
              Key: written(name),
              LastModified: new Date(object.modifiedAt).toISOString(),
              ETag: object.entityTag,
              Size: object.body.length,
              StorageClass: 'STANDARD',
            },
          ],
    ),
    CommonPrefixes: page.flatMap(({ name, object }) => (object === null ? [{ Prefix: written(name) }] : [])),
  };
  return {
    status: 200,
    headers: { 'content-type': 'application/xml' },
    body: Buffer.from(
      `<?xml version="1.0" encoding="UTF-8"?>\n${xmlElement('ListBucketResult', result, NAMESPACE)}`,
    ),
  };
}

/** All lines in the order of their bytes. */
function entriesOf(
  objects: ReadonlyMap<string, StoredObject>,
  prefix: string,
  delimiter: string,
): readonly Entry[] {
  const entries = new Map<string, Entry>();
  for (const [key, object] of objects) {
    if (!key.startsWith(prefix)) continue;
    const end = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
    const name = end < 0 ? key : key.slice(0, end + delimiter.length);
    entries.set(name, { name, object: end < 0 ? object : null });
  }
  return [...entries.values()].sort((a, b) => compareBytes(a.name, b.name));
}

function compareBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

function tokenOf(name: string): string {
  return Buffer.from(`after ${name}`).toString('base64');
}

function nameOfToken(token: string): string {
  const text = Buffer.from(token, 'base64').toString('utf8');
  if (text.startsWith('after ')) return text.slice('after '.length);
  throw new ServiceFailure('InvalidArgument', 400, 'The continuation token provided is incorrect');
}
