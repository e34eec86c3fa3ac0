import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { DocumentReader } from '../../src/access/document-reader.js';
import { parseAuthorizationDetails } from '../../src/account/parse-authorization-details.js';
import { pathsReport } from '../../src/assessment/paths-report.js';
import { loadCatalog } from '../../src/catalog/catalog-file.js';
import { analyseEscalation } from '../../src/escalation/graph/analyse-escalation.js';
import { chokePoints } from '../../src/escalation/graph/choke-points.js';
import { waysIn } from '../../src/escalation/graph/ways-in.js';
import {
  allow,
  boundedBy,
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
import { without, type AuthorizationDetails } from './without-statements.js';

const catalog = loadCatalog();
const mayAssume = (sid: string, name: string) =>
  document({ Sid: sid, ...allow('sts:AssumeRole', iamArn(`role/${name}`)) });
const account = iamArn('root');

function found(
  roles: readonly unknown[],
  users: readonly unknown[],
  policies: readonly unknown[] = [],
  groups: readonly unknown[] = [],
) {
  const parsed = parseAuthorizationDetails(details({ roles, users, policies, groups }));
  const { graph, search } = analyseEscalation([parsed], new DocumentReader(catalog), null);
  const { statements, ...rest } = chokePoints(graph, search, waysIn(graph, search));
  return {
    ...rest,
    statements: statements.map(({ statement }) => statement.sid ?? `trust ${statement.index}`).sort(),
  };
}

const top = role('top', {
  RolePolicyList: [inline('everything', document(allow('*')))],
  AssumeRolePolicyDocument: trusting({ AWS: account }),
});
const middle = role('middle', {
  RolePolicyList: [inline('up', mayAssume('Up', 'top'))],
  AssumeRolePolicyDocument: trusting({ AWS: account }),
});
const climber = (name: string) =>
  user(name, { UserPolicyList: [inline('climb', mayAssume(`Climb${name}`, 'middle'))] });

describe('choke points', () => {
  it('are the one statement that all ways go by', () => {
    expect(found([top, middle], [climber('Ann'), climber('Bob'), climber('Cas')])).toEqual({
      statements: ['Up'],
      atLeast: 1,
      isSmallest: true,
      isComplete: true,
    });
  });

  it('close the ways from outside too: the trust policy of an administrator, or what the first role goes on by', () => {
    const partner = 'arn:aws:iam::999988887777:root';
    const open = (name: string, inner: unknown) =>
      role(name, { ...(inner as object), AssumeRolePolicyDocument: trusting({ AWS: partner }) });
    const all = { RolePolicyList: [inline('everything', document(allow('*')))] };
    const up = { RolePolicyList: [inline('up', mayAssume('Up', 'top'))] };
    expect(found([top, open('door', up)], [])).toEqual({
      statements: ['Up'],
      atLeast: 1,
      isSmallest: true,
      isComplete: true,
    });
    expect(found([top, open('door', up), open('keep', all)], [])).toEqual({
      statements: ['Up', 'trust 0'],
      atLeast: 2,
      isSmallest: true,
      isComplete: true,
    });
  });

  it('take every one of several statements that do the same', () => {
    const twice = user('Ann', {
      UserPolicyList: [inline('a', mayAssume('A', 'elsewhere')), inline('b', mayAssume('B', 'elsewhere'))],
    });
    const elsewhere = role('elsewhere', {
      RolePolicyList: [inline('everything', document(allow('*')))],
      AssumeRolePolicyDocument: document(
        { Sid: 'T1', Effect: 'Allow', Principal: { AWS: account }, Action: 'sts:AssumeRole' },
        { Sid: 'T2', Effect: 'Allow', Principal: { AWS: account }, Action: 'sts:*' },
      ),
    });
    expect(found([elsewhere], [twice])).toEqual({
      statements: ['A', 'B'],
      atLeast: 2,
      isSmallest: true,
      isComplete: true,
    });
  });

  it('are one statement of a group, for its members and for who may join it', () => {
    const team = group('team', {
      GroupPolicyList: [
        inline(
          'trust',
          document({ Sid: 'Open', ...allow('iam:UpdateAssumeRolePolicy', iamArn('role/top')) }),
        ),
      ],
    });
    const joiner = user('Ann', {
      UserPolicyList: [
        inline('join', document({ Sid: 'Join', ...allow('iam:AddUserToGroup', iamArn('group/team')) })),
      ],
    });
    const member = user('Bob', { GroupList: ['team'] });
    const closed = role('top', {
      RolePolicyList: [inline('everything', document(allow('*')))],
      AssumeRolePolicyDocument: trusting({ Service: 'lambda.amazonaws.com' }),
    });
    expect(found([closed], [joiner, member], [], [team])).toEqual({
      statements: ['Open'],
      atLeast: 1,
      isSmallest: true,
      isComplete: true,
    });
  });

  it('take the same statement out of every policy that has it', () => {
    const jump = document({ Sid: 'Jump', ...allow('sts:AssumeRole', iamArn('role/elsewhere')) });
    const twice = user('Ann', { UserPolicyList: [inline('a', jump), inline('b', jump)] });
    const elsewhere = role('elsewhere', {
      RolePolicyList: [inline('everything', document(allow('*')))],
      AssumeRolePolicyDocument: document(
        { Sid: 'T1', Effect: 'Allow', Principal: { AWS: account }, Action: 'sts:AssumeRole' },
        { Sid: 'T2', Effect: 'Allow', Principal: { AWS: account }, Action: 'sts:*' },
        { Sid: 'T3', Effect: 'Allow', Principal: { AWS: account }, Action: '*' },
      ),
    });
    expect(found([elsewhere], [twice])).toEqual({
      statements: ['Jump', 'Jump'],
      atLeast: 2,
      isSmallest: true,
      isComplete: true,
    });
  });

  it('close the ways that end in rewriting somebody, though every start has a nearer one', () => {
    const writer = role('writer', {
      RolePolicyList: [
        inline('write', document({ Sid: 'Write', ...allow('iam:PutRolePolicy', iamArn('role/written')) })),
      ],
      AssumeRolePolicyDocument: trusting({ AWS: account }),
    });
    const written = role('written', { AssumeRolePolicyDocument: trusting({ AWS: account }) });
    const eve = user('Eve', {
      UserPolicyList: [
        inline('jump', mayAssume('Jump', 'top')),
        inline('write', mayAssume('BeWriter', 'writer')),
        inline('be', mayAssume('BeWritten', 'written')),
      ],
    });
    const { statements, ...rest } = found([top, writer, written], [eve]);
    expect(rest).toEqual({ atLeast: 2, isSmallest: true, isComplete: true });
    expect(statements).toContain('Jump');
    expect(statements).toHaveLength(2);
  });

  it('are what allows taking off the boundary that is in the way, with all that would do the same', () => {
    const tops = ['one', 'two', 'three', 'four'];
    const roles = tops.map((name) =>
      role(name, {
        RolePolicyList: [inline('everything', document(allow('*')))],
        AssumeRolePolicyDocument: trusting({ AWS: account }),
      }),
    );
    const lifting = {
      Delete: allow('iam:DeleteUserPermissionsBoundary'),
      Put: allow('iam:PutUserPermissionsBoundary', iamArn('user/Eve')),
      Rewrite: allow('iam:CreatePolicyVersion', iamArn('policy/fence')),
    };
    const foundBy = (within: readonly string[]) => {
      const own = Object.entries(lifting).map(([Sid, statement]) => ({ Sid, ...statement }));
      const up = tops.map((name) => ({ Sid: name, ...allow('sts:AssumeRole', iamArn(`role/${name}`)) }));
      const eve = user('Eve', {
        UserPolicyList: [inline('own', document(...own, ...up))],
        ...boundedBy('fence'),
      });
      return found(roles, [eve], [managed('fence', document(allow(within)))]);
    };
    const rest = { isSmallest: true, isComplete: true };
    expect(foundBy(['iam:DeleteUserPermissionsBoundary'])).toEqual({
      ...rest,
      statements: ['Delete'],
      atLeast: 1,
    });
    expect(foundBy(['iam:*'])).toEqual({ ...rest, statements: ['Delete', 'Put', 'Rewrite'], atLeast: 3 });
    expect(foundBy(['iam:*', 'sts:*']).statements).toEqual(['four', 'one', 'three', 'two']);
  });

  it('count a statement once, however many of the actions that rewrite permissions it allows', () => {
    const trustTwice = document(
      { Effect: 'Allow', Principal: { AWS: account }, Action: 'sts:AssumeRole' },
      { Effect: 'Allow', Principal: { AWS: account }, Action: 'sts:*' },
    );
    const write = ['iam:PutRolePolicy', 'iam:AttachRolePolicy'];
    const writer = role('writer', {
      RolePolicyList: [inline('write', document({ Sid: 'Write', ...allow(write, iamArn('role/written')) }))],
      AssumeRolePolicyDocument: trustTwice,
    });
    const written = role('written', { AssumeRolePolicyDocument: trustTwice });
    const both = [iamArn('role/writer'), iamArn('role/written')];
    const eve = user('Eve', {
      UserPolicyList: [
        inline('a', document({ Sid: 'A', ...allow('sts:AssumeRole', both) })),
        inline('b', document({ Sid: 'B', ...allow('sts:AssumeRole', both) })),
      ],
    });
    expect(found([writer, written], [eve])).toEqual({
      statements: ['Write'],
      atLeast: 1,
      isSmallest: true,
      isComplete: true,
    });
  });

  it('are none where nobody can become administrator', () => {
    expect(found([top], [user('Ann')])).toEqual({
      statements: [],
      atLeast: 0,
      isSmallest: true,
      isComplete: true,
    });
  });

  it('leave out what others make needless', () => {
    // Two ways to the top, one of them through the middle: a statement for each.
    const direct = user('Dee', { UserPolicyList: [inline('jump', mayAssume('Jump', 'top'))] });
    expect(found([top, middle], [climber('Ann'), climber('Bob'), direct]).statements).toHaveLength(1);
  });

  it('of the example account leave nobody a way, and are as few as can be', () => {
    const example = readExample();
    const { paths, chokePoints: before } = reportOf(example);
    expect(before).toMatchObject({ atLeast: 10, isSmallest: true, isComplete: true });
    expect(before?.statements).toHaveLength(10);
    const after = reportOf(without(example, before?.statements ?? []));
    // Whoever was administrator by one of the statements may have a way now that it needed none.
    const starts = new Set(paths.map(({ from }) => from));
    expect([...starts].filter((from) => !inInput(from))).not.toEqual([]);
    expect(after.paths.filter(({ from }) => starts.has(from))).toEqual([]);
  });
});

// The example is the project's own, and has the shape of authorization details.
const readExample = () =>
  JSON.parse(
    readFileSync(new URL('../../examples/account.json', import.meta.url), 'utf8'),
  ) as AuthorizationDetails;

const inInput = (from: string) => /^arn:aws:iam::\d{12}:(?:user|role)\//.test(from);

function reportOf(json: unknown) {
  const { graph, search } = analyseEscalation(
    [parseAuthorizationDetails(json)],
    new DocumentReader(catalog),
    null,
  );
  return pathsReport(graph, search);
}
