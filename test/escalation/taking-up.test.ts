import { expect, it } from 'vitest';
import { DocumentReader } from '../../src/access/document-reader.js';
import { parseAuthorizationDetails } from '../../src/account/parse-authorization-details.js';
import { pathsReport } from '../../src/assessment/paths-report.js';
import { loadCatalog } from '../../src/catalog/catalog-file.js';
import { analyseEscalation } from '../../src/escalation/graph/analyse-escalation.js';
import {
  allow,
  attached,
  boundedBy,
  details,
  document,
  iamArn,
  inline,
  managed,
  role,
  trusting,
  user,
  version,
} from '../account/authorization-details.js';

type Fields = Readonly<Record<string, unknown>>;

const catalog = loadCatalog();
const top = role('top', {
  RolePolicyList: [inline('everything', document(allow('*')))],
  AssumeRolePolicyDocument: trusting({ AWS: iamArn('root') }),
});
const named = (Sid: string, statement: Fields): Fields => ({ Sid, ...statement });

/** The step by which `me` becomes top, and the statements that close every way. */
function stepAndChokePoints(own: readonly Fields[], policy: Fields, ...held: readonly string[]) {
  const me = user('me', {
    UserPolicyList: [inline('own', document(...own))],
    AttachedManagedPolicies: held.map((name) => attached(name)),
  });
  const account = parseAuthorizationDetails(details({ users: [me], roles: [top], policies: [policy] }));
  const { graph, search } = analyseEscalation([account], new DocumentReader(catalog), null);
  const { paths, chokePoints } = pathsReport(graph, search);
  const names = (statements: readonly { readonly policy: string; readonly statement: string | number }[]) =>
    statements.map(({ policy: name, statement }) => `${name} ${statement}`);
  return {
    gains: paths[0]?.hops[0]?.gains,
    statements: names(paths[0]?.hops[0]?.statements ?? []),
    chokePoints: names(chokePoints?.statements ?? []),
    conditions: paths[0]?.hops[0]?.conditions,
  };
}

const onlyMore = { Condition: { ArnEquals: { 'iam:PolicyARN': iamArn('policy/more') } } };

it('tells the policy that is attached, the statement that allows that, and the one in the policy', () => {
  const attach = [
    named(
      'Other',
      allow('iam:AttachUserPolicy', iamArn('user/me'), {
        Condition: { ArnEquals: { 'iam:PolicyARN': iamArn('policy/other') } },
      }),
    ),
    named('Attach', allow('iam:AttachUserPolicy', iamArn('user/me'), onlyMore)),
  ];
  expect(
    stepAndChokePoints(attach, managed('more', document(named('Assume', allow('sts:AssumeRole'))))),
  ).toEqual({
    gains: ['what policy more allows, by iam:AttachUserPolicy'],
    statements: ['own Attach', 'more Assume', 'trust policy of top 0'],
    chokePoints: ['more Assume'],
    conditions: [],
  });
});

it('tells the version that is put in force, and names no statement of it, which is in no policy as it is', () => {
  const versions = managed('more', null, {
    PolicyVersionList: [
      version('v2', true, document(named('Read', allow('s3:GetObject')))),
      version('v1', false, document(named('Assume', allow('sts:AssumeRole')))),
    ],
  });
  const choose = named('Choose', allow('iam:SetDefaultPolicyVersion', iamArn('policy/more')));
  expect(stepAndChokePoints([choose], versions, 'more')).toEqual({
    gains: ['what version v1 of policy more allows, by iam:SetDefaultPolicyVersion'],
    statements: ['own Choose', 'trust policy of top 0'],
    chokePoints: ['trust policy of top 0'],
    conditions: [],
  });
});

it('names the statements by which somebody is made once a policy is attached, or a boundary taken off', () => {
  const make = named('Make', allow(['iam:CreateRole', 'iam:PutRolePolicy'], iamArn('role/new-*')));
  const attach = named('Attach', allow('iam:AttachUserPolicy', iamArn('user/me'), onlyMore));
  const free = named('Free', allow('iam:DeleteUserPermissionsBoundary', iamArn('user/me')));
  const limit = managed('limit', document(allow(['iam:Create*', 'iam:Put*', 'iam:Attach*'])));
  const narrow = managed('narrow', document(allow('iam:DeleteUserPermissionsBoundary')));
  const reasons = (boundary: string, own: Fields, policies: readonly Fields[]) => {
    const me = user('me', { UserPolicyList: [inline('own', document(own))], ...boundedBy(boundary) });
    const account = parseAuthorizationDetails(details({ users: [me], policies }));
    const { graph, search } = analyseEscalation([account], new DocumentReader(catalog), null);
    return pathsReport(graph, search).administrators.map(({ by }) => [
      by?.path,
      [...(by?.gains ?? []), ...(by?.lifts ?? [])],
      by?.statements.map(({ policy, statement }) => `${policy} ${statement}`),
    ]);
  };
  expect(reasons('limit', attach, [managed('more', document(make)), limit])).toEqual([
    ['new role', ['what policy more allows, by iam:AttachUserPolicy'], ['own Attach', 'more Make']],
  ]);
  const ownDocument = {
    ...free,
    Sid: 'Both',
    Action: [free['Action'], 'iam:CreateRole', 'iam:PutRolePolicy'],
    Resource: '*',
  };
  expect(reasons('narrow', ownDocument, [narrow])).toEqual([
    [
      'new role',
      [`permissions boundary ${iamArn('policy/narrow')}, by iam:DeleteUserPermissionsBoundary`],
      ['own Both'],
    ],
  ]);
});

it('tells the policies apart that the statements about attaching do', () => {
  const own = [
    allow('iam:AttachUserPolicy', iamArn('user/me'), {
      Condition: { ArnLike: { 'iam:PolicyARN': iamArn('policy/team-*') } },
    }),
    {
      ...allow('iam:AttachUserPolicy', '*', {
        Condition: { ArnEquals: { 'iam:PolicyARN': iamArn('policy/team-kept') } },
      }),
      Effect: 'Deny',
    },
  ];
  const gains = (leading: string) => {
    const policies = ['team-one', 'team-kept', 'team-two', 'other'].map((name) =>
      managed(name, document(name === leading ? allow('sts:AssumeRole') : allow('s3:GetObject'))),
    );
    const me = user('me', { UserPolicyList: [inline('own', document(...own))] });
    const account = parseAuthorizationDetails(details({ users: [me], roles: [top], policies }));
    const { graph, search } = analyseEscalation([account], new DocumentReader(catalog), null);
    return pathsReport(graph, search).paths.map(({ hops }) => hops[0]?.gains);
  };
  expect(gains('team-kept')).toEqual([]);
  expect(gains('other')).toEqual([]);
  expect(gains('team-one')).toEqual([['what policy team-one allows, by iam:AttachUserPolicy']]);
  expect(gains('team-two')).toEqual([['what policy team-two allows, by iam:AttachUserPolicy']]);
});
