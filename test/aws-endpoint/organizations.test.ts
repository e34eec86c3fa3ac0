import {
  DescribeAccountCommand,
  DescribeOrganizationCommand,
  DescribePolicyCommand,
  ListAccountsCommand,
  ListAccountsForParentCommand,
  ListOrganizationalUnitsForParentCommand,
  ListParentsCommand,
  ListPoliciesCommand,
  ListPoliciesForTargetCommand,
  ListRootsCommand,
  ListTargetsForPolicyCommand,
  paginateListAccounts,
  type OrganizationsClient,
} from '@aws-sdk/client-organizations';
import { AssumeRoleCommand } from '@aws-sdk/client-sts';
import { afterEach, describe, expect, test } from 'vitest';
import { startAwsEndpoint, type AwsEndpoint, type EndpointOptions } from './aws-endpoint.js';
import { failureOf, organizationsClient, sessionCredentials, stsClient } from './sdk-clients.js';
import { smallAccount } from './small-account.js';
import { smallOrganization } from './small-organization.js';

const ACCOUNTS = ['111122223333', '444455556666', '777788889999'] as const;
const [MANAGEMENT, WORKLOAD, SANDBOX] = ACCOUNTS;
const ARN = `arn:aws:organizations::${MANAGEMENT}:`;
let endpoint: AwsEndpoint | null = null;

afterEach(async () => {
  await endpoint?.close();
  endpoint = null;
});

async function start(more: Partial<EndpointOptions> = {}): Promise<OrganizationsClient> {
  endpoint = await startAwsEndpoint({
    accounts: [
      smallAccount(MANAGEMENT),
      smallAccount(WORKLOAD, { roles: [{ name: 'Scan' }] }),
      smallAccount(SANDBOX, { status: 'SUSPENDED' }),
    ],
    organization: smallOrganization(ACCOUNTS),
    ...more,
  });
  return organizationsClient(endpoint);
}

/** A client with the credentials of a role in a member account. */
async function memberClient(running: AwsEndpoint): Promise<OrganizationsClient> {
  const { Credentials } = await stsClient(running).send(
    new AssumeRoleCommand({ RoleArn: `arn:aws:iam::${WORKLOAD}:role/Scan`, RoleSessionName: 'Test' }),
  );
  return organizationsClient(running, sessionCredentials(Credentials));
}

test('DescribeOrganization', async () => {
  const { Organization } = await (await start()).send(new DescribeOrganizationCommand({}));
  expect(Organization).toEqual({
    Id: 'o-exampleorg',
    Arn: `${ARN}organization/o-exampleorg`,
    FeatureSet: 'ALL',
    MasterAccountArn: `${ARN}account/o-exampleorg/${MANAGEMENT}`,
    MasterAccountId: MANAGEMENT,
    MasterAccountEmail: `aws+${MANAGEMENT}@example.com`,
    AvailablePolicyTypes: [{ Type: 'SERVICE_CONTROL_POLICY', Status: 'ENABLED' }],
  });
});

describe('the tree', () => {
  test('has a root that tells which types of policy are in force', async () => {
    const client = await start();
    expect((await client.send(new ListRootsCommand({}))).Roots).toEqual([
      {
        Id: 'r-ab12',
        Arn: `${ARN}root/o-exampleorg/r-ab12`,
        Name: 'Root',
        PolicyTypes: [
          { Type: 'SERVICE_CONTROL_POLICY', Status: 'ENABLED' },
          { Type: 'RESOURCE_CONTROL_POLICY', Status: 'ENABLED' },
        ],
      },
    ]);
  });

  test('can be walked down and up', async () => {
    const client = await start();
    const units = async (ParentId: string) =>
      (await client.send(new ListOrganizationalUnitsForParentCommand({ ParentId }))).OrganizationalUnits;
    const accounts = async (ParentId: string) =>
      (await client.send(new ListAccountsForParentCommand({ ParentId }))).Accounts?.map(({ Id }) => Id);
    const parents = async (ChildId: string) =>
      (await client.send(new ListParentsCommand({ ChildId }))).Parents;
    expect(await units('r-ab12')).toEqual([
      { Id: 'ou-ab12-workloads', Arn: `${ARN}ou/o-exampleorg/ou-ab12-workloads`, Name: 'Workloads' },
    ]);
    expect((await units('ou-ab12-workloads'))?.map(({ Name }) => Name)).toEqual(['Sandboxes & <trials>']);
    expect(await units('ou-ab12-sandboxes')).toEqual([]);
    expect(await accounts('r-ab12')).toEqual([MANAGEMENT]);
    expect(await accounts('ou-ab12-sandboxes')).toEqual([SANDBOX]);
    expect(await parents(SANDBOX)).toEqual([{ Id: 'ou-ab12-sandboxes', Type: 'ORGANIZATIONAL_UNIT' }]);
    expect(await parents('ou-ab12-workloads')).toEqual([{ Id: 'r-ab12', Type: 'ROOT' }]);
  });

  test('what does not lie in it is not found', async () => {
    const client = await start();
    expect(
      await failureOf(client.send(new ListAccountsForParentCommand({ ParentId: 'ou-none-00000000' }))),
    ).toBe("ParentNotFoundException: You specified a root or organizational unit that doesn't exist.");
    expect(await failureOf(client.send(new ListParentsCommand({ ChildId: '000000000000' })))).toBe(
      "ChildNotFoundException: You specified a child that doesn't exist.",
    );
    expect(await failureOf(client.send(new DescribeAccountCommand({ AccountId: '000000000000' })))).toBe(
      "AccountNotFoundException: You specified an account that doesn't exist.",
    );
  });
});

