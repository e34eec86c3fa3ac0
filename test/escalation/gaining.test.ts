import { describe, expect, it } from 'vitest';
import { DocumentReader } from '../../src/access/document-reader.js';
import { parseAuthorizationDetails } from '../../src/account/parse-authorization-details.js';
import { pathsReport } from '../../src/assessment/paths-report.js';
import { loadCatalog } from '../../src/catalog/catalog-file.js';
import { analyseEscalation } from '../../src/escalation/graph/analyse-escalation.js';
import { chokePoints } from '../../src/escalation/graph/choke-points.js';
import {
  allow,
  attached,
  boundedBy,
  deny,
  details,
  document,
  group,
  iamArn,
  inline,
  managed,
  role,
  trusting,
  user,
} from '../account/authorization-details.js';

type Fields = Readonly<Record<string, unknown>>;

const catalog = loadCatalog();
const everything = inline('everything', document(allow('*')));
const top = role('top', {
  RolePolicyList: [everything],
  AssumeRolePolicyDocument: trusting({ AWS: iamArn('root') }),
});
const top2 = { ...top, RoleName: 'top2', RoleId: 'ID-top2', Arn: iamArn('role/top2') };
const top3 = { ...top, RoleName: 'top3', RoleId: 'ID-top3', Arn: iamArn('role/top3') };
const named = (Sid: string, statement: Fields): Fields => ({ Sid, ...statement });
const ownArn = iamArn('user/dev');

function analysed(lists: Parameters<typeof details>[0]) {
  const account = parseAuthorizationDetails(details({ roles: [top], ...lists }));
  return analyseEscalation([account], new DocumentReader(catalog), null);
}

/** The chain of a principal to administrator; null if it has none. */
function chainOf(name: string, lists: Parameters<typeof details>[0]) {
  const { graph, search } = analysed(lists);
  const { paths } = pathsReport(graph, search);
  const chain = paths.find(({ from }) => from.endsWith(`/${name}`));
  return chain === undefined
    ? null
    : {
        verdict: chain.verdict,
        hops: chain.hops.map(({ path, to, gains, lifts, statements, conditions }) => ({
          step: `${path} ${to.replace(iamArn(''), '')}`,
          gains,
          ...(lifts.length === 0 ? {} : { lifts }),
          statements: statements.map(({ statement, policy }) => `${policy} ${statement}`),
          ...(conditions.length === 0 ? {} : { conditions }),
        })),
      };
}

const bounded = (limit: readonly string[], ...own: readonly Fields[]) => ({
  users: [user('dev', { UserPolicyList: [inline('own', document(...own))], ...boundedBy('limit') })],
  policies: [managed('limit', document(allow(limit)))],
});

describe('whoever writes its own policies gains what its boundary leaves, and goes on with that', () => {
  const LIMIT = ['s3:*', 'iam:PutUserPolicy', 'sts:AssumeRole'];

  it('to whom it can become then', () => {
    expect(chainOf('dev', bounded(LIMIT, named('Write', allow('iam:PutUserPolicy', ownArn))))).toEqual({
      verdict: 'confirmed',
      hops: [
        {
          step: 'assume role role/top',
          gains: ['everything that its permissions boundary leaves, by iam:PutUserPolicy'],
          statements: ['own Write', 'trust policy of top 0'],
        },
      ],
    });
  });

  it('not where the boundary leaves nothing that leads on, nor where it writes for another', () => {
    const write = allow('iam:PutUserPolicy', ownArn);
    expect(chainOf('dev', bounded(['s3:*', 'iam:PutUserPolicy'], write))).toBeNull();
    expect(chainOf('dev', bounded(['s3:*', 'sts:AssumeRole'], write))).toBeNull();
    expect(chainOf('dev', bounded(LIMIT, allow('iam:PutUserPolicy', iamArn('user/other'))))).toBeNull();
  });

  it('within its Deny statements', () => {
    const lists = (...denied: readonly string[]) => ({
      users: [
        user('dev', {
          UserPolicyList: [
            inline('own', document(named('Write', allow('iam:AttachUserPolicy', ownArn)), deny(denied))),
          ],
        }),
      ],
    });
    expect(chainOf('dev', lists('iam:Create*', 'iam:Delete*', 'iam:Put*'))?.hops[0]).toEqual({
      step: 'assume role role/top',
      gains: ['everything that its Deny statements leave, by iam:AttachUserPolicy'],
      statements: ['own Write', 'trust policy of top 0'],
    });
    expect(
      chainOf('dev', lists('iam:Create*', 'iam:Delete*', 'iam:Put*', 'iam:PassRole', 'iam:Update*', 'sts:*')),
    ).toBeNull();
  });

  it('under the conditions of what it writes with', () => {
    const write = named(
      'Write',
      allow('iam:PutUserPolicy', ownArn, { Condition: { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } } }),
    );
    expect(chainOf('dev', bounded(LIMIT, write))).toEqual({
      verdict: 'conditional',
      hops: [
        {
          step: 'assume role role/top',
          gains: ['everything that its permissions boundary leaves, by iam:PutUserPolicy'],
          statements: ['own Write', 'trust policy of top 0'],
          conditions: ['IpAddress aws:SourceIp 10.0.0.0/8'],
        },
      ],
    });
  });

  it('which only taking away every way to write closes', () => {
    const write = named('Put', allow('iam:PutUserPolicy', ownArn));
    const attach = named('Attach', allow('iam:AttachUserPolicy', ownArn));
    const limit = [...LIMIT, 'iam:AttachUserPolicy'];
    const found = (...own: readonly Fields[]) => {
      const { graph, search } = analysed({ ...bounded(limit, ...own), roles: [top, top2, top3] });
      const { statements, isSmallest } = chokePoints(graph, search, []);
      return [statements.map(({ statement }) => statement.sid ?? 'trust').sort(), isSmallest];
    };
    expect(found(write)).toEqual([['Put'], true]);
    expect(found(write, attach)).toEqual([['Attach', 'Put'], true]);
  });
});

