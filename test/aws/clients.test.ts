import { HeadObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { iamClient, organizationsClient, s3Client, stsClient } from '../../src/aws/clients.js';
import { useAwsEnvironment } from './aws-environment.js';

interface RequestOfSdk {
  readonly protocol: string;
  readonly hostname: string;
  readonly port?: number;
  readonly path: string;
}

const connection = { profile: null, region: 'eu-west-1', endpointUrl: null };

describe.each([
  ['IAM', iamClient],
  ['AWS STS', stsClient],
  ['Organizations', organizationsClient],
  ['Amazon S3', s3Client],
])('the client for %s', (_name, makeClient) => {
  it('prepares no answer for a log, and has our own steps', () => {
    const steps = makeClient(connection)
      .middlewareStack.identify()
      .map((step) => step.split(' ')[0]);
    expect(steps).not.toContain('loggerMiddleware');
    expect(steps).toEqual(
      expect.arrayContaining(['rememberOperations', 'refuseEmptyAnswers', 'retryMiddleware']),
    );
  });
});

describe('the client for Amazon S3', () => {
  const environment = useAwsEnvironment();
  const LOCAL = 'http://localhost:4566';

  /** Where the client would send a request, which it does not. */
  async function addressOf(client: S3Client): Promise<string> {
    let address = '';
    client.middlewareStack.add(
      () => (parameters) => {
        // The SDK does not say of what type the request is that it is about to send.
        const { protocol, hostname, port = 443, path } = parameters.request as RequestOfSdk;
        address = new URL(`${protocol}//${hostname}:${port}${path}`).href;
        return Promise.resolve({ response: {}, output: { $metadata: {} } });
      },
      { step: 'finalizeRequest', priority: 'low' },
    );
    await client.send(new HeadObjectCommand({ Bucket: 'reports', Key: 'a' }));
    return address;
  }

  it.each([
    ['AWS itself', {}, '', 'https://reports.s3.eu-west-1.amazonaws.com/a'],
    [
      'a variable that is empty',
      { AWS_ENDPOINT_URL_S3: '' },
      '',
      'https://reports.s3.eu-west-1.amazonaws.com/a',
    ],
    ['an address for all services', { AWS_ENDPOINT_URL: LOCAL }, '', `${LOCAL}/reports/a`],
    ['an address for S3 alone', { AWS_ENDPOINT_URL_S3: LOCAL }, '', `${LOCAL}/reports/a`],
    ['an address of the profile', {}, `[default]\nendpoint_url = ${LOCAL}\n`, `${LOCAL}/reports/a`],
    [
      'an address of the profile for S3 alone',
      {},
      `[default]\nservices = local\n[services local]\ns3 =\n  endpoint_url = ${LOCAL}\n`,
      `${LOCAL}/reports/a`,
    ],
    [
      'an address that is not to be heeded',
      { AWS_ENDPOINT_URL: LOCAL, AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' },
      '',
      'https://reports.s3.eu-west-1.amazonaws.com/a',
    ],
  ])('names the bucket in the path or before the host: %s', async (_name, variables, file, address) => {
    environment.set(variables);
    environment.set({ AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE', AWS_SECRET_ACCESS_KEY: 'secret' });
    environment.write('config', file);
    expect(await addressOf(s3Client(connection))).toBe(address);
  });

  it('names the bucket in the path: an address of the connection', async () => {
    environment.set({ AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE', AWS_SECRET_ACCESS_KEY: 'secret' });
    expect(await addressOf(s3Client({ ...connection, endpointUrl: LOCAL }))).toBe(`${LOCAL}/reports/a`);
  });
});
