import { HOSTILE_NAME, RIGHT_TO_LEFT_NAME } from '../report-app/fixture-names.js';

const ACCOUNT = '111122223333';
/** What must do nothing wherever it stands: in names, Sids, conditions, ARNs, tags and addresses. */
export const HOSTILE_TEXTS = [
  HOSTILE_NAME,
  '<img src=x onerror=globalThis.attacked=1>',
  '"><svg/onload=globalThis.attacked=1>',
  'javascript:globalThis.attacked=1',
  "$& $` $' $1 {{constructor.constructor('globalThis.attacked=1')()}} <%= 1 %>",
  '<!-- --><script>globalThis.attacked=1</script>',
  '\u2028\u2029\u202E\u2066\u200B\u{1F4A3}\u{E0041}',
  RIGHT_TO_LEFT_NAME,
  '__proto__',
  'x'.repeat(2000),
] as const;

/** Authorization details in which every text that an account may choose is hostile. */
export function hostileAccount(): object {
  const users = HOSTILE_TEXTS.map((text, index) => ({
    Path: '/',
    UserName: text,
    UserId: `AIDAHOSTILE${index}`,
    Arn: `arn:aws:iam::${ACCOUNT}:user/${text}`,
    CreateDate: '2026-01-01T00:00:00Z',
    UserPolicyList: [
      { PolicyName: `inline ${text}`, PolicyDocument: document(text, 'iam:PutUserPolicy') },
      // Not a resource: it is shown among what was not assessed.
      {
        PolicyName: `wrong ${text}`,
        PolicyDocument: { Statement: { Effect: 'Allow', Action: 's3:GetObject', Resource: text } },
      },
    ],
    GroupList: [HOSTILE_TEXTS[0]],
    AttachedManagedPolicies: [{ PolicyName: text, PolicyArn: policyArn(text) }],
    PermissionsBoundary: { PermissionsBoundaryType: 'Policy', PermissionsBoundaryArn: policyArn(text) },
    Tags: [{ Key: text, Value: text }],
  }));
  const roles = HOSTILE_TEXTS.map((text, index) => ({
    Path: `/${index}/`,
    RoleName: text,
    RoleId: `AROAHOSTILE${index}`,
    Arn: `arn:aws:iam::${ACCOUNT}:role/${index}/${text}`,
    CreateDate: '2026-01-01T00:00:00Z',
    AssumeRolePolicyDocument: {
      Version: '2012-10-17',
      Statement: [
        {
          Sid: text,
          Effect: 'Allow',
          Principal: index % 2 === 0 ? '*' : { AWS: `arn:aws:iam::${ACCOUNT}:user/${text}`, Federated: text },
          Action: 'sts:AssumeRole',
          Condition: { StringLike: { [`aws:${text}`]: text } },
        },
      ],
    },
    RolePolicyList: [{ PolicyName: text, PolicyDocument: document(text, '*') }],
    AttachedManagedPolicies: [{ PolicyName: text, PolicyArn: policyArn(text) }],
    InstanceProfileList: [{ InstanceProfileName: text, Arn: text, Roles: [] }],
    RoleLastUsed: { LastUsedDate: text, Region: text },
    Tags: [{ Key: text, Value: text }],
  }));
  return {
    UserDetailList: users,
    GroupDetailList: [
      {
        Path: '/',
        GroupName: HOSTILE_TEXTS[0],
        GroupId: 'AGPAHOSTILE',
        Arn: `arn:aws:iam::${ACCOUNT}:group/${HOSTILE_TEXTS[0]}`,
        CreateDate: '2026-01-01T00:00:00Z',
        GroupPolicyList: [],
        AttachedManagedPolicies: [],
      },
    ],
    RoleDetailList: roles,
    Policies: HOSTILE_TEXTS.map((text, index) => ({
      PolicyName: text,
      PolicyId: `ANPAHOSTILE${index}`,
      Arn: policyArn(text),
      Path: '/',
      DefaultVersionId: 'v1',
      AttachmentCount: 2,
      IsAttachable: true,
      CreateDate: '2026-01-01T00:00:00Z',
      UpdateDate: text,
      PolicyVersionList: [
        {
          VersionId: 'v1',
          IsDefaultVersion: true,
          CreateDate: '2026-01-01T00:00:00Z',
          Document: document(text, 's3:GetObject', 'iam:PassRole', `s3:${text}`),
        },
      ],
    })),
  };
}

/** Policies of resources in which every text that their owner may choose is hostile. */
export function hostileResourcePolicies(): object {
  return Object.fromEntries(
    HOSTILE_TEXTS.filter((text) => !/[*?]/.test(text)).map((text) => [
      `arn:aws:sqs:eu-west-1:${ACCOUNT}:q${text}`,
      {
        Version: '2012-10-17',
        Statement: [
          { Sid: text, Effect: 'Allow', Principal: '*', Action: 'sqs:SendMessage' },
          {
            Sid: `others ${text}`,
            Effect: 'Allow',
            Principal: { AWS: `arn:aws:iam::444455556666:user/${text}`, CanonicalUser: text },
            Action: 'sqs:ReceiveMessage',
            Condition: { StringLike: { [`aws:${text}`]: text } },
          },
        ],
      },
    ]),
  );
}

function policyArn(text: string): string {
  return `arn:aws:iam::${ACCOUNT}:policy/${text}`;
}

function document(text: string, ...actions: readonly string[]): object {
  return {
    Version: '2012-10-17',
    Statement: [
      { Sid: text, Effect: 'Allow', Action: actions, Resource: '*' },
      {
        Sid: `limits ${text}`,
        Effect: 'Deny',
        Action: 's3:DeleteBucket',
        Resource: [`arn:aws:s3:::${text}`],
        Condition: { StringNotEquals: { [`aws:RequestTag/${text}`]: [text] } },
      },
    ],
  };
}
