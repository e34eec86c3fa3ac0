import { Readable } from 'node:stream';
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  paginateListObjectsV2,
  ListObjectsV2Command,
  PutObjectCommand,
  UploadPartCommand,
  S3Client,
  type PutObjectCommandInput,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { AssumeRoleCommand } from '@aws-sdk/client-sts';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startAwsEndpoint, type AwsEndpoint } from './aws-endpoint.js';
import { clientOptions, failureOf, s3Client, sessionCredentials, stsClient } from './sdk-clients.js';
import { smallAccount } from './small-account.js';

const [HOME, MEMBER] = ['111122223333', '444455556666'];
const PART = 5 * 1024 * 1024;
const HOSTILE_KEY = "a b/ü(1)!'*+&=?#%20/<name>.html";
let endpoint: AwsEndpoint;
let client: S3Client;

beforeEach(async () => {
  endpoint = await startAwsEndpoint({
    accounts: [smallAccount(HOME), smallAccount(MEMBER, { roles: [{ name: 'Scan' }] })],
    buckets: [{ name: 'reports' }, { name: 'old', allowsAcls: true }, { name: 'far', region: 'eu-west-1' }],
  });
  client = s3Client(endpoint);
});

afterEach(async () => endpoint.close());

const put = async (input: Partial<PutObjectCommandInput>) =>
  client.send(new PutObjectCommand({ Bucket: 'reports', Key: 'a', Body: 'hello', ...input }));
const stored = (key: string, bucket = 'reports') => endpoint.buckets.get(bucket)?.get(key);

describe('objects', () => {
  test('are kept with their type and given back as they were', async () => {
    const answer = await put({ Key: HOSTILE_KEY, ContentType: 'text/html; charset=utf-8', Body: 'täxt' });
    expect([answer.ETag, answer.ServerSideEncryption]).toEqual([
      '"c29c275a5ecd5b7b8750868369eae774"',
      'AES256',
    ]);
    expect(stored(HOSTILE_KEY)).toMatchObject({
      body: Buffer.from('täxt'),
      contentType: 'text/html; charset=utf-8',
      acl: null,
    });
    const got = await client.send(new GetObjectCommand({ Bucket: 'reports', Key: HOSTILE_KEY }));
    expect(got.ContentType).toBe('text/html; charset=utf-8');
    expect(await got.Body?.transformToString()).toBe('täxt');
    const head = await client.send(new HeadObjectCommand({ Bucket: 'reports', Key: HOSTILE_KEY }));
    expect([head.ContentLength, head.ETag]).toEqual([5, answer.ETag]);
  });

  test('may come as a stream, in chunks with a checksum behind them', async () => {
    const chunks = [Buffer.alloc(70_000, 'a'), Buffer.alloc(70_000, 'b')];
    await put({ Body: Readable.from(chunks), ContentLength: 140_000 });
    expect(stored('a')?.body.equals(Buffer.concat(chunks))).toBe(true);
    expect(stored('a')?.headers['x-amz-content-sha256']).toBe('STREAMING-UNSIGNED-PAYLOAD-TRAILER');
    expect(stored('a')?.checksum?.header).toBe('x-amz-checksum-crc32');
    const got = await client.send(new GetObjectCommand({ Bucket: 'reports', Key: 'a' }));
    expect((await got.Body?.transformToByteArray())?.length).toBe(140_000);
  });

  test('whose bytes are not those that were sent are refused', async () => {
    expect(await failureOf(put({ ChecksumCRC32: 'AAAAAA==' }))).toBe(
      'BadDigest: The CRC32 you specified did not match the calculated checksum.',
    );
    expect(await failureOf(put({ ContentMD5: 'AAAAAAAAAAAAAAAAAAAAAA==' }))).toBe(
      'BadDigest: The Content-MD5 you specified did not match what we received.',
    );
    expect(stored('a')).toBeUndefined();
  });

  test('can be put only where there is none, and be deleted', async () => {
    await put({ IfNoneMatch: '*' });
    expect(await failureOf(put({ IfNoneMatch: '*' }))).toBe(
      'PreconditionFailed: At least one of the pre-conditions you specified did not hold',
    );
    await client.send(new DeleteObjectCommand({ Bucket: 'reports', Key: 'a' }));
    await put({ IfNoneMatch: '*' });
    expect(stored('a')?.body).toEqual(Buffer.from('hello'));
  });

  test('that are not there', async () => {
    expect(await failureOf(client.send(new GetObjectCommand({ Bucket: 'reports', Key: 'none' })))).toBe(
      'NoSuchKey: The specified key does not exist.',
    );
    expect(await failureOf(client.send(new HeadObjectCommand({ Bucket: 'reports', Key: 'none' })))).toMatch(
      /^NotFound: /,
    );
  });

  test('have an ACL only where the bucket allows it', async () => {
    expect(await failureOf(put({ ACL: 'private' }))).toBe(
      'AccessControlListNotSupported: The bucket does not allow ACLs',
    );
    await put({ ACL: 'bucket-owner-full-control' });
    await put({ Bucket: 'old', ACL: 'private' });
    expect([stored('a')?.acl, stored('a', 'old')?.acl]).toEqual(['bucket-owner-full-control', 'private']);
  });
});

