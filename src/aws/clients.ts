import { IAMClient } from '@aws-sdk/client-iam';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { S3Client } from '@aws-sdk/client-s3';
import { STSClient } from '@aws-sdk/client-sts';
import { refuseEmptyAnswers } from './complete-answers.js';
import { prepareEnvironment, type AwsConnection } from './connection.js';
import { baseCredentials, type AwsCredentialProvider } from './credentials.js';
import { rememberOperations } from './failed-operations.js';
import { partitionOf } from './partition.js';
import { regionOf } from './region.js';
import { renewExpiredCredentials } from './renewed-credentials.js';
import { patientRetries } from './retry-strategy.js';
import { SILENT } from './silent.js';
import { requestHandling } from './sockets.js';

/** Makes a client for IAM: a global service, called where the partition has it. */
export function iamClient(connection: AwsConnection, credentials?: AwsCredentialProvider): IAMClient {
  const client = new IAMClient({
    ...settings(connection, credentials),
    region: async () => partitionOf(await regionOf(connection)).globalRegion,
  });
  rememberOperations(client, 'iam');
  refuseEmptyAnswers(client);
  renewExpiredCredentials(client);
  return client;
}

/** Makes a client for AWS STS, in the connection's own region. */
export function stsClient(connection: AwsConnection, credentials?: AwsCredentialProvider): STSClient {
  const client = new STSClient({
    ...settings(connection, credentials),
    region: async () => (await regionOf(connection)) ?? partitionOf(null).globalRegion,
  });
  rememberOperations(client, 'sts');
  refuseEmptyAnswers(client);
  renewExpiredCredentials(client);
  return client;
}

/** Makes a client for AWS Organizations: a global service too. */
export function organizationsClient(
  connection: AwsConnection,
  credentials?: AwsCredentialProvider,
): OrganizationsClient {
  const client = new OrganizationsClient({
    ...settings(connection, credentials),
    region: async () => partitionOf(await regionOf(connection)).organizationsRegion,
  });
  rememberOperations(client, 'organizations');
  refuseEmptyAnswers(client);
  renewExpiredCredentials(client);
  return client;
}

/** Makes a client for Amazon S3, which finds the region of a bucket by itself. */
export function s3Client(connection: AwsConnection, credentials?: AwsCredentialProvider): S3Client {
  const client = new S3Client({
    ...settings(connection, credentials),
    region: async () => (await regionOf(connection)) ?? partitionOf(null).globalRegion,
    followRegionRedirects: true,
    // An emulator's name has no names below it.
    forcePathStyle: connection.endpointUrl !== null || (process.env['AWS_ENDPOINT_URL'] ?? '') !== '',
  });
  rememberOperations(client, 's3');
  refuseEmptyAnswers(client);
  renewExpiredCredentials(client);
  return client;
}

function settings(connection: AwsConnection, credentials = baseCredentials(connection)) {
  prepareEnvironment(connection);
  const { profile, endpointUrl } = connection;
  return {
    credentials,
    ...(profile === null ? {} : { profile }),
    ...(endpointUrl === null ? {} : { endpoint: endpointUrl }),
    requestHandler: requestHandling(connection),
    retryStrategy: patientRetries(),
    logger: SILENT,
  };
}
