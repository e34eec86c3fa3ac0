import { describe, expect, it } from 'vitest';
import { DocumentReader } from '../../src/access/document-reader.js';
import { parseAuthorizationDetails } from '../../src/account/parse-authorization-details.js';
import { pathsReport } from '../../src/assessment/paths-report.js';
import { loadCatalog } from '../../src/catalog/catalog-file.js';
import { analyseEscalation } from '../../src/escalation/graph/analyse-escalation.js';
import {
  ACCOUNT_ID,
  allow,
  details,
  document,
  inline,
  role,
  user,
} from '../account/authorization-details.js';

type Fields = Readonly<Record<string, unknown>>;

const catalog = loadCatalog();
const ELSEWHERE = '999988887777';
const service = 'glue.amazonaws.com';
const trust = (Effect: 'Allow' | 'Deny', Condition?: Fields): Fields => ({
  Effect,
  Principal: { Service: service },
  Action: 'sts:AssumeRole',
  ...(Condition === undefined ? {} : { Condition }),
});

/** The paths where a user has some actions and a role with everything some trust policy. */
function pathsOf(actions: readonly string[], trustPolicy: Fields) {
  const account = parseAuthorizationDetails(
    details({
      users: [user('dev', { UserPolicyList: [inline('own', document(allow(actions)))] })],
      roles: [
        role('top', {
          RolePolicyList: [inline('all', document(allow('*')))],
          AssumeRolePolicyDocument: trustPolicy,
        }),
      ],
    }),
  );
  const { graph, search } = analyseEscalation([account], new DocumentReader(catalog), null);
  return pathsReport(graph, search).paths;
}

/** The verdicts of the ways from the user to the role. */
function waysOf(actions: readonly string[], trustPolicy: Fields) {
  return pathsOf(actions, trustPolicy)
    .filter(({ from }) => from.endsWith('/dev'))
    .map(({ verdict, hops }) => [
      verdict,
      ...hops.map(({ path, statements }) => `${path} ${statements.map(({ policy }) => policy).join()}`),
    ]);
}

/** How surely whoever makes and runs a job with the role becomes administrator, and what that hangs on. */
function passing(...statements: readonly Fields[]) {
  const [path] = pathsOf(['iam:PassRole', 'glue:CreateJob', 'glue:StartJobRun'], document(...statements));
  return path === undefined ? null : [path.verdict, ...path.hops.flatMap(({ conditions }) => conditions)];
}

describe('a service to which a role is passed', () => {
  it.each([
    ['the account of the role', { StringEquals: { 'aws:SourceAccount': ACCOUNT_ID } }],
    ['that account among others', { StringEquals: { 'aws:SourceAccount': [ELSEWHERE, ACCOUNT_ID] } }],
    ['all that the account has', { ArnLike: { 'aws:SourceArn': `arn:aws:glue:*:${ACCOUNT_ID}:*` } }],
    [
      'the account of the resource, which is the role',
      {
        StringEquals: { 'aws:SourceAccount': '${aws:ResourceAccount}' },
      },
    ],
    ['another account, negated', { StringNotEquals: { 'aws:SourceAccount': ELSEWHERE } }],
    ['the presence of an ARN', { Null: { 'aws:SourceArn': 'false' } }],
  ])('is let in where its trust asks for %s', (_, test) => {
    expect(passing(trust('Allow', test))).toEqual(['confirmed']);
  });

  it.each([
    ['another account', { StringEquals: { 'aws:SourceAccount': ELSEWHERE } }],
    ['something of another account', { ArnLike: { 'aws:SourceArn': `arn:aws:glue:*:${ELSEWHERE}:*` } }],
    [
      'both, of which one fails',
      {
        StringEquals: { 'aws:SourceAccount': ACCOUNT_ID },
        ArnEquals: { 'aws:SourceArn': `arn:aws:glue:eu-west-1:${ELSEWHERE}:job/x` },
      },
    ],
    ['no ARN', { Null: { 'aws:SourceArn': 'true' } }],
  ])('is kept out where its trust asks for %s', (_, test) => {
    expect(passing(trust('Allow', test))).toBeNull();
  });

  it('hangs on what is asked of the one thing it works for, which is told', () => {
    const arn = `arn:aws:glue:eu-west-1:${ACCOUNT_ID}:job/prod`;
    expect(passing(trust('Allow', { ArnLike: { 'aws:SourceArn': arn } }))).toEqual([
      'conditional',
      `ArnLike aws:SourceArn ${arn}`,
    ]);
  });

  it('is kept out by a Deny on whoever works for the account of the role', () => {
    const unless = { StringNotEquals: { 'aws:SourceAccount': ELSEWHERE } };
    expect(passing(trust('Allow'), trust('Deny', unless))).toBeNull();
    const others = { StringNotEquals: { 'aws:SourceAccount': ACCOUNT_ID } };
    expect(passing(trust('Allow'), trust('Deny', others))).toEqual(['confirmed']);
  });

  it('needs only one statement that lets it in', () => {
    const elsewhere = { StringEquals: { 'aws:SourceAccount': ELSEWHERE } };
    expect(passing(trust('Allow', elsewhere), trust('Allow'))).toEqual(['confirmed']);
  });
});

