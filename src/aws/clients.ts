import { IAMClient } from '@aws-sdk/client-iam';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { S3Client } from '@aws-sdk/client-s3';
import { STSClient } from '@aws-sdk/client-sts';
import { partitionOf } from '../account/partition.js';
import { refuseEmptyAnswers } from './complete-answers.js';
import { prepareEnvironment, type AwsConnection } from './connection.js';
import { baseCredentials, type AwsCredentialProvider } from './credentials.js';
import { rememberOperations } from './failed-operations.js';
import { regionOf } from './region.js';
import { renewExpiredCredentials } from './renewed-credentials.js';
import { patientRetries } from './retry-strategy.js';
import { SILENT } from './silent.js';
import { requestHandling } from './sockets.js';

/** Makes a client for IAM: a global service, called where the partition has it. */
export function iamClient(connection: AwsConnection, credentials?: AwsCredentialProvider): IAMClient {
  return withOwnMiddleware(
    'iam',
    new IAMClient({
      ...settings(connection, credentials),
      region: async () => partitionOf(await regionOf(connection)).globalRegion,
    }),
  );
}

/** Makes a client for AWS STS, in the connection's own region. */
export function stsClient(connection: AwsConnection, credentials?: AwsCredentialProvider): STSClient {
  return withOwnMiddleware(
    'sts',
    new STSClient({
      ...settings(connection, credentials),
      region: async () => (await regionOf(connection)) ?? partitionOf(null).globalRegion,
    }),
  );
}

/** Makes a client for AWS Organizations: a global service too. */
export function organizationsClient(
  connection: AwsConnection,
  credentials?: AwsCredentialProvider,
): OrganizationsClient {
  return withOwnMiddleware(
    'organizations',
    new OrganizationsClient({
      ...settings(connection, credentials),
      region: async () => partitionOf(await regionOf(connection)).organizationsRegion,
    }),
  );
}

/** Makes a client for Amazon S3, which finds the region of a bucket by itself. */
export function s3Client(connection: AwsConnection, credentials?: AwsCredentialProvider): S3Client {
  const client = withOwnMiddleware(
    's3',
    new S3Client({
      ...settings(connection, credentials),
      region: async () => (await regionOf(connection)) ?? partitionOf(null).globalRegion,
      followRegionRedirects: true,
    }),
  );
  nameBucketsInPath(client);
  return client;
}

/**
 * Where something else stands in the place of S3, such as an emulator, its name has no names below it. Where it is said
 * to be, in the environment or the profile, only the SDK knows, and not before the first call.
 */
function nameBucketsInPath({ config }: S3Client): void {
  const { endpointProvider } = config;
  config.endpointProvider = (parameters, context) =>
    endpointProvider(
      parameters.Endpoint === undefined ? parameters : { ...parameters, ForcePathStyle: true },
      context,
    );
}

/** @param service - as permissions name it */
function withOwnMiddleware<Client extends IAMClient | STSClient | OrganizationsClient | S3Client>(
  service: string,
  client: Client,
): Client {
  rememberOperations(client, service);
  refuseEmptyAnswers(client);
  renewExpiredCredentials(client);
  // It would make a second copy of every answer, to say nothing of it.
  client.middlewareStack.remove('loggerMiddleware');
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
