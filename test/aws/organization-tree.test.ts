import type { OrganizationsClient } from '@aws-sdk/client-organizations';
import { describe, expect, test } from 'vitest';
import { parseOrganizationPolicies } from '../../src/account/organization-policies.js';
import { organizationsClient } from '../../src/aws/clients.js';
import { guardrailsFile, guardrailsFor } from '../../src/aws/guardrails-file.js';
import type { OrganizationCounts } from '../../src/aws/organization.js';
import { readOrganization } from '../../src/aws/organization-tree.js';
import type { EndpointOptions } from '../aws-endpoint/aws-endpoint.js';
import { misbehaveAtFirst, MISBEHAVIOURS } from '../aws-endpoint/misbehaviour.js';
import { smallOrganization } from '../aws-endpoint/small-organization.js';
import { connectionTo, useAwsEnvironment } from './aws-environment.js';
import { useEndpoint } from './running-endpoint.js';
import { ACCOUNT, smallAccount } from './small-account.js';

const environment = useAwsEnvironment();
const start = useEndpoint();
const WORKLOAD = '444455556666';
const SANDBOX = '777788889999';
const IDS = [ACCOUNT, WORKLOAD, SANDBOX];
const STAY = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Deny', Action: 'organizations:LeaveOrganization', Resource: '*' }],
};

async function startWith(
  more: Parameters<typeof smallOrganization>[1] = {},
  options: Partial<EndpointOptions> = {},
) {
  const endpoint = await start({
    accounts: IDS.map((id, index) => ({
      id,
      name: ['management', 'workload', 'sandbox'][index] ?? '',
      details: smallAccount(options.partition, id),
      ...(id === SANDBOX ? { status: 'SUSPENDED' as const } : {}),
    })),
    organization: smallOrganization(IDS, more),
    ...options,
  });
  environment.useKey(endpoint);
  const region = { aws: null, 'aws-cn': 'cn-north-1', 'aws-us-gov': 'us-gov-east-1' }[
    options.partition ?? 'aws'
  ];
  return { endpoint, client: organizationsClient(connectionTo(endpoint, { region })) };
}

describe('an organisation is read', () => {
  test.each([
    ['aws', {}],
    ['aws', { pageSize: 1, emptyFirstPages: true }],
    ['aws-cn', {}],
    ['aws-us-gov', {}],
  ] as const)('as a tree with accounts and policies: %s %j', async (partition, options) => {
    const { client } = await startWith({}, { partition, ...options });
    const organization = await readOrganization(client);
    expect(organization).toMatchObject({
      id: 'o-exampleorg',
      managementAccount: ACCOUNT,
      partition,
      roots: [{ id: 'r-ab12', name: 'Root' }],
      units: [
        { id: 'ou-ab12-workloads', name: 'Workloads', parentId: 'r-ab12', path: 'Workloads' },
        {
          id: 'ou-ab12-sandboxes',
          name: 'Sandboxes & <trials>',
          parentId: 'ou-ab12-workloads',
          path: 'Workloads/Sandboxes & <trials>',
        },
      ],
    });
    expect(
      organization.accounts.map(({ id, name, status, ouPath }) => ({ id, name, status, ouPath })),
    ).toEqual([
      { id: ACCOUNT, name: 'management', status: 'ACTIVE', ouPath: '' },
      { id: WORKLOAD, name: 'workload', status: 'ACTIVE', ouPath: 'Workloads' },
      { id: SANDBOX, name: 'sandbox', status: 'SUSPENDED', ouPath: 'Workloads/Sandboxes & <trials>' },
    ]);
    expect(
      organization.serviceControlPolicies
        ?.map(({ name, targets }) => [name, targets.length] as const)
        .sort(([a], [b]) => a.localeCompare(b)),
    ).toEqual([
      ['FullAWSAccess', 6],
      ['stay', 2],
    ]);
    expect(organization.resourceControlPolicies?.map(({ name }) => name)).toEqual(['RCPFullAWSAccess']);
  });

  test.each(['Status', 'State'] as const)('whether AWS tells %s of its accounts', async (accountFields) => {
    const { client } = await startWith({ accountFields });
    const { accounts } = await readOrganization(client);
    expect(accounts.map(({ status }) => status)).toEqual(['ACTIVE', 'ACTIVE', 'SUSPENDED']);
  });

  test('without the types of policy that it does not use', async () => {
    const { client, endpoint } = await startWith({
      enabledPolicyTypes: ['SERVICE_CONTROL_POLICY'],
      unknownPolicyTypes: ['RESOURCE_CONTROL_POLICY'],
    });
    const organization = await readOrganization(client);
    expect(organization.resourceControlPolicies).toBeNull();
    expect(organization.serviceControlPolicies?.length).toBe(2);
    expect(endpoint.calls.filter(({ action }) => action === 'ListPolicies').length).toBe(1);
    expect(guardrailsFile(organization).accounts[WORKLOAD]).not.toHaveProperty('resourceControlPolicies');
  });

  test('and counted meanwhile', async () => {
    const { client } = await startWith();
    const seen: OrganizationCounts[] = [];
    await readOrganization(client, (counts) => seen.push(counts));
    expect(seen[0]).toEqual({ accounts: 1, units: 1, policies: 0 });
    expect(seen.at(-1)).toEqual({ accounts: 3, units: 2, policies: 3 });
  });

  const passing = MISBEHAVIOURS.filter((name) => name !== 'access-denied' && name !== 'expired-token');
  test.each(passing)('though each call fails at first: %s', async (name) => {
    environment.set({ AWS_MAX_ATTEMPTS: '8' });
    const undisturbed = await readOrganization((await startWith()).client);
    const { client } = await startWith({}, { misbehaviour: misbehaveAtFirst(name) });
    expect(await readOrganization(client)).toEqual(undisturbed);
  });
});

