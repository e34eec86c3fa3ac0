import { describe, expect, it } from 'vitest';
import { DocumentReader } from '../../src/access/document-reader.js';
import { parseOrganizationPolicies } from '../../src/account/organization-policies.js';
import { parseAuthorizationDetails } from '../../src/account/parse-authorization-details.js';
import { parseResourcePolicies } from '../../src/account/resource-policies.js';
import { whoCanReport } from '../../src/assessment/who-can-report.js';
import { loadCatalog } from '../../src/catalog/catalog-file.js';
import { analyseEscalation } from '../../src/escalation/graph/analyse-escalation.js';
import {
  ACCOUNT_ID,
  allow,
  attached,
  boundedBy,
  deny,
  details,
  document,
  iamArn,
  inline,
  managed,
  role,
  trusting,
  user,
} from '../account/authorization-details.js';

type Fields = Readonly<Record<string, unknown>>;

const catalog = loadCatalog();
const holding = (...statements: readonly Fields[]) => ({
  UserPolicyList: [inline('own', document(...statements))],
});
const writesItself = (name: string) => allow('iam:PutUserPolicy', iamArn(`user/${name}`));

const nameOf = (arn: string) => arn.replace(/^.*\//, '');

/** By whom and by which paths each user gets to read an object. */
function ways(
  lists: Parameters<typeof details>[0],
  {
    policies = null,
    context = {},
    resourcePolicy,
  }: {
    readonly policies?: unknown;
    readonly context?: Readonly<Record<string, readonly string[]>>;
    readonly resourcePolicy?: unknown;
  } = {},
) {
  const account = parseAuthorizationDetails(details(lists));
  const organization = policies === null ? null : parseOrganizationPolicies(policies);
  const analysis = analyseEscalation([account], new DocumentReader(catalog), organization);
  const { results } = whoCanReport(
    analysis,
    {
      action: 's3:GetObject',
      resource: 'arn:aws:s3:::data/x',
      context: new Map(Object.entries(context)),
      organization,
      resourcePolicies: parseResourcePolicies(
        resourcePolicy === undefined ? {} : { 'arn:aws:s3:::data': resourcePolicy },
      ),
    },
    { viaEscalation: true },
  );
  return Object.fromEntries(
    results.map(({ principal, decision, via }) => [
      nameOf(principal),
      [decision, ...(via?.hops ?? []).map(({ to, path }) => `${path} ${nameOf(to)}`)],
    ]),
  );
}

describe('who can by way of escalation', () => {
  const writer = user('writer', holding(writesItself('writer')));
  const key = user('key', holding(allow('iam:CreateAccessKey', iamArn('user/writer'))));

  it('are those who write it into their own policies, and those who become them', () => {
    expect(ways({ users: [writer, key, user('other')] })).toEqual({
      writer: ['allowed', 'iam-007 writer'],
      key: ['allowed', 'iam-002 writer', 'iam-007 writer'],
      other: ['implicitlyDenied'],
    });
  });

  it('not where their organisation takes it away whatever they write', () => {
    const policies = {
      accounts: {
        [ACCOUNT_ID]: {
          serviceControlPolicies: [
            {
              level: 'root',
              name: 'r',
              policies: [
                { name: 'all', document: document(allow('*')) },
                { name: 'no-data', document: document(deny('s3:GetObject')) },
              ],
            },
          ],
        },
      },
    };
    expect(ways({ users: [writer, key] }, { policies })).toEqual({
      writer: ['explicitlyDenied'],
      key: ['explicitlyDenied'],
    });
  });

  it('as far as their boundary leaves it to them', () => {
    const dev = (...limit: readonly string[]) => ({
      users: [user('dev', { ...holding(writesItself('dev')), ...boundedBy('limit') })],
      policies: [managed('limit', document(allow(limit)))],
    });
    expect(ways(dev('iam:PutUserPolicy', 's3:*'))).toEqual({ dev: ['allowed', 'iam:PutUserPolicy dev'] });
    expect(ways(dev('iam:PutUserPolicy', 'ec2:*'))).toEqual({ dev: ['implicitlyDenied'] });
  });

  it('once a Deny is taken off that kept it from them', () => {
    const held = user('held', {
      ...holding(allow(['s3:GetObject', 'iam:DetachUserPolicy'])),
      AttachedManagedPolicies: [attached('never')],
    });
    expect(ways({ users: [held], policies: [managed('never', document(deny('s3:*')))] })).toEqual({
      held: ['allowed', 'iam-025 held'],
    });
  });

  it('in the context that is given', () => {
    const test = { Condition: { StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } } };
    const lists = {
      users: [user('dev', { ...holding(writesItself('dev')), ...boundedBy('limit') })],
      policies: [managed('limit', document(allow('iam:PutUserPolicy'), allow('s3:*', '*', test)))],
    };
    const inRegion = (region: string) => ways(lists, { context: { 'aws:requestedregion': [region] } });
    expect(ways(lists)).toEqual({ dev: ['conditional', 'iam:PutUserPolicy dev'] });
    expect(inRegion('eu-west-1')).toEqual({ dev: ['allowed', 'iam:PutUserPolicy dev'] });
    expect(inRegion('us-east-1')).toEqual({ dev: ['implicitlyDenied'] });
  });

  const holds = (...statements: readonly Fields[]) => ({
    RolePolicyList: [inline('own', document(...statements))],
  });
  const trustedBy = (...names: readonly string[]) => ({
    AssumeRolePolicyDocument: trusting({ AWS: names.map((name) => iamArn(name)) }),
  });

  it('are those who give somebody else everything whom they then are', () => {
    const lists = {
      users: [
        user('dev', holding(allow('iam:PutRolePolicy', iamArn('role/empty')))),
        user('before', holding(allow('iam:CreateAccessKey', iamArn('user/dev')))),
      ],
      roles: [role('empty', trustedBy('user/dev'))],
    };
    expect(ways(lists)).toEqual({
      dev: ['allowed', 'iam-017 empty'],
      before: ['allowed', 'iam-002 dev', 'iam-017 empty'],
      empty: ['implicitlyDenied'],
    });
    const closed = document(deny('s3:GetObject', 'arn:aws:s3:::data/*', { Principal: '*' }));
    expect(ways(lists, { resourcePolicy: closed })).toEqual({
      dev: ['explicitlyDenied'],
      before: ['explicitlyDenied'],
      empty: ['explicitlyDenied'],
    });
  });

  it('not where a boundary keeps it from whom they rewrite', () => {
    const lists = {
      users: [user('dev', holding(allow('iam:PutRolePolicy', iamArn('role/empty'))))],
      roles: [role('empty', { ...trustedBy('user/dev'), ...boundedBy('limit') })],
      policies: [managed('limit', document(allow('ec2:*')))],
    };
    expect(ways(lists)).toEqual({ dev: ['implicitlyDenied'], empty: ['implicitlyDenied'] });
  });

  it('are those who become two of whom one gives the other everything', () => {
    const lists = {
      users: [user('dev')],
      roles: [
        role('writer', {
          ...trustedBy('user/dev'),
          ...holds(allow('iam:PutRolePolicy', iamArn('role/empty'))),
        }),
        role('empty', trustedBy('user/dev')),
      ],
    };
    expect(ways(lists)).toEqual({
      dev: ['allowed', 'assume role writer', 'rewrite permissions empty', 'assume role empty'],
      writer: ['implicitlyDenied'],
      empty: ['implicitlyDenied'],
    });
  });

  it('under conditions, if whoever they become can under conditions', () => {
    const office = { Condition: { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } } };
    const reader = role('reader', { ...trustedBy('user/dev'), ...holds(allow('s3:GetObject', '*', office)) });
    const lists = { users: [user('dev')], roles: [reader] };
    expect(ways(lists)).toEqual({ dev: ['conditional', 'assume role reader'], reader: ['conditional'] });
    const inOffice = { 'aws:sourceip': ['203.0.113.7'] };
    expect(ways(lists, { context: inOffice })).toEqual({
      dev: ['allowed', 'assume role reader'],
      reader: ['allowed'],
    });
  });

  it('surely, where those who can under conditions become one who can without', () => {
    const office = { Condition: { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } } };
    const dev = user('dev', holding(allow('s3:GetObject', '*', office)));
    const reader = role('reader', { ...trustedBy('user/dev'), ...holds(allow('s3:GetObject')) });
    expect(ways({ users: [dev], roles: [reader] })).toEqual({
      dev: ['allowed', 'assume role reader'],
      reader: ['allowed'],
    });
  });

  describe('administrators who are kept out by name', () => {
    const admin = user('admin', holding(allow('*')));
    const self = user('self', holding(writesItself('self')));
    const start = user('start', holding(allow('iam:CreateAccessKey', iamArn('user/admin'))));
    const reader = role('reader', { ...trustedBy('user/other'), ...holds(allow('s3:GetObject')) });
    const lists = { users: [admin, self, start], roles: [reader] };
    const asReader = {
      reader: ['allowed'],
      admin: ['allowed', 'iam-012 reader'],
      self: ['allowed', 'iam-007 self', 'iam-012 reader'],
      start: ['allowed', 'iam-002 admin', 'iam-012 reader'],
    };
    const unlessReader = { Condition: { ArnNotEquals: { 'aws:PrincipalArn': iamArn('role/reader') } } };

    it('by the policy of the resource', () => {
      const resourcePolicy = document(
        deny('s3:*', 'arn:aws:s3:::data/*', { Principal: '*', ...unlessReader }),
      );
      expect(ways(lists, { resourcePolicy })).toEqual(asReader);
    });

    it('by one of the organisation, unless that keeps them from all who can', () => {
      const policies = (...denies: readonly Fields[]) => ({
        accounts: {
          [ACCOUNT_ID]: {
            serviceControlPolicies: [
              {
                level: 'root',
                name: 'r',
                policies: [{ name: 'all', document: document(allow('*'), ...denies) }],
              },
            ],
          },
        },
      });
      const data = deny('s3:*', '*', unlessReader);
      expect(ways(lists, { policies: policies(data) })).toEqual(asReader);
      expect(ways(lists, { policies: policies(data, deny('iam:UpdateAssumeRolePolicy')) })).toEqual({
        reader: ['allowed'],
        admin: ['explicitlyDenied'],
        self: ['explicitlyDenied'],
        start: ['explicitlyDenied'],
      });
    });
  });
});
