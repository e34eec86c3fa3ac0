import {
  ACCOUNT_ID,
  allow,
  deny,
  details,
  document,
  group,
  inline,
  managed,
  policyArn,
  role,
  trusting,
  user,
} from '../account/authorization-details.js';

/** The ARN of something of IAM in the account. */
export const arn = (name: string) => `arn:aws:iam::${ACCOUNT_ID}:${name}`;

/** Parameters of the question who can read one object. */
export const READ = ['--action', 's3:getobject', '--resource', 'arn:aws:s3:::data/x'];

/** One user that can read, one by its group, one with MFA, one that is denied, one in a boundary, one by a role. */
export const READERS = details({
  users: [
    user('ann', { UserPolicyList: [inline('read', document({ Sid: 'Read', ...allow('s3:Get*') }))] }),
    user('ben', { GroupList: ['readers'] }),
    user('cas', {
      UserPolicyList: [
        inline(
          'read',
          document(allow('s3:Get*', '*', { Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } })),
        ),
      ],
    }),
    user('dee', { GroupList: ['readers'], UserPolicyList: [inline('never', document(deny('s3:*')))] }),
    user('eve', {
      GroupList: ['readers'],
      PermissionsBoundary: {
        PermissionsBoundaryType: 'Policy',
        PermissionsBoundaryArn: policyArn('ec2-only'),
      },
    }),
    user('fay', {
      GroupList: ['readers'],
      PermissionsBoundary: {
        PermissionsBoundaryType: 'Policy',
        PermissionsBoundaryArn: policyArn('elsewhere'),
      },
    }),
    user('gus', { UserPolicyList: [inline('hop', document(allow('sts:AssumeRole', arn('role/reader'))))] }),
  ],
  groups: [
    group('readers', {
      GroupPolicyList: [inline('read', document(allow('s3:GetObject', 'arn:aws:s3:::data/*')))],
    }),
  ],
  roles: [
    role('reader', {
      RolePolicyList: [inline('read', document(allow('s3:GetObject', 'arn:aws:s3:::data/*')))],
      AssumeRolePolicyDocument: trusting({ AWS: arn('root') }),
    }),
  ],
  policies: [managed('ec2-only', document(allow('ec2:*')))],
});

/** The decisions in the JSON of an answer, by the names of the principals. */
export const decisions = (stdout: string) =>
  Object.fromEntries(
    // The command's own output, as the test below pins it.
    (JSON.parse(stdout) as { results: { principal: string; decision: string }[] }).results.map(
      ({ principal, decision }) => [principal.slice(principal.lastIndexOf('/') + 1), decision],
    ),
  );
