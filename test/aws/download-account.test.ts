import { describe, expect, test } from 'vitest';
import { iamClient } from '../../src/aws/clients.js';
import { downloadAccount, type DownloadCounts } from '../../src/aws/download-account.js';
import type { EndpointOptions } from '../aws-endpoint/aws-endpoint.js';
import { misbehaveAtFirst, MISBEHAVIOURS } from '../aws-endpoint/misbehaviour.js';
import { connectionTo, useAwsEnvironment } from './aws-environment.js';
import { useEndpoint } from './running-endpoint.js';
import { ACCOUNT, smallAccount } from './small-account.js';

const environment = useAwsEnvironment();
const start = useEndpoint();
const EVERYTHING = { includeNonDefaultVersions: true, includeUnattached: true };
const USUAL = { includeNonDefaultVersions: false, includeUnattached: false };

async function startWith(details = smallAccount(), options: Partial<EndpointOptions> = {}) {
  const endpoint = await start({ accounts: [{ id: ACCOUNT, name: 'small', details }], ...options });
  environment.useKey(endpoint);
  return { endpoint, iam: iamClient(connectionTo(endpoint)) };
}

describe('a downloaded account', () => {
  test('is what the AWS CLI prints, key by key, with documents decoded', async () => {
    const { iam } = await startWith();
    const details = await downloadAccount(iam, EVERYTHING);
    expect(JSON.stringify(details, null, 1)).toBe(JSON.stringify(smallAccount(), null, 1));
  });

  test('has by default what somebody has, with the versions that somebody may go back to', async () => {
    const { iam } = await startWith();
    const { Policies, RoleDetailList } = await downloadAccount(iam, USUAL);
    expect(Policies.map(({ PolicyName }) => PolicyName)).toEqual(['reading', 'boundary']);
    expect(Policies.map(({ PolicyVersionList }) => PolicyVersionList?.map((each) => each.VersionId))).toEqual(
      [['v2', 'v1'], ['v1']],
    );
    expect(RoleDetailList.map(({ RoleName }) => RoleName)).toEqual(['AWSServiceRoleForSupport']);
  });

  test('has policies of AWS in the version in force, unless all are asked for', async () => {
    const account = smallAccount();
    const { iam } = await startWith({
      ...account,
      Policies: account.Policies.map((policy) => ({
        ...policy,
        Arn: `arn:aws:iam::aws:policy/${policy.PolicyName}`,
      })),
    });
    const versions = async (includeNonDefaultVersions: boolean) =>
      (
        await downloadAccount(iam, { ...USUAL, includeNonDefaultVersions })
      ).Policies[0]?.PolicyVersionList?.map(({ VersionId }) => VersionId);
    expect(await versions(false)).toEqual(['v2']);
    expect(await versions(true)).toEqual(['v2', 'v1']);
  });

  test('keeps a policy that somebody has, whatever its counts say', async () => {
    const account = smallAccount();
    const details = {
      ...account,
      Policies: account.Policies.map((policy) => ({
        ...policy,
        AttachmentCount: 0,
        PermissionsBoundaryUsageCount: 0,
      })),
    };
    const { iam } = await startWith(details);
    const { Policies } = await downloadAccount(iam, USUAL);
    expect(Policies.map(({ PolicyName }) => PolicyName)).toEqual(['reading', 'boundary']);
  });

  test.each([1, 2, 1000])('is the same in pages of %d', async (pageSize) => {
    const { endpoint, iam } = await startWith(smallAccount(), { pageSize, emptyFirstPages: pageSize === 2 });
    expect(await downloadAccount(iam, EVERYTHING)).toEqual(smallAccount());
    // Five questions; the three policies of the account take three pages of one, and two that follow an empty one.
    // A connection that the machine drops is no page more.
    const asked = endpoint.calls.filter(({ attempt }) => attempt === 1);
    expect(asked.length).toBe({ 1: 7, 2: 11, 1000: 5 }[pageSize]);
  });

  test('is counted while it comes, and what was left out at the end', async () => {
    const { iam } = await startWith();
    const seen: DownloadCounts[] = [];
    await downloadAccount(iam, USUAL, (counts) => seen.push(counts));
    expect(seen.length).toBe(6);
    expect(seen.at(-1)).toEqual({
      users: 1,
      groups: 1,
      roles: 1,
      policies: 2,
      pages: 5,
      policiesLeftOut: 1,
    });
  });
});

describe('a download goes on after', () => {
  const passing = MISBEHAVIOURS.filter((name) => name !== 'access-denied' && name !== 'expired-token');
  test.each(passing)('%s', async (name) => {
    environment.set({ AWS_MAX_ATTEMPTS: '8' });
    const { iam } = await startWith(smallAccount(), { misbehaviour: misbehaveAtFirst(name), pageSize: 2 });
    expect(await downloadAccount(iam, EVERYTHING)).toEqual(smallAccount());
  });
});