describe('accounts', () => {
  test('tell of their life, in the fields that AWS has at the time', async () => {
    const client = await start();
    const { Account } = await client.send(new DescribeAccountCommand({ AccountId: SANDBOX }));
    expect(Account).toEqual({
      Id: SANDBOX,
      Arn: `${ARN}account/o-exampleorg/${SANDBOX}`,
      Email: `aws+${SANDBOX}@example.com`,
      Name: `account-${SANDBOX}`,
      Status: 'SUSPENDED',
      State: 'SUSPENDED',
      JoinedMethod: 'CREATED',
      JoinedTimestamp: new Date('2023-05-06T07:08:09Z'),
    });
    await endpoint?.close();
    const later = await start({ organization: smallOrganization(ACCOUNTS, { accountFields: 'State' }) });
    const { Accounts = [] } = await later.send(new ListAccountsCommand({}));
    expect(Accounts.map(({ Status, State }) => [Status, State])).toEqual([
      [undefined, 'ACTIVE'],
      [undefined, 'ACTIVE'],
      [undefined, 'SUSPENDED'],
    ]);
  });

  test('are paged', async () => {
    const client = await start({ pageSize: 2, emptyFirstPages: true });
    const pages: (readonly (string | undefined)[])[] = [];
    for await (const { Accounts = [] } of paginateListAccounts({ client }, {}))
      pages.push(Accounts.map(({ Id }) => Id));
    expect(pages).toEqual([[], [MANAGEMENT, WORKLOAD], [SANDBOX]]);
    expect(await failureOf(client.send(new ListAccountsCommand({ NextToken: 'none' })))).toBe(
      'InvalidInputException: You specified an invalid NextToken.',
    );
    expect(await failureOf(client.send(new ListAccountsCommand({ MaxResults: 21 })))).toBe(
      'InvalidInputException: You specified a number of results that is too large.',
    );
  });
});

