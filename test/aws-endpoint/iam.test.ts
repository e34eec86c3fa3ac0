import {
  GetAccountAuthorizationDetailsCommand,
  GetUserCommand,
  ListAccountAliasesCommand,
  paginateGetAccountAuthorizationDetails,
  type GetAccountAuthorizationDetailsRequest,
} from '@aws-sdk/client-iam';
import { afterEach, describe, expect, test } from 'vitest';
import { startAwsEndpoint, type AwsEndpoint, type EndpointOptions } from './aws-endpoint.js';
import { failureOf, iamClient } from './sdk-clients.js';
import { smallAccount, smallDetails } from './small-account.js';

const ACCOUNT = '111122223333';
let endpoint: AwsEndpoint | null = null;

afterEach(async () => {
  await endpoint?.close();
  endpoint = null;
});

async function start(more: Partial<EndpointOptions> = {}): Promise<AwsEndpoint> {
  endpoint = await startAwsEndpoint({ accounts: [smallAccount(ACCOUNT, { alias: 'example' })], ...more });
  return endpoint;
}

/** Every page, as sizes of its lists, and all entries together in the CLI's form. */
async function allPages(
  running: AwsEndpoint,
  input: GetAccountAuthorizationDetailsRequest,
  pageSize?: number,
) {
  const sizes: (readonly number[])[] = [];
  const lists = { UserDetailList: [], GroupDetailList: [], RoleDetailList: [], Policies: [] } as {
    [list in keyof ReturnType<typeof smallDetails>]: unknown[];
  };
  const pages = paginateGetAccountAuthorizationDetails(
    { client: iamClient(running), ...(pageSize === undefined ? {} : { pageSize }) },
    input,
  );
  for await (const page of pages) {
    const { UserDetailList = [], GroupDetailList = [], RoleDetailList = [], Policies = [] } = page;
    sizes.push([UserDetailList.length, GroupDetailList.length, RoleDetailList.length, Policies.length]);
    lists.UserDetailList.push(...UserDetailList);
    lists.GroupDetailList.push(...GroupDetailList);
    lists.RoleDetailList.push(...RoleDetailList);
    lists.Policies.push(...Policies);
  }
  return { sizes, lists: JSON.parse(JSON.stringify(lists), asTheCliPrints) };
}

function asTheCliPrints(key: string, value: unknown): unknown {
  if (typeof value !== 'string') return value;
  if (key.endsWith('Document')) return JSON.parse(decodeURIComponent(value));
  return key.endsWith('Date') ? value.replace('.000Z', '+00:00') : value;
}

describe('GetAccountAuthorizationDetails', () => {
  test('gives all that the account holds, as it was given to the endpoint', async () => {
    const { sizes, lists } = await allPages(await start(), {});
    expect(sizes).toEqual([[3, 1, 2, 2]]);
    expect(lists).toEqual(smallDetails(ACCOUNT));
  });

  test('pages through all entities, in whatever lists they stand', async () => {
    const running = await start();
    const { sizes, lists } = await allPages(running, {}, 2);
    expect(sizes).toEqual([
      [2, 0, 0, 0],
      [1, 1, 0, 0],
      [0, 0, 2, 0],
      [0, 0, 0, 2],
    ]);
    expect(lists).toEqual(smallDetails(ACCOUNT));
    expect(running.calls.map(({ action, attempt }) => `${action} ${attempt}`)).toEqual([
      'GetAccountAuthorizationDetails 1',
      'GetAccountAuthorizationDetails 1',
      'GetAccountAuthorizationDetails 1',
      'GetAccountAuthorizationDetails 1',
    ]);
  });

  test('each filter has its own entities', async () => {
    const running = await start();
    const sizes = async (...filters: NonNullable<GetAccountAuthorizationDetailsRequest['Filter']>) =>
      (await allPages(running, { Filter: filters })).sizes[0];
    expect(await sizes('User')).toEqual([3, 0, 0, 0]);
    expect(await sizes('Group')).toEqual([0, 1, 0, 0]);
    expect(await sizes('Role')).toEqual([0, 0, 2, 0]);
    expect(await sizes('LocalManagedPolicy')).toEqual([0, 0, 0, 1]);
    expect(await sizes('AWSManagedPolicy')).toEqual([0, 0, 0, 1]);
    expect(await sizes('Role', 'User')).toEqual([3, 0, 2, 0]);
  });

  test('the endpoint may have smaller pages than the request asks for, and an empty one first', async () => {
    const { sizes } = await allPages(await start({ pageSize: 3, emptyFirstPages: true }), {
      Filter: ['User', 'Role'],
    });
    expect(sizes).toEqual([
      [0, 0, 0, 0],
      [3, 0, 0, 0],
      [0, 0, 2, 0],
    ]);
  });

  test('documents are percent-encoded as RFC 3986 has it', async () => {
    const client = iamClient(await start());
    const { UserDetailList } = await client.send(
      new GetAccountAuthorizationDetailsCommand({ Filter: ['User'] }),
    );
    expect(UserDetailList?.[0]?.UserPolicyList?.[0]?.PolicyDocument).toBe(
      '%7B%22Version%22%3A%222012-10-17%22%2C%22Statement%22%3A%5B%7B%22Effect%22%3A%22Allow%22%2C%22Action%22%3A%22s3%3AGetObject%22%2C%22Resource%22%3A%22arn%3Aaws%3As3%3A%3A%3Ab%2F%2A%27%28%C3%BC%29%20%25%26%3C%3E%2B%22%7D%5D%7D',
    );
  });

  test('a filter that is none, a marker of another list and a page too large are refused', async () => {
    const client = iamClient(await start());
    const { Marker } = await client.send(
      new GetAccountAuthorizationDetailsCommand({ Filter: ['User'], MaxItems: 1 }),
    );
    const failure = async (input: object) =>
      failureOf(client.send(new GetAccountAuthorizationDetailsCommand(input)));
    expect(await failure({ Filter: ['Users'] })).toBe(
      "ValidationError: 1 validation error detected: Value '[Users]' at 'filter' failed to satisfy constraint: Member must satisfy constraint: [Member must satisfy enum value set: [User, Group, Role, LocalManagedPolicy, AWSManagedPolicy]]",
    );
    expect(await failure({ Filter: ['Role'], Marker })).toBe('ValidationError: Invalid Marker.');
    expect(await failure({ MaxItems: 1001 })).toBe(
      "ValidationError: 1 validation error detected: Value '1001' at 'maxItems' failed to satisfy constraint: Member must have value between 1 and 1000",
    );
  });
});

test('ListAccountAliases', async () => {
  const answer = await iamClient(await start()).send(new ListAccountAliasesCommand({}));
  expect(answer.AccountAliases).toEqual(['example']);
  await endpoint?.close();
  const without = await iamClient(await start({ accounts: [smallAccount(ACCOUNT)] })).send(
    new ListAccountAliasesCommand({}),
  );
  expect(without.AccountAliases).toEqual([]);
});

test('an action that the tool has no use for is refused', async () => {
  expect(await failureOf(iamClient(await start()).send(new GetUserCommand({})))).toBe(
    'InvalidAction: Could not find operation GetUser for version 2010-05-08',
  );
});
