import { describe, expect, it } from 'vitest';
import { DocumentReader } from '../../src/access/document-reader.js';
import { parseAuthorizationDetails } from '../../src/account/parse-authorization-details.js';
import { loadCatalog } from '../../src/catalog/catalog-file.js';
import { analyseEscalation } from '../../src/escalation/graph/analyse-escalation.js';
import {
  ACCOUNT_ID,
  allow,
  attached,
  details,
  document,
  inline,
  managed,
  role,
  trusting,
  user,
} from '../account/authorization-details.js';

const catalog = loadCatalog();
const under = (path: string, name: string, more: Readonly<Record<string, unknown>> = {}) =>
  role(name, { Path: path, Arn: `arn:aws:iam::${ACCOUNT_ID}:role${path}${name}`, ...more });
const IDENTITY_CENTER = '/aws-reserved/sso.amazonaws.com/eu-west-1/';
const everything = { RolePolicyList: [inline('all', document(allow('*')))] };
const roles = [
  under(IDENTITY_CENTER, 'AWSReservedSSO_Administrator_0a', everything),
  under('/aws-service-role/support.amazonaws.com/', 'AWSServiceRoleForSupport', everything),
  under('/team/', 'administrator', everything),
];

function analyse(lists: Parameters<typeof details>[0]) {
  const account = parseAuthorizationDetails(details(lists));
  const { graph, search } = analyseEscalation([account], new DocumentReader(catalog), null);
  const numberOf = (wanted: string) => graph.population.principals.findIndex(({ name }) => name === wanted);
  const nameOf = (number: number) => graph.population.principals[number]?.name;
  return {
    on: (name: string, action: string) =>
      graph.nodes[numberOf(name)]?.capabilities.targets(action).open.indexes().map(nameOf),
    administrator: (name: string) => graph.nodes[numberOf(name)]?.administrator?.edge?.path,
    chain: (name: string) =>
      search.chainFrom(numberOf(name))?.hops.map(({ edge, to }) => `${edge.path} ${nameOf(to)}`),
  };
}

describe('roles that AWS keeps for itself', () => {
  const writer = (action: string) =>
    user('writer', { UserPolicyList: [inline('own', document(allow(action)))] });

  it.each([
    'iam:AttachRolePolicy',
    'iam:DeleteRolePermissionsBoundary',
    'iam:DeleteRolePolicy',
    'iam:DetachRolePolicy',
    'iam:PutRolePermissionsBoundary',
    'iam:PutRolePolicy',
    'iam:UpdateAssumeRolePolicy',
  ])('are no targets of %s', (action) => {
    expect(analyse({ users: [writer(action)], roles }).on('writer', action)).toEqual(['administrator']);
  });

  it('can be passed, since that changes nothing of them', () => {
    expect(analyse({ users: [writer('iam:PassRole')], roles }).on('writer', 'iam:PassRole')).toEqual([
      'AWSReservedSSO_Administrator_0a',
      'AWSServiceRoleForSupport',
      'administrator',
    ]);
  });

  it('are put into no instance profile', () => {
    const launched = { ...everything, AssumeRolePolicyDocument: trusting({ Service: 'ec2.amazonaws.com' }) };
    const profile = {
      InstanceProfileName: 'web',
      Arn: `arn:aws:iam::${ACCOUNT_ID}:instance-profile/web`,
    };
    const chain = (launchable: ReturnType<typeof role>, actions: readonly string[]) =>
      analyse({
        users: [
          user('launcher', {
            UserPolicyList: [
              inline('own', document(allow(['iam:PassRole', 'ec2:RunInstances', ...actions]))),
            ],
          }),
        ],
        roles: [
          launchable,
          role('web', { AssumeRolePolicyDocument: trusting({}), InstanceProfileList: [profile] }),
        ],
      }).chain('launcher');
    const adding = 'iam:AddRoleToInstanceProfile';
    for (const first of ['iam:CreateInstanceProfile', 'iam:RemoveRoleFromInstanceProfile']) {
      expect(chain(under('/service-role/', 'top', launched), [first, adding])).toEqual(['ec2-001 top']);
      expect(
        chain(under('/aws-service-role/ec2.amazonaws.com/', 'top', launched), [first, adding]),
      ).toBeUndefined();
    }
  });

  it('lead nobody to administrator by a trust policy that cannot be changed', () => {
    const users = [writer('iam:UpdateAssumeRolePolicy')];
    expect(analyse({ users, roles }).chain('writer')).toEqual(['iam-012 administrator']);
    expect(analyse({ users, roles: roles.slice(0, 2) }).chain('writer')).toBeUndefined();
  });

  it('do not rewrite themselves, but the customer-managed policies that they hold', () => {
    const rewriting = (action: string) =>
      under(IDENTITY_CENTER, 'AWSReservedSSO_Writer_0b', {
        RolePolicyList: [inline('own', document(allow(action)))],
        AttachedManagedPolicies: [attached('shared')],
      });
    const policies = [managed('shared', document(allow('s3:ListAllMyBuckets')))];
    const administrator = (action: string) =>
      analyse({ roles: [rewriting(action)], policies }).administrator('AWSReservedSSO_Writer_0b');
    expect(administrator('iam:PutRolePolicy')).toBeUndefined();
    expect(administrator('iam:CreatePolicyVersion')).toBe('iam-001');
  });
});
