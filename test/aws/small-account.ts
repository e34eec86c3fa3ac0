import type { AuthorizationDetails } from '../../src/aws/authorization-details.js';

export const ACCOUNT = '111122223333';
const CREATED = '2026-01-02T03:04:05+00:00';

const arn = (resource: string, partition: string, account: string) =>
  `arn:${partition}:iam::${account}:${resource}`;
const allowing = (action: string) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: action, Resource: '*' }],
});

/**
 * An account with one of everything: a user in a group, a role of a service, policies that are attached, bind only, or
 * belong to nobody, each in the keys and the order of the AWS CLI.
 */
export function smallAccount(partition = 'aws', account = ACCOUNT) {
  const policy = (
    name: string,
    counts: { readonly attached: number; readonly bound: number },
    versions: readonly string[],
  ) => ({
    PolicyName: name,
    PolicyId: `ANPA${name.toUpperCase().replaceAll('-', '')}`,
    Arn: arn(`policy/${name}`, partition, account),
    Path: '/',
    DefaultVersionId: versions[0] ?? 'v1',
    AttachmentCount: counts.attached,
    PermissionsBoundaryUsageCount: counts.bound,
    IsAttachable: true,
    CreateDate: CREATED,
    UpdateDate: CREATED,
    PolicyVersionList: versions.map((VersionId, index) => ({
      Document: allowing(`s3:Get${VersionId}`),
      VersionId,
      IsDefaultVersion: index === 0,
      CreateDate: CREATED,
    })),
  });
  return {
    UserDetailList: [
      {
        Path: '/team/',
        UserName: 'ada',
        UserId: 'AIDAADA',
        Arn: arn('user/team/ada', partition, account),
        CreateDate: CREATED,
        UserPolicyList: [{ PolicyName: 'notes', PolicyDocument: allowing('s3:GetObject') }],
        GroupList: ['readers'],
        AttachedManagedPolicies: [],
        PermissionsBoundary: {
          PermissionsBoundaryType: 'Policy',
          PermissionsBoundaryArn: arn('policy/boundary', partition, account),
        },
        Tags: [{ Key: 'note', Value: 'a < b & "c" – 100 % +1' }],
      },
    ],
    GroupDetailList: [
      {
        Path: '/',
        GroupName: 'readers',
        GroupId: 'AGPAREADERS',
        Arn: arn('group/readers', partition, account),
        CreateDate: CREATED,
        GroupPolicyList: [],
        AttachedManagedPolicies: [
          { PolicyName: 'reading', PolicyArn: arn('policy/reading', partition, account) },
        ],
      },
    ],
    RoleDetailList: [
      {
        Path: '/aws-service-role/support.amazonaws.com/',
        RoleName: 'AWSServiceRoleForSupport',
        RoleId: 'AROASUPPORT',
        Arn: arn('role/aws-service-role/support.amazonaws.com/AWSServiceRoleForSupport', partition, account),
        CreateDate: CREATED,
        AssumeRolePolicyDocument: {
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Allow',
              Principal: { Service: 'support.amazonaws.com' },
              Action: 'sts:AssumeRole',
            },
          ],
        },
        InstanceProfileList: [],
        RolePolicyList: [],
        AttachedManagedPolicies: [],
        Tags: [],
        RoleLastUsed: { LastUsedDate: CREATED, Region: 'us-east-1' },
      },
    ],
    Policies: [
      policy('reading', { attached: 1, bound: 0 }, ['v2', 'v1']),
      policy('boundary', { attached: 0, bound: 1 }, ['v1']),
      policy('forgotten', { attached: 0, bound: 0 }, ['v1']),
    ],
  } satisfies AuthorizationDetails;
}
