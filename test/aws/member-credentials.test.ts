import { describe, expect, test } from 'vitest';
import { whoAmI } from '../../src/aws/caller.js';
import { iamClient } from '../../src/aws/clients.js';
import { baseCredentials } from '../../src/aws/credentials.js';
import { downloadAccount } from '../../src/aws/download-account.js';
import { memberCredentials, type MemberRole } from '../../src/aws/member-credentials.js';
import type { EndpointOptions } from '../aws-endpoint/aws-endpoint.js';
import { connectionTo, useAwsEnvironment } from './aws-environment.js';
import { useEndpoint } from './running-endpoint.js';
import { ACCOUNT, smallAccount } from './small-account.js';

const environment = useAwsEnvironment();
const start = useEndpoint();
const MEMBER = '444455556666';
const EVERYTHING = { includeNonDefaultVersions: true, includeUnattached: true };

async function startWith(options: Partial<EndpointOptions> = {}) {
  const { partition = 'aws' } = options;
  const endpoint = await start({
    ...options,
    accounts: [
      { id: ACCOUNT, name: 'management', details: smallAccount(partition) },
      {
        id: MEMBER,
        name: 'member',
        details: smallAccount(partition, MEMBER),
        roles: [{ name: 'audit', path: '/tools/', externalId: 'shared' }],
      },
    ],
  });
  environment.useKey(endpoint);
  const connection = connectionTo(endpoint, {
    region: { aws: null, 'aws-cn': 'cn-northwest-1', 'aws-us-gov': 'us-gov-east-1' }[partition],
  });
  const role: MemberRole = {
    accountId: MEMBER,
    partition,
    roleName: 'audit',
    rolePath: '/tools/',
    externalId: 'shared',
    sessionName: 'Cloudsplaining',
  };
  const credentials = (changes: Partial<MemberRole> = {}) =>
    memberCredentials(connection, baseCredentials(connection), { ...role, ...changes });
  return { endpoint, connection, credentials };
}

describe('the credentials of a member', () => {
  test.each(['aws', 'aws-cn', 'aws-us-gov'] as const)('are those of its role, in %s', async (partition) => {
    const { connection, credentials } = await startWith({ partition });
    const member = credentials();
    expect(await whoAmI(connection, member)).toEqual({
      accountId: MEMBER,
      partition,
      arn: `arn:${partition}:sts::${MEMBER}:assumed-role/audit/Cloudsplaining`,
    });
    expect(await downloadAccount(iamClient(connection, member), EVERYTHING)).toEqual(
      smallAccount(partition, MEMBER),
    );
  });

  test('are asked for once for many calls, and again when AWS ends the session', async () => {
    const { endpoint, connection, credentials } = await startWith();
    const iam = iamClient(connection, credentials());
    const assumed = () => endpoint.calls.filter(({ action }) => action === 'AssumeRole').length;
    await downloadAccount(iam, EVERYTHING);
    expect(assumed()).toBe(1);
    endpoint.expireSessions();
    expect(await downloadAccount(iam, EVERYTHING)).toEqual(smallAccount('aws', MEMBER));
    expect(assumed()).toBeGreaterThan(1);
  });

  test.each([
    ['the external id is another', { externalId: 'guessed' }],
    ['there is none', { externalId: null }],
    ['there is no such role', { roleName: 'auditor' }],
    ['the role has another path', { rolePath: '/' }],
  ])('are refused where %s', async (_, changes) => {
    const { credentials } = await startWith();
    await expect(credentials(changes)()).rejects.toMatchObject({ name: 'AccessDenied' });
  });
});
