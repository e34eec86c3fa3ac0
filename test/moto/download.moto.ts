import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runWithAws } from '../cli/run-command-line.js';
import { useWorkspace } from '../cli/workspace.js';
import {
  ESCALATION,
  EXFILTRATION,
  fillManagement,
  fillMember,
  HARMLESS,
  TRUST_OF_LAMBDA,
} from './filled-accounts.js';
import { fillOrganization, GUARDRAIL } from './filled-organization.js';
import {
  managementAccount,
  MANAGEMENT,
  memberAccount,
  motoVariables,
  namesManagedPolicies,
  useMoto,
} from './moto-server.js';

const workspace = useWorkspace();
useMoto();

const read = (name: string): unknown => JSON.parse(readFileSync(join(workspace.path, name), 'utf8'));
const download = (...parameters: readonly string[]) =>
  runWithAws(workspace.path, ['download', ...parameters], motoVariables());
const arn = (resource: string) => `arn:aws:iam::${MANAGEMENT}:${resource}`;
const TIME: unknown = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00$/);
const ID: unknown = expect.stringMatching(/^\w{16,}$/);
const WROTE =
  'Wrote default.json: 2 users, 1 group, 1 role, 2 policies. Left out: 1 policy that nobody has (--include-unattached-policies keeps them).\n';

test('writes all of an account but the policy that nobody has', async () => {
  const account = managementAccount();
  await fillManagement(account);
  await fillMember(await memberAccount('444455556666'), MANAGEMENT);
  expect(await download()).toEqual({ exitCode: 0, signal: null, stdout: '', stderr: WROTE });
  expect(readdirSync(workspace.path)).toEqual(['default.json']);
  const isNamed = await namesManagedPolicies(account);
  const managed = (name: string, documents: readonly object[]) => ({
    ...(isNamed ? { PolicyName: name, PolicyId: ID } : {}),
    Arn: arn(`policy/${name}`),
    Path: '/',
    DefaultVersionId: `v${documents.length}`,
    AttachmentCount: 1,
    IsAttachable: true,
    Description: '',
    CreateDate: TIME,
    UpdateDate: TIME,
    PolicyVersionList: documents.map((Document, index) => ({
      Document,
      VersionId: `v${index + 1}`,
      IsDefaultVersion: index + 1 === documents.length,
      CreateDate: TIME,
    })),
  });
  const attached = (name: string) => [{ PolicyName: name, PolicyArn: arn(`policy/${name}`) }];
  const { Policies, ...principals } = read('default.json') as {
    readonly Policies: readonly { readonly Arn: string }[];
  };
  // In what order moto gives policies, differs from call to call.
  expect(Policies.toSorted((one, other) => one.Arn.localeCompare(other.Arn))).toEqual([
    managed('listing', [HARMLESS]),
    managed('planted-escalation', [HARMLESS, ESCALATION]),
  ]);
  expect(principals).toEqual({
    UserDetailList: [
      {
        Path: '/team/',
        UserName: 'ada',
        UserId: ID,
        Arn: arn('user/team/ada'),
        CreateDate: TIME,
        UserPolicyList: [{ PolicyName: 'notes', PolicyDocument: HARMLESS }],
        GroupList: ['developers'],
        AttachedManagedPolicies: attached('planted-escalation'),
        Tags: [{ Key: 'note', Value: 'a < b & "c" – 100 % +1' }],
      },
      {
        Path: '/',
        UserName: 'bob',
        UserId: ID,
        Arn: arn('user/bob'),
        CreateDate: TIME,
        UserPolicyList: [],
        GroupList: [],
        AttachedManagedPolicies: [],
      },
    ],
    GroupDetailList: [
      {
        Path: '/',
        GroupName: 'developers',
        GroupId: ID,
        Arn: arn('group/developers'),
        CreateDate: TIME,
        GroupPolicyList: [{ PolicyName: 'buckets', PolicyDocument: HARMLESS }],
        AttachedManagedPolicies: attached('listing'),
      },
    ],
    RoleDetailList: [
      {
        Path: '/service/',
        RoleName: 'reader',
        RoleId: ID,
        Arn: arn('role/service/reader'),
        CreateDate: TIME,
        AssumeRolePolicyDocument: TRUST_OF_LAMBDA,
        InstanceProfileList: [],
        RolePolicyList: [{ PolicyName: 'planted-exfiltration', PolicyDocument: EXFILTRATION }],
        AttachedManagedPolicies: [],
        Tags: [],
        RoleLastUsed: {},
      },
    ],
  });
});

test('writes the organisation with the policies that bind its member', async () => {
  const management = managementAccount();
  await fillManagement(management);
  const { organizationId, rootId, unitId, memberId } = await fillOrganization(management);
  expect(await download('--organization')).toEqual({
    exitCode: 0,
    signal: null,
    stdout: '',
    stderr: `${WROTE}Wrote organization.json: 2 accounts in 1 organisational unit. Use it with: --organization-policies organization.json\n`,
  });
  expect(readdirSync(workspace.path)).toEqual(['default.json', 'organization.json']);
  const allowAll = {
    name: 'FullAWSAccess',
    document: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] },
  };
  const account = (id: string, name: string, parentId: string, ouPath: string) => ({
    id,
    name,
    email: `${name}@example.com`,
    status: 'ACTIVE',
    parentId,
    ouPath,
  });
  expect(read('organization.json')).toEqual({
    managementAccount: MANAGEMENT,
    accounts: {
      [MANAGEMENT]: {
        serviceControlPolicies: [
          { level: 'root', name: 'Root', policies: [allowAll] },
          { level: 'account', name: 'master', policies: [allowAll] },
        ],
      },
      [memberId]: {
        serviceControlPolicies: [
          { level: 'root', name: 'Root', policies: [allowAll] },
          {
            level: 'ou',
            name: 'workloads',
            policies: [allowAll, { name: 'no-user-policies', document: GUARDRAIL }],
          },
          { level: 'account', name: 'member', policies: [allowAll] },
        ],
      },
    },
    organization: {
      id: organizationId,
      managementAccount: MANAGEMENT,
      partition: 'aws',
      roots: [{ id: rootId, name: 'Root' }],
      units: [{ id: unitId, name: 'workloads', parentId: rootId, path: 'workloads' }],
      accounts: [account(MANAGEMENT, 'master', rootId, ''), account(memberId, 'member', unitId, 'workloads')],
    },
  });
});