describe('whoever joins groups gains what they may do, though not everything', () => {
  const held = inline('held', document(deny('s3:*')));
  const join = inline('join', document(named('Join', allow('iam:AddUserToGroup', iamArn('group/ops')))));
  const dev = user('dev', { UserPolicyList: [held, join] });
  const root = user('root', { UserPolicyList: [everything] });
  const ops = (...statements: readonly Fields[]) =>
    group('ops', { GroupPolicyList: [inline('ops', document(...statements))] });
  const key = named('Key', allow('iam:CreateAccessKey', iamArn('user/root')));

  it('and goes on with that', () => {
    expect(chainOf('dev', { users: [dev, root], groups: [ops(key)] })).toEqual({
      verdict: 'confirmed',
      hops: [
        {
          step: 'iam-002 user/root',
          gains: ['what group ops may do, by iam:AddUserToGroup'],
          statements: ['join Join', 'ops Key'],
        },
      ],
    });
  });

  it('or makes somebody who has everything', () => {
    const make = allow(['iam:CreateUser', 'iam:PutUserPolicy', 'iam:CreateAccessKey'], iamArn('user/made-*'));
    const { graph } = analysed({ users: [dev], groups: [ops(named('Make', make))] });
    const administrator = graph.nodes[0]?.administrator;
    expect([administrator?.verdict, administrator?.edge?.path, administrator?.edge?.after]).toMatchObject([
      'confirmed',
      'new user',
      [{ kind: 'gains', what: 'what group ops may do', action: 'iam:AddUserToGroup' }],
    ]);
  });

  it('or writes the policies of the group that it has joined', () => {
    const writer = inline(
      'write',
      document(named('Write', allow('iam:AttachGroupPolicy', iamArn('group/ops')))),
    );
    const kept = inline('held', document(deny(['iam:Create*', 'iam:Delete*', 'iam:Put*'])));
    const lists = { users: [user('dev', { UserPolicyList: [kept, join, writer] })], groups: [ops()] };
    expect(chainOf('dev', lists)?.hops[0]).toEqual({
      step: 'assume role role/top',
      gains: [
        'what group ops may do, by iam:AddUserToGroup',
        'everything that its Deny statements leave, by iam:AttachGroupPolicy',
      ],
      statements: ['join Join', 'write Write', 'trust policy of top 0'],
    });
  });

  it('not a group with a Deny of its own, nor one that it may not join', () => {
    expect(chainOf('dev', { users: [dev, root], groups: [ops(key, deny('ec2:*'))] })).toBeNull();
    const elsewhere = group('others', { GroupPolicyList: [inline('others', document(key))] });
    expect(chainOf('dev', { users: [dev, root], groups: [elsewhere] })).toBeNull();
  });
});

describe('whoever makes a user and puts it into a group has what the group has', () => {
  const MAKE = allow(['iam:CreateUser', 'iam:CreateAccessKey'], iamArn('user/made-*'));
  const JOIN = allow('iam:AddUserToGroup', iamArn('group/admins'));
  const admins = group('admins', { AttachedManagedPolicies: [attached('all')] });
  const makerWith = (...statements: readonly Fields[]) => ({
    roles: [
      role('maker', { RolePolicyList: [inline('own', document(...statements))], ...boundedBy('limit') }),
    ],
    groups: [admins],
    policies: [managed('all', document(allow('*'))), managed('limit', document(allow('iam:*')))],
  });

  it('though its own boundary keeps it from all that', () => {
    expect(chainOf('maker', makerWith(named('Make', MAKE), named('Join', JOIN)))).toEqual({
      verdict: 'confirmed',
      hops: [{ step: 'new member group/admins', gains: [], statements: ['own Make', 'own Join'] }],
    });
  });

  it('not without any of the three', () => {
    const withOnly = (...made: readonly string[]) =>
      chainOf('maker', makerWith(allow(made, iamArn('user/made-*')), JOIN));
    expect(withOnly('iam:CreateUser')).toBeNull();
    expect(withOnly('iam:CreateAccessKey')).toBeNull();
    expect(chainOf('maker', makerWith(MAKE))).toBeNull();
    expect(chainOf('maker', makerWith(MAKE, allow('iam:AddUserToGroup', iamArn('group/others'))))).toBeNull();
  });

  it('not where the user must have a boundary', () => {
    const within = { Condition: { StringEquals: { 'iam:PermissionsBoundary': 'arn:aws:iam::1:policy/x' } } };
    const make = allow('iam:CreateUser', iamArn('user/made-*'), within);
    const key = allow('iam:CreateAccessKey', iamArn('user/made-*'));
    expect(chainOf('maker', makerWith(make, key, JOIN))).toBeNull();
  });
});

