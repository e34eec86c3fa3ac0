import { GetAccountAuthorizationDetailsCommand, IAMClient } from '@aws-sdk/client-iam';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { S3Client } from '@aws-sdk/client-s3';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { beforeEach } from 'vitest';
import { sessionCredentials, type ClientCredentials } from '../aws-endpoint/sdk-clients.js';

/** The account that moto takes every access key for that it did not give out itself. */
export const MANAGEMENT = '123456789012';
const KEY: ClientCredentials = { accessKeyId: 'AKIAMANAGEMENT222222', secretAccessKey: 'management' };

/** The clients of one account. */
export interface MotoAccount {
  readonly id: string;
  readonly iam: IAMClient;
  readonly organizations: OrganizationsClient;
  readonly s3: S3Client;
}

/** Empties the server before each test of the file that calls it. */
export function useMoto(): void {
  beforeEach(async () => {
    const { ok } = await fetch(`${serverUrl()}/moto-api/reset`, { method: 'POST' });
    if (!ok) throw new Error('moto did not forget what it knew');
  });
}

/** What makes the command line call the server as the management account. */
export function motoVariables(): Readonly<Record<string, string>> {
  return {
    AWS_ENDPOINT_URL: serverUrl(),
    AWS_ACCESS_KEY_ID: KEY.accessKeyId,
    AWS_SECRET_ACCESS_KEY: KEY.secretAccessKey,
  };
}

export function managementAccount(): MotoAccount {
  return accountOf(MANAGEMENT, KEY);
}

/** An account by its id alone: moto gives out the credentials of roles that are not there, too. */
export async function memberAccount(id: string): Promise<MotoAccount> {
  const { Credentials: given } = await new STSClient(clientOptions(KEY)).send(
    new AssumeRoleCommand({ RoleArn: `arn:aws:iam::${id}:role/Filling`, RoleSessionName: 'filling' }),
  );
  return accountOf(id, sessionCredentials(given));
}

/**
 * Whether GetAccountAuthorizationDetails gives the names of managed policies. AWS always does; moto 5.2.1 leaves out
 * PolicyName and PolicyId, so that the command line cannot assess the policies and says so.
 */
export async function namesManagedPolicies({ iam }: MotoAccount): Promise<boolean> {
  const { Policies = [] } = await iam.send(
    new GetAccountAuthorizationDetailsCommand({ Filter: ['LocalManagedPolicy'] }),
  );
  return Policies.every(({ PolicyName }) => PolicyName !== undefined);
}

function accountOf(id: string, credentials: ClientCredentials): MotoAccount {
  const options = clientOptions(credentials);
  return {
    id,
    iam: new IAMClient(options),
    organizations: new OrganizationsClient(options),
    s3: new S3Client({ ...options, forcePathStyle: true }),
  };
}

function clientOptions(credentials: ClientCredentials) {
  return { region: 'us-east-1', endpoint: serverUrl(), credentials };
}

function serverUrl(): string {
  const url = process.env['MOTO_SERVER_URL'];
  if (url === undefined)
    throw new Error('these tests need a server of moto; start them with: npm run test:moto');
  return url;
}
