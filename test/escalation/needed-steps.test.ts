import { describe, expect, it } from 'vitest';
import { DocumentReader } from '../../src/access/document-reader.js';
import { parseAuthorizationDetails } from '../../src/account/parse-authorization-details.js';
import { pathsReport } from '../../src/assessment/paths-report.js';
import { loadCatalog } from '../../src/catalog/catalog-file.js';
import { analyseEscalation } from '../../src/escalation/graph/analyse-escalation.js';
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
  policyArn,
  role,
  trusting,
  user,
} from '../account/authorization-details.js';

type Fields = Readonly<Record<string, unknown>>;

const catalog = loadCatalog();
const everything = { RolePolicyList: [inline('everything', document(allow('*')))] };
const top = role('top', { ...everything, AssumeRolePolicyDocument: trusting({ AWS: iamArn('root') }) });

/** How sure the chain of a user is, and what it takes off on the way; `denied` are its managed policies with a Deny. */
function takenOff(
  own: readonly Fields[],
  denied: Readonly<Record<string, Fields>>,
  fields: Fields = {},
  { groups = [], roles = [top] }: Pick<Parameters<typeof details>[0], 'groups' | 'roles'> = {},
) {
  const account = parseAuthorizationDetails(
    details({
      roles,
      groups,
      users: [
        user('dev', {
          UserPolicyList: [inline('own', document(...own))],
          AttachedManagedPolicies: Object.keys(denied).map((name) => attached(name)),
          ...fields,
        }),
      ],
      policies: [
        ...Object.entries(denied).map(([name, statement]) => managed(name, document(statement))),
        managed('limit', document(allow(['sts:AssumeRole', 'iam:DetachUserPolicy']))),
        managed(
          'fence',
          document(
            allow(['iam:DetachUserPolicy', 'iam:DeleteUserPermissionsBoundary', 'iam:CreatePolicyVersion']),
          ),
        ),
      ],
    }),
  );
  const { graph, search } = analyseEscalation([account], new DocumentReader(catalog), null);
  return pathsReport(graph, search).paths.map(({ verdict, hops }) => [
    verdict,
    ...hops.flatMap(({ lifts }) => lifts),
  ]);
}

const assuming = allow(['sts:AssumeRole', 'iam:DetachUserPolicy', 'iam:DeleteUserPermissionsBoundary']);
const off = (name: string) => `policy ${name}, by iam:DetachUserPolicy`;

describe('of what a principal could take off, a chain tells', () => {
  it('what denies the action of a step, and nothing else', () => {
    expect(
      takenOff([assuming], { storage: deny('s3:*'), roles: deny('sts:AssumeRole'), servers: deny('ec2:*') }),
    ).toEqual([['confirmed', off('roles')]]);
  });

  it('what denies all actions but some, where the action is none of them', () => {
    const denyAllBut = (...actions: readonly string[]) => ({
      Effect: 'Deny',
      NotAction: actions,
      Resource: '*',
    });
    expect(
      takenOff([assuming], { most: denyAllBut('iam:*', 's3:*'), few: denyAllBut('iam:*', 'sts:*') }),
    ).toEqual([['confirmed', off('most')]]);
  });

  it('what denies sending along what the role asks for', () => {
    const statement = { Effect: 'Allow', Principal: { AWS: iamArn('root') } };
    const asking = role('top', {
      ...everything,
      AssumeRolePolicyDocument: document(
        {
          ...statement,
          Action: 'sts:AssumeRole',
          Condition: { StringEquals: { 'aws:RequestTag/project': 'blue' } },
        },
        { ...statement, Action: 'sts:TagSession' },
      ),
    });
    expect(
      takenOff(
        [assuming, allow('sts:TagSession')],
        { tags: deny('sts:TagSession'), storage: deny('s3:*') },
        {},
        { roles: [asking] },
      ),
    ).toEqual([['confirmed', off('tags')]]);
  });

  it('nothing where the step is allowed without', () => {
    expect(takenOff([assuming], { storage: deny('s3:*') })).toEqual([['confirmed']]);
  });

  it('what denies the way to take off something else', () => {
    const boundary = 'iam:DeleteUserPermissionsBoundary';
    expect(
      takenOff([assuming], { fencing: deny(boundary), storage: deny('s3:*') }, boundedBy('fence')),
    ).toEqual([['confirmed', off('fencing'), `permissions boundary ${policyArn('fence')}, by ${boundary}`]]);
  });

  it('the surest way to take it off', () => {
    const withSecondFactor = { Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } };
    expect(
      takenOff(
        [
          allow('sts:AssumeRole'),
          { ...allow('iam:DeleteUserPermissionsBoundary'), ...withSecondFactor },
          allow('iam:CreatePolicyVersion', policyArn('fence')),
        ],
        {},
        boundedBy('fence'),
      ),
    ).toEqual([['confirmed', `permissions boundary ${policyArn('fence')}, by iam:CreatePolicyVersion`]]);
  });

  it('nothing that allows the step, though it has a Deny that could go', () => {
    const lifting = ['iam:DeleteUserPermissionsBoundary', 'iam:DeleteUserPolicy'];
    expect(
      takenOff(
        [allow(['sts:AssumeRole', ...lifting]), deny('s3:DeleteBucket')],
        { servers: deny('ec2:*') },
        boundedBy('fence'),
      ),
    ).toEqual([
      ['confirmed', `permissions boundary ${policyArn('fence')}, by iam:DeleteUserPermissionsBoundary`],
    ]);
  });

  it('what allows nothing before what allows the step', () => {
    const lifting = ['iam:DetachUserPolicy', 'iam:DeleteUserPolicy'];
    expect(
      takenOff([allow(['sts:AssumeRole', ...lifting]), deny('s3:DeleteBucket')], {
        roles: deny('sts:AssumeRole'),
      }),
    ).toEqual([['confirmed', off('roles')]]);
  });

  it('not the boundary where that leaves what the step needs', () => {
    expect(takenOff([assuming], { roles: deny('sts:AssumeRole') }, boundedBy('limit'))).toEqual([
      ['confirmed', off('roles')],
    ]);
  });

  it('everything where it joins a group to have what that has', () => {
    const joining = allow(['iam:AddUserToGroup', 'iam:DetachUserPolicy']);
    const rewriting = group('rewriters', {
      GroupPolicyList: [inline('rewrite', document(allow('iam:UpdateAssumeRolePolicy')))],
    });
    expect(
      takenOff(
        [joining],
        { rewriting: deny('iam:UpdateAssumeRolePolicy'), storage: deny('s3:*') },
        {},
        { groups: [rewriting] },
      ),
    ).toEqual([['confirmed', off('rewriting'), off('storage')]]);
  });
});