describe('an organisation that people work on meanwhile', () => {
  /** Adds to the answers of one question what is no longer so. */
  function rememberingBefore(
    client: OrganizationsClient,
    question: string,
    list: string,
    entry: Readonly<Record<string, string>>,
  ): OrganizationsClient {
    let isTold = false;
    client.middlewareStack.add(
      (next, { commandName }) =>
        async (parameters) => {
          const { output, response } = await next(parameters);
          if (isTold || commandName !== `${question}Command`) return { output, response };
          isTold = true;
          const entries: unknown = Object.entries(output).find(([name]) => name === list)?.[1];
          const added = { [list]: [...(Array.isArray(entries) ? entries : []), entry] };
          return { output: { ...output, ...added }, response };
        },
      { step: 'initialize' },
    );
    return client;
  }

  test('has an account that is moved where it was met last', async () => {
    const { client } = await startWith();
    const moved = { Id: WORKLOAD, Name: 'workload', Status: 'ACTIVE' };
    const seen: OrganizationCounts[] = [];
    const organization = await readOrganization(
      rememberingBefore(client, 'ListAccountsForParent', 'Accounts', moved),
      (counts) => seen.push(counts),
    );
    expect(organization.accounts.map(({ id, ouPath }) => [id, ouPath])).toEqual([
      [ACCOUNT, ''],
      [WORKLOAD, 'Workloads'],
      [SANDBOX, 'Workloads/Sandboxes & <trials>'],
    ]);
    expect(seen.at(-1)?.accounts).toBe(3);
  });

  test('has no unit that is deleted after it was listed', async () => {
    const { client } = await startWith();
    const deleted = { Id: 'ou-ab12-deleted1', Name: 'Deleted' };
    const organization = await readOrganization(
      rememberingBefore(client, 'ListOrganizationalUnitsForParent', 'OrganizationalUnits', deleted),
    );
    expect(organization.units.map(({ id }) => id)).toEqual(['ou-ab12-workloads', 'ou-ab12-sandboxes']);
    expect(organization.accounts.map(({ id }) => id)).toEqual(IDS);
  });

  test('has no policy that is deleted after it was listed', async () => {
    const { client } = await startWith();
    const deleted = { Id: 'p-deleted1', Name: 'deleted' };
    const seen: OrganizationCounts[] = [];
    const organization = await readOrganization(
      rememberingBefore(client, 'ListPolicies', 'Policies', deleted),
      (counts) => seen.push(counts),
    );
    expect(organization.serviceControlPolicies?.map(({ name }) => name).sort()).toEqual([
      'FullAWSAccess',
      'stay',
    ]);
    expect(seen.at(-1)?.policies).toBe(3);
  });

  test('is not read where the root is said to be gone', async () => {
    const { client } = await startWith();
    const reading = readOrganization(
      rememberingBefore(client, 'ListRoots', 'Roots', { Id: 'r-zz99', Name: 'Root' }),
    );
    await expect(reading).rejects.toMatchObject({ name: 'ParentNotFoundException' });
  });
});

describe('the file of guardrails', () => {
  test('hands each account the policies on its path, the root first', async () => {
    const { client } = await startWith();
    const file = guardrailsFile(await readOrganization(client));
    const names = (id: string) =>
      file.accounts[id]?.serviceControlPolicies?.map(({ level, name, policies }) => [
        level,
        name,
        policies.map((policy) => policy.name).sort(),
      ]);
    expect(names(SANDBOX)).toEqual([
      ['root', 'Root', ['FullAWSAccess', 'stay']],
      ['ou', 'Workloads', ['FullAWSAccess']],
      ['ou', 'Sandboxes & <trials>', ['FullAWSAccess']],
      ['account', 'sandbox', ['FullAWSAccess', 'stay']],
    ]);
    expect(names(ACCOUNT)?.map(([level]) => level)).toEqual(['root', 'account']);
    expect(
      file.accounts[SANDBOX]?.serviceControlPolicies?.at(-1)?.policies.find(({ name }) => name === 'stay')
        ?.document,
    ).toEqual(STAY);
  });

  test('tells of one account as much as of all', async () => {
    const { client } = await startWith();
    const file = guardrailsFile(await readOrganization(client));
    const read = (input: unknown) => parseOrganizationPolicies(JSON.parse(JSON.stringify(input)));
    const whole = read(file);
    for (const id of IDS) {
      const own = read(guardrailsFor(file)(id));
      expect([own.managementAccount, own.byAccount.get(id), own.places.get(id)]).toEqual([
        ACCOUNT,
        whole.byAccount.get(id),
        whole.places.get(id),
      ]);
      expect([...own.byAccount.keys()]).toEqual([id]);
    }
    expect(guardrailsFor(file)(ACCOUNT).organization.units).toEqual([]);
    expect(guardrailsFor(file)(SANDBOX).organization.units.map(({ name }) => name)).toEqual([
      'Workloads',
      'Sandboxes & <trials>',
    ]);
  });

  test('is what --organization-policies reads', async () => {
    const { client } = await startWith();
    const file = guardrailsFile(await readOrganization(client));
    const read = parseOrganizationPolicies(JSON.parse(JSON.stringify(file)));
    expect(read.managementAccount).toBe(ACCOUNT);
    expect([...read.byAccount.keys()].sort()).toEqual(IDS);
    expect(read.byAccount.get(WORKLOAD)?.resourceControlPolicies?.map(({ level }) => level)).toEqual([
      'root',
      'ou',
      'account',
    ]);
  });
});