describe('policies', () => {
  const names = async (
    client: OrganizationsClient,
    TargetId: string,
    Filter: 'SERVICE_CONTROL_POLICY' | 'RESOURCE_CONTROL_POLICY',
  ) =>
    (await client.send(new ListPoliciesForTargetCommand({ TargetId, Filter }))).Policies?.map(
      ({ Name }) => Name,
    );

  test('are listed by type, by target and with their targets', async () => {
    const client = await start();
    const { Policies } = await client.send(new ListPoliciesCommand({ Filter: 'SERVICE_CONTROL_POLICY' }));
    expect(Policies).toEqual([
      {
        Id: 'p-FullAWSAccess',
        Arn: 'arn:aws:organizations::aws:policy/service_control_policy/p-FullAWSAccess',
        Name: 'FullAWSAccess',
        Description: 'Allows access to every operation',
        Type: 'SERVICE_CONTROL_POLICY',
        AwsManaged: true,
      },
      {
        Id: 'p-noleave1',
        Arn: `${ARN}policy/o-exampleorg/service_control_policy/p-noleave1`,
        Name: 'stay',
        Description: '',
        Type: 'SERVICE_CONTROL_POLICY',
        AwsManaged: false,
      },
    ]);
    expect(await names(client, SANDBOX, 'SERVICE_CONTROL_POLICY')).toEqual(['FullAWSAccess', 'stay']);
    expect(await names(client, WORKLOAD, 'SERVICE_CONTROL_POLICY')).toEqual(['FullAWSAccess']);
    expect(await names(client, 'r-ab12', 'RESOURCE_CONTROL_POLICY')).toEqual(['RCPFullAWSAccess']);
    const { Targets } = await client.send(new ListTargetsForPolicyCommand({ PolicyId: 'p-noleave1' }));
    expect(Targets).toEqual([
      { TargetId: 'r-ab12', Arn: `${ARN}root/o-exampleorg/r-ab12`, Name: 'Root', Type: 'ROOT' },
      {
        TargetId: SANDBOX,
        Arn: `${ARN}account/o-exampleorg/${SANDBOX}`,
        Name: `account-${SANDBOX}`,
        Type: 'ACCOUNT',
      },
    ]);
  });

  test('have their document as text', async () => {
    const client = await start();
    const { Policy } = await client.send(new DescribePolicyCommand({ PolicyId: 'p-noleave1' }));
    expect(Policy?.PolicySummary?.Name).toBe('stay');
    expect(Policy?.Content).toBe(
      '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"organizations:LeaveOrganization","Resource":"*"}]}',
    );
    expect(await failureOf(client.send(new DescribePolicyCommand({ PolicyId: 'p-none0000' })))).toBe(
      "PolicyNotFoundException: You specified a policy that doesn't exist.",
    );
  });

  test('of a type that is not enabled are attached to nothing', async () => {
    const client = await start({
      organization: smallOrganization(ACCOUNTS, { enabledPolicyTypes: ['SERVICE_CONTROL_POLICY'] }),
    });
    const { Roots } = await client.send(new ListRootsCommand({}));
    expect(Roots?.[0]?.PolicyTypes).toEqual([{ Type: 'SERVICE_CONTROL_POLICY', Status: 'ENABLED' }]);
    expect(await names(client, 'r-ab12', 'RESOURCE_CONTROL_POLICY')).toEqual([]);
    expect(await names(client, 'r-ab12', 'SERVICE_CONTROL_POLICY')).toEqual(['FullAWSAccess', 'stay']);
  });

  test('of a type that the partition does not know cannot be asked for', async () => {
    const client = await start({
      organization: smallOrganization(ACCOUNTS, { unknownPolicyTypes: ['RESOURCE_CONTROL_POLICY'] }),
    });
    expect(await failureOf(names(client, 'r-ab12', 'RESOURCE_CONTROL_POLICY'))).toBe(
      'InvalidInputException: You specified an invalid value for the policy type.',
    );
    expect(await failureOf(names(client, 'r-none', 'SERVICE_CONTROL_POLICY'))).toBe(
      "TargetNotFoundException: You specified a target that doesn't exist.",
    );
  });

  test('are none where the organisation only shares its bill', async () => {
    const client = await start({
      organization: smallOrganization(ACCOUNTS, { featureSet: 'CONSOLIDATED_BILLING' }),
    });
    const { Organization } = await client.send(new DescribeOrganizationCommand({}));
    expect([Organization?.FeatureSet, Organization?.AvailablePolicyTypes]).toEqual([
      'CONSOLIDATED_BILLING',
      [],
    ]);
    expect((await client.send(new ListRootsCommand({}))).Roots?.[0]?.PolicyTypes).toEqual([]);
  });
});

describe('who may read', () => {
  test('an account outside any organisation has none', async () => {
    endpoint = await startAwsEndpoint({ accounts: [smallAccount(MANAGEMENT)] });
    expect(await failureOf(organizationsClient(endpoint).send(new ListRootsCommand({})))).toBe(
      'AWSOrganizationsNotInUseException: Your account is not a member of an organization.',
    );
  });

  test('a member may describe the organisation and no more', async () => {
    await start();
    if (endpoint === null) throw new Error('not started');
    const member = await memberClient(endpoint);
    expect((await member.send(new DescribeOrganizationCommand({}))).Organization?.MasterAccountId).toBe(
      MANAGEMENT,
    );
    expect(await failureOf(member.send(new ListAccountsCommand({})))).toBe(
      "AccessDeniedException: You don't have permissions to access this resource.",
    );
  });

  test('a delegated administrator may read all', async () => {
    await start({ organization: smallOrganization(ACCOUNTS, { delegatedAdministrators: [WORKLOAD] }) });
    if (endpoint === null) throw new Error('not started');
    const { Accounts } = await (await memberClient(endpoint)).send(new ListAccountsCommand({}));
    expect(Accounts?.map(({ Id }) => Id)).toEqual(ACCOUNTS);
  });
});