describe('a service that is let in as everyone', () => {
  const everyone = (Effect: 'Allow' | 'Deny', Condition?: Fields): Fields => ({
    Effect,
    Principal: '*',
    Action: 'sts:AssumeRole',
    ...(Condition === undefined ? {} : { Condition }),
  });
  const isService = (value: string) => ({ Bool: { 'aws:PrincipalIsAWSService': value } });

  it.each([
    ['by its name', [everyone('Allow', { StringEquals: { 'aws:PrincipalServiceName': service } })]],
    [
      'by one of its names',
      [
        everyone('Allow', {
          'ForAnyValue:StringEquals': { 'aws:PrincipalServiceNamesList': ['glue.eu-west-1.amazonaws.com'] },
        }),
      ],
    ],
    ['for being a service', [everyone('Allow', isService('true'))]],
    ['by a Deny of all others', [everyone('Allow'), everyone('Deny', isService('false'))]],
    [
      'by a Deny of whoever has not its name',
      [everyone('Allow'), everyone('Deny', { StringNotEquals: { 'aws:PrincipalServiceName': service } })],
    ],
    [
      'for the account of the role',
      [
        everyone('Allow', {
          ...isService('true'),
          StringEquals: { 'aws:SourceAccount': ACCOUNT_ID },
        }),
      ],
    ],
  ])('takes the role that is passed to it: %s', (_, statements) => {
    expect(passing(...statements)).toEqual(['confirmed']);
    // And nobody else: people are turned away, from inside and from outside.
    const all = pathsOf(['iam:PassRole', 'glue:CreateJob', 'glue:StartJobRun'], document(...statements));
    expect(all.map(({ from }) => from.replace(/^.*\//, ''))).toEqual(['dev']);
  });

  it.each([
    [
      'under another name',
      [everyone('Allow', { StringEquals: { 'aws:PrincipalServiceName': 'ec2.amazonaws.com' } })],
    ],
    [
      'for another account',
      [everyone('Allow', { ...isService('true'), StringEquals: { 'aws:SourceAccount': ELSEWHERE } })],
    ],
    [
      'of an organisation, in which services are not',
      [everyone('Allow', { ...isService('true'), StringEquals: { 'aws:PrincipalOrgID': 'o-example' } })],
    ],
  ])('takes no role that lets it in %s', (_, statements) => {
    expect(passing(...statements)).toBeNull();
  });
});

it('lets identity pools in as the identity provider that roles trust', () => {
  const pool = document({
    Effect: 'Allow',
    Principal: { Federated: 'cognito-identity.amazonaws.com' },
    Action: 'sts:AssumeRoleWithWebIdentity',
    Condition: { StringEquals: { 'cognito-identity.amazonaws.com:aud': 'eu-west-1:1' } },
  });
  expect(waysOf(['iam:PassRole', 'cognito-identity:SetIdentityPoolRoles'], pool)).toEqual([
    ['possible', 'cognitoidentity-001 own,trust policy of top'],
  ]);
  expect(waysOf(['iam:PassRole', 'glue:CreateJob', 'glue:StartJobRun'], pool)).toEqual([]);
});

describe('a role that asks for what its callers send along', () => {
  const asking = (Condition: Fields, ...actions: readonly string[]) =>
    document({
      Effect: 'Allow',
      Principal: { AWS: ACCOUNT_ID },
      Action: ['sts:AssumeRole', ...actions],
      Condition,
    });
  const TAG = { StringEquals: { 'aws:RequestTag/project': 'x' } };
  const IDENTITY = { StringLike: { 'sts:SourceIdentity': '*' } };
  const caller = ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity'];

  it.each([
    ['session tags', TAG],
    ['keys of session tags', { 'ForAnyValue:StringEquals': { 'aws:TagKeys': 'project' } }],
    ['a source identity', IDENTITY],
    ['a source identity to be there', { Null: { 'sts:SourceIdentity': 'false' } }],
  ])('is assumed by nobody whom it does not let send them: %s', (_, test) => {
    expect(waysOf(caller, asking(test))).toEqual([]);
  });

  it('is assumed where it lets them be sent, or does without', () => {
    expect(waysOf(caller, asking(TAG, 'sts:TagSession')).map(([verdict]) => verdict)).toEqual(['confirmed']);
    expect(waysOf(caller, asking(IDENTITY, 'sts:SetSourceIdentity'))).toHaveLength(1);
    const without = { StringNotEquals: { 'aws:RequestTag/project': 'y' } };
    expect(waysOf(caller, asking(without)).map(([verdict]) => verdict)).toEqual(['confirmed']);
  });
});
