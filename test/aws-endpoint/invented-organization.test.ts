import { paginateGetAccountAuthorizationDetails, IAMClient } from '@aws-sdk/client-iam';
import { ListAccountsCommand, OrganizationsClient } from '@aws-sdk/client-organizations';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { describe, expect, test } from 'vitest';
import { parseAuthorizationDetails } from '../../src/index.js';
import { startAwsEndpoint } from './aws-endpoint.js';
import type { EndpointAccount } from './endpoint-options.js';
import type { OrganizationNode } from './endpoint-organization.js';
import { inventOrganization } from './invented-organization.js';
import { clientOptions, sessionCredentials } from './sdk-clients.js';

const detailsOf = ({ details }: EndpointAccount) => (typeof details === 'function' ? details() : details);
const accountsIn = (node: OrganizationNode): readonly string[] => [
  ...node.accounts,
  ...node.units.flatMap(accountsIn),
];
const depthOf = (node: OrganizationNode): number => 1 + Math.max(0, ...node.units.map(depthOf));

describe('an invented organisation', () => {
  const { accounts, organization } = inventOrganization({
    seed: 7,
    accounts: 60,
    principals: 20,
    variants: 3,
  });

  test('is the same for the same seed and another for another', () => {
    const again = inventOrganization({ seed: 7, accounts: 60, principals: 20, variants: 3 });
    expect(again.organization).toEqual(organization);
    expect(again.accounts.map(({ id, name }) => [id, name])).toEqual(
      accounts.map(({ id, name }) => [id, name]),
    );
    expect(again.accounts.slice(0, 4).map(detailsOf)).toEqual(accounts.slice(0, 4).map(detailsOf));
    expect(inventOrganization({ seed: 8, accounts: 60 }).organization).not.toEqual(organization);
  });

  test('has every account in one place, the management account in the root', () => {
    const ids = accounts.map(({ id }) => id);
    expect(ids.every((id) => /^\d{12}$/.test(id))).toBe(true);
    expect(ids.some((id) => id.startsWith('0'))).toBe(true);
    expect(new Set(ids).size).toBe(60);
    expect([...accountsIn(organization.root)].sort()).toEqual([...ids].sort());
    expect(organization.root.accounts).toEqual([ids[0]]);
    expect(depthOf(organization.root)).toBe(5);
  });

  test('has suspended accounts in a unit of their own', () => {
    const suspended = accounts.filter(({ status }) => status === 'SUSPENDED').map(({ id }) => id);
    const unit = organization.root.units.find(({ name }) => name === 'Suspended');
    expect(suspended.length).toBe(2);
    expect(unit?.accounts).toEqual(suspended);
  });

  test('has guardrails of both types at the root, in units and at accounts', () => {
    const kinds = organization.policies.map(({ name, type, targets }) => [
      name,
      type,
      targets.filter((id) => id.startsWith('r-')).length,
      targets.filter((id) => id.startsWith('ou-')).length,
      targets.filter((id) => /^\d/.test(id)).length,
    ]);
    expect(kinds).toEqual([
      ['FullAWSAccess', 'SERVICE_CONTROL_POLICY', 1, 10, 60],
      ['RCPFullAWSAccess', 'RESOURCE_CONTROL_POLICY', 1, 10, 60],
      ['stay-in-the-organization', 'SERVICE_CONTROL_POLICY', 1, 0, 0],
      ['approved-regions', 'SERVICE_CONTROL_POLICY', 0, 2, 0],
      ['keep-the-trail', 'SERVICE_CONTROL_POLICY', 0, 1, 0],
      ['no-new-users', 'SERVICE_CONTROL_POLICY', 0, 1, 0],
      ['nothing-at-all', 'SERVICE_CONTROL_POLICY', 0, 1, 0],
      ['our-identities-only', 'RESOURCE_CONTROL_POLICY', 0, 1, 0],
    ]);
    expect(JSON.stringify(organization.policies.at(-1)?.document)).toContain(organization.id);
  });

  test('has accounts that the tool can read, of which no two share an id', () => {
    const some = accounts.slice(0, 7);
    const uniqueIds = some.flatMap((account) => {
      const details = detailsOf(account);
      const parsed = parseAuthorizationDetails(JSON.parse(JSON.stringify(details)));
      expect([...parsed.principalsByAccount]).toEqual([[account.id, 21]]);
      expect(parsed.problems).toEqual([]);
      return details.RoleDetailList.map((role) => role['RoleId']);
    });
    expect(new Set(uniqueIds).size).toBe(uniqueIds.length);
  });

  test('has roles that trust other accounts of the organisation', () => {
    const ids = new Set(accounts.map(({ id }) => id));
    const trusted = accounts.slice(0, 12).flatMap((account) => {
      const text = JSON.stringify(
        detailsOf(account)
          .RoleDetailList.slice(1)
          .map((role) => role['AssumeRolePolicyDocument']),
      );
      return [...text.matchAll(/arn:aws:iam::(\d{12}):(?:root|role)/g)]
        .map(([, id = '']) => id)
        .filter((id) => id !== account.id);
    });
    expect(trusted.some((id) => ids.has(id))).toBe(true);
  });
});

test('the endpoint gives an invented organisation to the SDK, account by account', async () => {
  const role = { name: 'Audit', path: '/security/', externalId: 'a secret word' };
  const invented = inventOrganization({ seed: 3, accounts: 4, partition: 'aws-us-gov', role });
  const endpoint = await startAwsEndpoint({ ...invented, partition: 'aws-us-gov' });
  try {
    const options = { ...clientOptions(endpoint), region: 'us-gov-west-1' };
    const { Accounts = [] } = await new OrganizationsClient(options).send(new ListAccountsCommand({}));
    expect(Accounts.map(({ Name }) => Name).sort()).toEqual(invented.accounts.map(({ name }) => name).sort());
    for (const account of invented.accounts.slice(1)) {
      const { Credentials } = await new STSClient(options).send(
        new AssumeRoleCommand({
          RoleArn: `arn:aws-us-gov:iam::${account.id}:role/security/Audit`,
          RoleSessionName: 'Test',
          ExternalId: 'a secret word',
        }),
      );
      const client = new IAMClient({ ...options, credentials: sessionCredentials(Credentials) });
      const arns: (string | undefined)[] = [];
      for await (const page of paginateGetAccountAuthorizationDetails(
        { client, pageSize: 7 },
        { Filter: ['Role'] },
      ))
        arns.push(...(page.RoleDetailList ?? []).map(({ Arn }) => Arn));
      expect(arns).toEqual(detailsOf(account).RoleDetailList.map((entry) => entry['Arn']));
      expect(arns[0]).toBe(`arn:aws-us-gov:iam::${account.id}:role/security/Audit`);
    }
  } finally {
    await endpoint.close();
  }
});
