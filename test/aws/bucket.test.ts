import { describe, expect, test } from 'vitest';
import { Bucket } from '../../src/aws/bucket.js';
import { s3Client } from '../../src/aws/clients.js';
import { explainFailure } from '../../src/aws/explain-failure.js';
import type { EndpointOptions } from '../aws-endpoint/aws-endpoint.js';
import { misbehaveAtFirst, MISBEHAVIOURS } from '../aws-endpoint/misbehaviour.js';
import { connectionTo, useAwsEnvironment } from './aws-environment.js';
import { useEndpoint } from './running-endpoint.js';
import { ACCOUNT, smallAccount } from './small-account.js';

const environment = useAwsEnvironment();
const start = useEndpoint();
const MEGABYTE = 1024 * 1024;

async function startWith(options: Partial<EndpointOptions> = {}) {
  const endpoint = await start({
    accounts: [{ id: ACCOUNT, name: 'small', details: smallAccount() }],
    buckets: [{ name: 'reports' }, { name: 'old', allowsAcls: true }, { name: 'far', region: 'eu-west-1' }],
    ...options,
  });
  environment.useKey(endpoint);
  const client = s3Client(connectionTo(endpoint));
  return { endpoint, client, bucket: new Bucket(client, 'reports', 'scans/today', null) };
}

describe('a bucket', () => {
  test('takes objects below its prefix with their types and gives them back', async () => {
    const { endpoint, bucket } = await startWith();
    await bucket.put('a.html', Buffer.from('<p>ä'), 'text/html; charset=utf-8');
    expect(endpoint.buckets.get('reports')?.get('scans/today/a.html')).toMatchObject({
      body: Buffer.from('<p>ä'),
      contentType: 'text/html; charset=utf-8',
      acl: null,
    });
    expect(await bucket.get('a.html')).toEqual(Buffer.from('<p>ä'));
    expect(await bucket.exists('a.html')).toBe(true);
    expect(await bucket.exists('b.html')).toBe(false);
    expect(await bucket.get('b.html')).toBeNull();
  });

  test('lists all keys that begin alike, page by page', async () => {
    const { bucket, client } = await startWith({ pageSize: 2 });
    for (const key of ['a/1', 'a/2', 'a/3', 'b/1']) await bucket.put(key, Buffer.from(key), 'text/plain');
    await new Bucket(client, 'reports', '', null).put('elsewhere', Buffer.from(''), 'text/plain');
    expect(await bucket.list('a/')).toEqual(['a/1', 'a/2', 'a/3']);
    expect(await bucket.list()).toEqual(['a/1', 'a/2', 'a/3', 'b/1']);
  });

  test('takes what is large in parts', async () => {
    const { endpoint } = await startWith();
    // Time enough for megabytes on a busy machine.
    const client = s3Client(connectionTo(endpoint, { idleMilliseconds: 20_000 }));
    const bucket = new Bucket(client, 'reports', 'scans/today', null);
    const large = Buffer.alloc(20 * MEGABYTE, 'abc');
    await bucket.put('large', large, 'application/json');
    const stored = endpoint.buckets.get('reports');
    expect(stored?.get('scans/today/large')?.body.equals(large)).toBe(true);
    expect(endpoint.calls.filter(({ action }) => action === 'UploadPart').length).toBe(3);
    expect(endpoint.unfinishedUploads()).toBe(0);
  });

  test.each(['reset-mid-body', 'truncated-page', 'empty-body'] as const)(
    'takes what is large though the answer to its end is lost: %s',
    async (name) => {
      let isLost = false;
      const { endpoint } = await startWith({
        misbehaviour: ({ action }) => {
          if (action !== 'CompleteMultipartUpload' || isLost) return null;
          isLost = true;
          return name;
        },
      });
      const client = s3Client(connectionTo(endpoint, { idleMilliseconds: 20_000 }));
      const large = Buffer.alloc(9 * MEGABYTE, 'abc');
      await new Bucket(client, 'reports', '', null).put('a', large, 'application/json');
      expect(endpoint.buckets.get('reports')?.get('a')?.body.equals(large)).toBe(true);
      expect(endpoint.unfinishedUploads()).toBe(0);
    },
  );

  test.each(['access-denied', 'throttling'] as const)(
    'leaves nothing of what is large where a part is refused: %s',
    async (misbehaviour) => {
      environment.set({ AWS_MAX_ATTEMPTS: '2' });
      const { endpoint } = await startWith({
        misbehaviour: ({ action }) => (action === 'UploadPart' ? misbehaviour : null),
      });
      const client = s3Client(connectionTo(endpoint, { idleMilliseconds: 20_000 }));
      const failure: unknown = await new Bucket(client, 'reports', '', null)
        .put('a', Buffer.alloc(9 * MEGABYTE), 'application/json')
        .catch((error: unknown) => error);
      expect(explainFailure(failure, { operation: 'scan' }).sentence).toMatch(/ s3:PutObject /);
      expect(endpoint.buckets.get('reports')?.has('a')).toBe(false);
      expect(endpoint.unfinishedUploads()).toBe(0);
    },
  );

  test('sets an ACL where one is asked for', async () => {
    const { endpoint, client } = await startWith();
    await new Bucket(client, 'old', '', 'bucket-owner-full-control').put('a', Buffer.from('a'), 'text/plain');
    expect(endpoint.buckets.get('old')?.get('a')?.acl).toBe('bucket-owner-full-control');
  });

  test('is found in another region', async () => {
    const { endpoint, client } = await startWith();
    await new Bucket(client, 'far', '', null).put('a', Buffer.from('a'), 'text/plain');
    expect(endpoint.buckets.get('far')?.has('a')).toBe(true);
  });

  test.each([
    ['reports', 'private', 'the bucket takes no ACLs; leave out --acl.'],
    ['missing', null, 'there is no such bucket; check its name (--output-bucket, --resume or --baseline).'],
  ] as const)('says why it does not take an object: %s', async (name, acl, sentence) => {
    const { client } = await startWith();
    const failure: unknown = await new Bucket(client, name, '', acl)
      .put('a', Buffer.from('a'), 'text/plain')
      .catch((error: unknown) => error);
    expect(explainFailure(failure, { operation: 's3:PutObject' }).sentence).toBe(sentence);
  });

  test('names both permissions that it may lack where S3 does not say whether an object is there', async () => {
    const { bucket } = await startWith({
      misbehaviour: ({ action }) => (action === 'HeadObject' ? 'access-denied' : null),
    });
    const failure: unknown = await bucket.exists('a').catch((error: unknown) => error);
    expect(explainFailure(failure, { operation: 's3:GetObject', account: '444455556666' })).toEqual({
      sentence:
        'the caller may not see whether an object is in the bucket; give it the permissions s3:GetObject on the objects and s3:ListBucket on the bucket.',
      isTransient: false,
      kind: 'permission',
    });
  });

  const passing = MISBEHAVIOURS.filter((name) => name !== 'access-denied' && name !== 'expired-token');
  test.each(passing)('takes an object though each call fails at first: %s', async (name) => {
    environment.set({ AWS_MAX_ATTEMPTS: '8' });
    const { endpoint, bucket } = await startWith({ misbehaviour: misbehaveAtFirst(name) });
    await bucket.put('a', Buffer.from('whole'), 'text/plain');
    expect(await bucket.get('a')).toEqual(Buffer.from('whole'));
    expect(endpoint.buckets.get('reports')?.get('scans/today/a')?.body).toEqual(Buffer.from('whole'));
  });
});
