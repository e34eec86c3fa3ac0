import { describe, expect, it } from 'vitest';
import { iamClient, organizationsClient, s3Client, stsClient } from '../../src/aws/clients.js';
import { useAwsEnvironment } from './aws-environment.js';

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

  it.each([
    ['AWS itself', null, {}, false],
    ['a variable that is empty', null, { AWS_ENDPOINT_URL_S3: '' }, false],
    ['an address of the connection', 'http://localhost:4566', {}, true],
    ['an address for all services', null, { AWS_ENDPOINT_URL: 'http://localhost:4566' }, true],
    ['an address for S3 alone', null, { AWS_ENDPOINT_URL_S3: 'http://localhost:9000' }, true],
  ])('names the bucket in the path or before the host: %s', (_name, endpointUrl, variables, isInPath) => {
    environment.set(variables);
    expect(s3Client({ ...connection, endpointUrl }).config.forcePathStyle).toBe(isInPath);
  });
});
