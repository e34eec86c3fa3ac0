import type { AuthorizationDetails, EndpointAccount } from './endpoint-options.js';

const CREATED = '2024-03-01T09:00:00+00:00';
const DOCUMENT = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: "arn:aws:s3:::b/*'(ü) %&<>+" }],
};

/** Authorization details with a few entities of every kind, and with every character that some encoding escapes. */
export function smallDetails(accountId: string): AuthorizationDetails {
  const arn = (rest: string): string => `arn:aws:iam::${accountId}:${rest}`;
  return {
    UserDetailList: ['ann', 'bob', 'eve'].map((name) => ({
      Path: '/',
      UserName: name,
      UserId: `AIDA${name.toUpperCase()}`,
      Arn: arn(`user/${name}`),
      CreateDate: CREATED,
      UserPolicyList: [{ PolicyName: 'own', PolicyDocument: DOCUMENT }],
      GroupList: ['readers'],
      AttachedManagedPolicies: [{ PolicyName: 'shared', PolicyArn: arn('policy/shared') }],
      PermissionsBoundary: {
        PermissionsBoundaryType: 'Policy',
        PermissionsBoundaryArn: arn('policy/shared'),
      },
      Tags: [{ Key: 'Team & <co>', Value: '"quoted" \'and\' more' }],
    })),
    GroupDetailList: [
      {
        Path: '/',
        GroupName: 'readers',
        GroupId: 'AGPAREADERS',
        Arn: arn('group/readers'),
        CreateDate: CREATED,
        GroupPolicyList: [],
        AttachedManagedPolicies: [],
      },
    ],
    RoleDetailList: ['Auditor', 'Builder'].map((name) => ({
      Path: '/team/',
      RoleName: name,
      RoleId: `AROA${name.toUpperCase()}`,
      Arn: arn(`role/team/${name}`),
      CreateDate: CREATED,
      AssumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: { AWS: arn('root') },
            Action: 'sts:AssumeRole',
            ...(name === 'Builder'
              ? { Condition: { StringEquals: { 'sts:ExternalId': 'open sesame' } } }
              : {}),
          },
        ],
      },
      InstanceProfileList: [],
      RolePolicyList: [],
      AttachedManagedPolicies: [],
      Tags: [],
      RoleLastUsed: { LastUsedDate: CREATED, Region: 'eu-west-1' },
    })),
    Policies: [
      {
        PolicyName: 'shared',
        PolicyId: 'ANPASHARED',
        Arn: arn('policy/shared'),
        Path: '/',
        DefaultVersionId: 'v2',
        AttachmentCount: 3,
        PermissionsBoundaryUsageCount: 3,
        IsAttachable: true,
        CreateDate: CREATED,
        UpdateDate: CREATED,
        PolicyVersionList: [
          { Document: DOCUMENT, VersionId: 'v2', IsDefaultVersion: true, CreateDate: CREATED },
          {
            Document: { ...DOCUMENT, Statement: [] },
            VersionId: 'v1',
            IsDefaultVersion: false,
            CreateDate: CREATED,
          },
        ],
      },
      {
        PolicyName: 'ReadOnlyAccess',
        PolicyId: 'ANPAREADONLY',
        Arn: 'arn:aws:iam::aws:policy/ReadOnlyAccess',
        Path: '/',
        DefaultVersionId: 'v1',
        AttachmentCount: 0,
        PermissionsBoundaryUsageCount: 0,
        IsAttachable: true,
        CreateDate: CREATED,
        UpdateDate: CREATED,
        PolicyVersionList: [
          { Document: DOCUMENT, VersionId: 'v1', IsDefaultVersion: true, CreateDate: CREATED },
        ],
      },
    ],
  };
}

/** An account with these details. */
export function smallAccount(id: string, more: Partial<EndpointAccount> = {}): EndpointAccount {
  return { id, name: `account-${id}`, details: smallDetails(id), ...more };
}
