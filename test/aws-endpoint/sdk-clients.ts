import { IAMClient } from '@aws-sdk/client-iam';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { S3Client } from '@aws-sdk/client-s3';
import { STSClient, type Credentials } from '@aws-sdk/client-sts';
import type { AwsEndpoint } from './aws-endpoint.js';

/** Credentials as the clients of the SDK take them. */
export interface ClientCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** What the clients of a test have in common: one attempt, unless the test is about retries. */
export function clientOptions(
  endpoint: AwsEndpoint,
  credentials: ClientCredentials | undefined = endpoint.credentials[0],
) {
  if (credentials === undefined) throw new Error('the endpoint has no credentials from the start');
  return { region: 'us-east-1', endpoint: endpoint.url, credentials, maxAttempts: 1 };
}

export function iamClient(endpoint: AwsEndpoint, credentials?: ClientCredentials): IAMClient {
  return new IAMClient(clientOptions(endpoint, credentials));
}

export function stsClient(endpoint: AwsEndpoint, credentials?: ClientCredentials): STSClient {
  return new STSClient(clientOptions(endpoint, credentials));
}

export function organizationsClient(
  endpoint: AwsEndpoint,
  credentials?: ClientCredentials,
): OrganizationsClient {
  return new OrganizationsClient(clientOptions(endpoint, credentials));
}

export function s3Client(endpoint: AwsEndpoint, credentials?: ClientCredentials): S3Client {
  return new S3Client(clientOptions(endpoint, credentials));
}

/** Credentials of an answer of STS as clients take them. */
export function sessionCredentials(answered: Credentials | undefined): Required<ClientCredentials> {
  const { AccessKeyId, SecretAccessKey, SessionToken } = answered ?? {};
  if (AccessKeyId === undefined || SecretAccessKey === undefined || SessionToken === undefined)
    throw new Error('STS gave no credentials');
  return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
}

/** Name and message of the error that a call ends with. */
export async function failureOf(call: Promise<unknown>): Promise<string> {
  try {
    await call;
  } catch (error) {
    if (error instanceof Error) return `${error.name}: ${error.message}`;
    throw error;
  }
  throw new Error('the call did not fail');
}
