import { describe, expect, it } from 'vitest';
import { iamClient, organizationsClient, s3Client, stsClient } from '../../src/aws/clients.js';

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