describe('buckets', () => {
  const head = async (Bucket: string, more: object = {}) =>
    new S3Client({ ...clientOptions(endpoint), ...more }).send(new HeadBucketCommand({ Bucket }));

  test('are there or not', async () => {
    expect((await head('reports')).$metadata.httpStatusCode).toBe(200);
    expect(await failureOf(head('none'))).toMatch(/^NotFound: /);
    expect(await failureOf(put({ Bucket: 'none' }))).toBe(
      'NoSuchBucket: The specified bucket does not exist',
    );
  });

  test('of another account are closed', async () => {
    const { Credentials } = await stsClient(endpoint).send(
      new AssumeRoleCommand({ RoleArn: `arn:aws:iam::${MEMBER}:role/Scan`, RoleSessionName: 'Test' }),
    );
    client = s3Client(endpoint, sessionCredentials(Credentials));
    expect(await failureOf(put({}))).toBe(
      `AccessDenied: User: arn:aws:sts::${MEMBER}:assumed-role/Scan/Test is not authorized to perform: s3:PutObject on resource: "arn:aws:s3:::reports/a" because no identity-based policy allows the s3:PutObject action`,
    );
  });

  test('of another region send the request away, and tell which', async () => {
    expect(await failureOf(put({ Bucket: 'far' }))).toBe(
      'PermanentRedirect: The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint.',
    );
    const followed = await head('far', { followRegionRedirects: true });
    expect(followed.$metadata.httpStatusCode).toBe(200);
  });

  test('what the tool has no use for is refused', async () => {
    expect(
      await failureOf(
        client.send(new CopyObjectCommand({ Bucket: 'reports', Key: 'b', CopySource: 'reports/a' })),
      ),
    ).toBe('NotImplemented: A header you provided implies functionality that is not implemented.');
  });
});

describe('uploads in parts', () => {
  test('become one object', async () => {
    const pieces = [Buffer.alloc(PART, 'a'), Buffer.alloc(PART, 'b'), Buffer.alloc(3, 'c')];
    const upload = new Upload({
      client,
      params: { Bucket: 'reports', Key: 'large', Body: Readable.from(pieces), ContentType: 'text/html' },
    });
    await upload.done();
    expect(stored('large')?.contentType).toBe('text/html');
    // Matchers compare buffers byte by byte, which takes minutes.
    expect(stored('large')?.body.equals(Buffer.concat(pieces))).toBe(true);
    expect(stored('large')?.entityTag).toMatch(/^"[0-9a-f]{32}-3"$/);
    expect(endpoint.calls.map(({ action }) => action).sort()).toEqual([
      'CompleteMultipartUpload',
      'CreateMultipartUpload',
      'UploadPart',
      'UploadPart',
      'UploadPart',
    ]);
    const got = await client.send(new GetObjectCommand({ Bucket: 'reports', Key: 'large' }));
    expect((await got.Body?.transformToByteArray())?.length).toBe(2 * PART + 3);
    expect(endpoint.unfinishedUploads()).toBe(0);
  });

  test('need parts that are there, in order and large enough', async () => {
    const { UploadId } = await client.send(new CreateMultipartUploadCommand({ Bucket: 'reports', Key: 'b' }));
    const place = { Bucket: 'reports', Key: 'b', UploadId };
    const part = async (PartNumber: number, size: number) =>
      (await client.send(new UploadPartCommand({ ...place, PartNumber, Body: Buffer.alloc(size) }))).ETag;
    const complete = async (...Parts: { readonly PartNumber: number; readonly ETag: string | undefined }[]) =>
      failureOf(client.send(new CompleteMultipartUploadCommand({ ...place, MultipartUpload: { Parts } })));
    const [first, second] = [await part(1, 5), await part(2, 6)];
    expect(await complete({ PartNumber: 1, ETag: second })).toMatch(/^InvalidPart: /);
    expect(await complete({ PartNumber: 2, ETag: second }, { PartNumber: 1, ETag: first })).toMatch(
      /^(InvalidPartOrder|EntityTooSmall): /,
    );
    expect(await complete({ PartNumber: 1, ETag: first }, { PartNumber: 2, ETag: second })).toBe(
      'EntityTooSmall: Your proposed upload is smaller than the minimum allowed size',
    );
    expect(endpoint.unfinishedUploads()).toBe(1);
    await client.send(new AbortMultipartUploadCommand(place));
    expect(endpoint.unfinishedUploads()).toBe(0);
    expect(await failureOf(part(3, 1))).toMatch(/^NoSuchUpload: The specified upload does not exist/);
    expect(stored('b')).toBeUndefined();
  });
});

describe('ListObjectsV2', () => {
  test('gives keys in the order of their bytes, by page, prefix and delimiter', async () => {
    for (const Key of ['run/b/1', 'run/ä', 'run/a', 'run/b/2', HOSTILE_KEY, 'run/Z']) await put({ Key });
    const pages: (readonly (string | undefined)[])[] = [];
    for await (const { Contents = [] } of paginateListObjectsV2(
      { client, pageSize: 2 },
      { Bucket: 'reports' },
    ))
      pages.push(Contents.map(({ Key }) => Key));
    expect(pages).toEqual([
      [HOSTILE_KEY, 'run/Z'],
      ['run/a', 'run/b/1'],
      ['run/b/2', 'run/ä'],
    ]);
    const { Contents, CommonPrefixes } = await client.send(
      new ListObjectsV2Command({ Bucket: 'reports', Prefix: 'run/', Delimiter: '/', StartAfter: 'run/Z' }),
    );
    expect(Contents?.map(({ Key }) => Key)).toEqual(['run/a', 'run/ä']);
    expect(CommonPrefixes).toEqual([{ Prefix: 'run/b/' }]);
  });

  test('gives nothing of an empty bucket', async () => {
    const { Contents, KeyCount } = await client.send(new ListObjectsV2Command({ Bucket: 'reports' }));
    expect([Contents, KeyCount]).toEqual([undefined, 0]);
  });
});
