import { describe, expect, it } from 'vitest';
import { details, document, role, trusting } from '../account/authorization-details.js';
import { scanPolicies } from '../../src/assessment/scan-policy.js';
import { NO_EXCLUSIONS } from '../../src/assessment/exclusions.js';
import { catalog } from '../scenarios/policy-scenario.js';
import { assessed } from './small-account.js';

const remark = (...names: readonly string[]) =>
  `AWS takes no wildcards within the ARN of a principal, so a policy that has them cannot be stored: ${names.join(', ')}. Name the account, and test aws:PrincipalArn in a condition.`;

describe('principals with a wildcard within their ARN', () => {
  const inAnyAccount = 'arn:aws:iam::*:role/deploy';
  const anyRole = 'arn:aws:iam::444455556666:role/*';
  const notesOf = (principal: unknown) =>
    assessed(details({ roles: [role('open', { AssumeRolePolicyDocument: trusting(principal) })] })).notes;

  it('are named in a note, of a trust policy', () => {
    expect(notesOf({ AWS: [anyRole, inAnyAccount, '444455556666'] })).toContain(
      remark(anyRole, inAnyAccount),
    );
  });

  it('are named once, of the policy of a resource, as an exception too', () => {
    const open = { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::b/*' };
    const policy = document(
      { ...open, Principal: { AWS: anyRole } },
      { ...open, Effect: 'Deny', NotPrincipal: { AWS: anyRole } },
    );
    const { notes } = scanPolicies([{ name: 'bucket', document: policy }], {
      catalog,
      exclusions: NO_EXCLUSIONS,
    });
    expect(notes).toContain(remark(anyRole));
  });

  it('are not everyone in any spelling, a service or an identity provider', () => {
    const others = [
      '*',
      { AWS: ['*', 'arn:aws:iam::*:root'] },
      { Service: 'ec2.amazonaws.com' },
      { Federated: '*' },
    ];
    for (const principal of others)
      expect(notesOf(principal).filter((note) => note.includes('wildcards'))).toEqual([]);
  });
});