describe('whoever could have everything and joins groups goes on with what it and they have together', () => {
  const join = named('Join', allow('iam:AddUserToGroup', iamArn('group/deployers')));
  const make = named('Make', allow(['lambda:CreateFunction', 'lambda:InvokeFunction']));
  const pass = named('Pass', allow('iam:PassRole', iamArn('role/worker')));
  const worker = role('worker', {
    RolePolicyList: [everything],
    AssumeRolePolicyDocument: trusting({ Service: 'lambda.amazonaws.com' }),
  });
  const lists = (own: readonly Fields[], ofGroup: readonly Fields[]) => ({
    users: [user('dev', { UserPolicyList: [inline('own', document(...own))] })],
    groups: [group('deployers', { GroupPolicyList: [inline('shared', document(...ofGroup))] })],
    roles: [worker],
  });

  it('where neither has enough alone', () => {
    expect(chainOf('dev', lists([join, make], [pass]))).toEqual({
      verdict: 'confirmed',
      hops: [
        {
          step: 'lambda-001 role/worker',
          gains: ['what group deployers may do, by iam:AddUserToGroup'],
          statements: ['own Join', 'shared Pass', 'own Make', 'trust policy of worker 0'],
        },
      ],
    });
    expect(chainOf('dev', lists([join, make], []))).toBeNull();
    expect(chainOf('dev', lists([make], [pass]))).toBeNull();
  });

  it('to make a role that has everything', () => {
    const [role, policy] = ['iam:CreateRole', 'iam:PutRolePolicy'].map((action) =>
      named(action, allow(action)),
    );
    expect(chainOf('dev', lists([join, role ?? {}], [policy ?? {}]))).toEqual({
      verdict: 'confirmed',
      hops: [
        {
          step: 'new role administrator',
          gains: ['what group deployers may do, by iam:AddUserToGroup'],
          statements: ['own Join', 'own iam:CreateRole', 'shared iam:PutRolePolicy'],
        },
      ],
    });
  });

  it('as itself where a role of another account names it, though the group has everything', () => {
    const theirs = details({
      roles: [role('theirs', { AssumeRolePolicyDocument: trusting({ AWS: ownArn }) })],
    });
    const elsewhere: unknown = JSON.parse(
      JSON.stringify(theirs).replaceAll(`"${iamArn('role/')}`, '"arn:aws:iam::444455556666:role/'),
    );
    const accounts = [details(lists([join], [allow('*')])), elsewhere].map(parseAuthorizationDetails);
    const { graph } = analyseEscalation(accounts, new DocumentReader(catalog), null);
    const named = graph.population.principals.findIndex(({ name }) => name === 'theirs');
    expect(
      graph.nodes[0]?.edges
        .filter(({ targets }) => targets.has(named))
        .map(({ path, after }) => [path, after]),
    ).toEqual([
      [
        'assume role',
        [
          expect.objectContaining({
            kind: 'gains',
            what: 'what group deployers may do',
            action: 'iam:AddUserToGroup',
          }),
        ],
      ],
    ]);
  });

  it('and by the group where that has enough, by itself where it does', () => {
    expect(chainOf('dev', lists([join], [make, pass]))?.hops.map(({ step }) => step)).toEqual([
      'iam-013 group/deployers',
      'lambda-001 role/worker',
    ]);
    expect(chainOf('dev', lists([join, make, pass], [pass]))?.hops).toMatchObject([
      { step: 'lambda-001 role/worker', gains: [] },
    ]);
  });
});

it('tells the conditions under which a boundary or a guardrail leaves a step', () => {
  const office = { Condition: { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } } };
  const lists = {
    users: [
      user('dev', {
        UserPolicyList: [inline('own', document(named('Assume', allow('sts:AssumeRole'))))],
        ...boundedBy('limit'),
      }),
    ],
    policies: [managed('limit', document(allow('s3:*'), allow('sts:*', '*', office)))],
  };
  expect(chainOf('dev', lists)).toEqual({
    verdict: 'conditional',
    hops: [
      {
        step: 'assume role role/top',
        gains: [],
        statements: ['own Assume', 'trust policy of top 0'],
        conditions: ['IpAddress aws:SourceIp 10.0.0.0/8'],
      },
    ],
  });
});
