import { describe, expect, it } from 'vitest';
import { NO_EXCLUSIONS } from '../../src/assessment/exclusions.js';
import {
  allow,
  attached,
  details,
  document,
  group,
  managed,
  user,
} from '../account/authorization-details.js';
import { assessed, MFA } from './small-account.js';

describe('the summary', () => {
  const policies = [
    managed('low', document(allow('sqs:SendMessage'))),
    managed('medium', document(allow('s3:GetObject'))),
    managed('high', document(allow('kms:PutKeyPolicy'))),
    managed('highest', document(allow('iam:CreateAccessKey'))),
    managed('clean', document(allow('s3:ListBucket'))),
    managed('conditional', document(allow('iam:CreateAccessKey', '*', MFA))),
    managed('medium-too', document(allow('ssm:GetParameter'))),
    managed('low-too', document(allow('sns:Publish'))),
  ];
  const names = policies.map(({ PolicyName }) => String(PolicyName));
  const users = [
    user('clean', { AttachedManagedPolicies: [attached('clean'), attached('conditional')] }),
    user('one', { AttachedManagedPolicies: names.slice(0, 2).map((name) => attached(name)) }),
    user('most', { AttachedManagedPolicies: names.map((name) => attached(name)) }),
    user('by-group', { GroupList: ['keys'] }),
  ];
  const groups = [group('keys', { AttachedManagedPolicies: [attached('highest')] })];
  const result = assessed(details({ users, groups, policies }));

  it('ranks at most five policies, the gravest first, and none without a counted finding', () => {
    expect(result.summary.worstPolicies.map(({ index }) => result.policies[index]?.name)).toEqual([
      'highest',
      'high',
      'medium',
      'medium-too',
      'low',
    ]);
    expect(result.summary.worstPolicies[0]).toEqual({
      index: 3,
      bySeverity: { critical: 0, high: 3, medium: 0, low: 1, none: 0 },
      kinds: ['CredentialsExposure', 'PrivilegeEscalation', 'ResourceExposure', 'InfrastructureModification'],
    });
  });

  it('ranks principals by all they hold, groups included', () => {
    expect(
      result.summary.worstPrincipals.map(({ index, bySeverity }) => [
        result.principals[index]?.name,
        bySeverity.high,
        bySeverity.medium,
        bySeverity.low,
      ]),
    ).toEqual([
      ['most', 4, 2, 4],
      ['by-group', 3, 0, 1],
      ['keys', 3, 0, 1],
      ['one', 0, 1, 1],
    ]);
  });

  it('counts by severity and by kind, the conditional ones apart', () => {
    expect(result.summary.bySeverity).toEqual({ critical: 0, high: 4, medium: 2, low: 4, none: 0 });
    const row = result.summary.byKind.find(({ kind }) => kind === 'CredentialsExposure');
    expect(row).toEqual({
      kind: 'CredentialsExposure',
      severity: 'high',
      counted: 1,
      conditional: 1,
      scoped: 0,
      extended: 0,
      unattached: 0,
    });
  });

  it('leaves excluded principals out', () => {
    const { summary, principals } = assessed(details({ users, groups, policies }), {
      exclusions: { ...NO_EXCLUSIONS, users: ['most'] },
    });
    expect(summary.worstPrincipals.map(({ index }) => principals[index]?.name)).toEqual([
      'by-group',
      'keys',
      'one',
    ]);
  });
});
