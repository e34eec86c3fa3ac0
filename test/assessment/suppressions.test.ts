import { describe, expect, it } from 'vitest';
import { actionMembers } from '../../src/assessment/action-members.js';
import type { Assessment } from '../../src/assessment/assessment.js';
import type { Suppression } from '../../src/assessment/suppressions/suppression.js';
import {
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
import { assessed, NOW, withPolicy } from './small-account.js';

const reading = document(allow(['s3:GetObject', 'ssm:GetParameter']));
const reason = 'reviewed';

function suppressing(input: unknown, suppressions: readonly Suppression[], more: object = {}): Assessment {
  return assessed(input, { suppressions, ...more });
}

/** Kind, actions, why it does not count and by which suppression. */
const brief = (assessment: Assessment) =>
  assessment.findings.map((finding) => [
    finding.kind,
    finding.actionSet === undefined ? [] : actionMembers(assessment, finding.actionSet),
    finding.notCounted ?? 'counted',
    finding.suppressedBy ?? null,
  ]);

describe('suppressions', () => {
  it('take a whole finding out of the count and keep it', () => {
    const before = assessed(withPolicy(reading));
    const after = suppressing(withPolicy(reading), [{ kind: 'DataExfiltration', reason }]);
    expect(brief(before)).toEqual([
      ['DataExfiltration', ['s3:GetObject', 'ssm:GetParameter'], 'counted', null],
    ]);
    expect(brief(after)).toEqual([
      ['DataExfiltration', ['s3:GetObject', 'ssm:GetParameter'], 'suppressed', 0],
    ]);
    expect(after.findings[0]?.id).toBe(before.findings[0]?.id);
    expect(after.summary.bySeverity).toEqual({ critical: 0, high: 0, medium: 0, low: 0, none: 0 });
    expect(after.suppressions).toEqual([
      { kind: 'DataExfiltration', reason, findings: 1, isUsed: true, isExpired: false },
    ]);
    expect(after.notes).toEqual([]);
  });

  it('take only the actions that are named, and leave the rest its fingerprint', () => {
    const before = assessed(withPolicy(reading));
    const after = suppressing(withPolicy(reading), [{ action: 'ssm:*', reason }]);
    expect(brief(after)).toEqual([
      ['DataExfiltration', ['ssm:GetParameter'], 'suppressed', 0],
      ['DataExfiltration', ['s3:GetObject'], 'counted', null],
    ]);
    expect(after.findings[1]?.id).toBe(before.findings[0]?.id);
    expect(after.findings[0]?.id).not.toBe(before.findings[0]?.id);
  });

  it('take one action each, and together the whole', () => {
    const after = suppressing(withPolicy(reading), [
      { action: 'ssm:*', reason },
      { action: 's3:GetObject', reason },
    ]);
    expect(brief(after)).toEqual([
      ['DataExfiltration', ['ssm:GetParameter'], 'suppressed', 0],
      ['DataExfiltration', ['s3:GetObject'], 'suppressed', 1],
    ]);
    expect(after.suppressions?.map(({ findings }) => findings)).toEqual([1, 1]);
  });

  it('take only the escalation paths that are named, by id or by their name of 0.9.1', () => {
    const input = withPolicy(document(allow(['iam:CreatePolicyVersion', 'iam:SetDefaultPolicyVersion'])));
    const escalations = (suppressions: readonly Suppression[]) => {
      const assessment = suppressing(input, suppressions);
      return assessment.findings
        .filter(({ kind, subject }) => kind === 'PrivilegeEscalation' && subject.type === 'policy')
        .map(({ paths = [], notCounted }) => [
          paths.map((path) => assessment.escalationPaths[path]?.id),
          notCounted ?? 'counted',
        ]);
    };
    expect(escalations([])).toEqual([[['iam-001', 'legacy-set-default-policy-version'], 'counted']]);
    expect(escalations([{ path: 'CreateNewPolicyVersion', reason }])[0]).toEqual([['iam-001'], 'suppressed']);
    expect(escalations([{ path: 'iam-001', reason }])[0]).toEqual([['iam-001'], 'suppressed']);
    expect(escalations([{ path: 'none', reason }])).toEqual(escalations([]));
    // A path falls with any action that it needs.
    expect(escalations([{ action: 'iam:CreatePolicyVersion', reason }])[0]).toEqual([
      ['iam-001'],
      'suppressed',
    ]);
  });

  it('take services out of a wildcard', () => {
    const input = withPolicy(document(allow(['sqs:*', 'sns:*'])));
    const after = suppressing(input, [{ kind: 'ServiceWildcard', action: 'sns:*', reason }]);
    expect(
      after.findings
        .filter(({ kind }) => kind === 'ServiceWildcard')
        .map(({ services, notCounted }) => [services, notCounted ?? 'counted']),
    ).toEqual([
      [['sns'], 'suppressed'],
      [['sqs'], 'counted'],
    ]);
  });

  it('name policies and principals as exclusions do, and mean a policy only where all its holders match', () => {
    const shared = managed('reading', reading);
    const input = details({
      policies: [shared],
      users: [user('anna', { AttachedManagedPolicies: [attached('reading')] })],
      roles: [
        role('batch', {
          AttachedManagedPolicies: [attached('reading')],
          RolePolicyList: [inline('own', document(allow('s3:GetObject')))],
        }),
      ],
    });
    const suppressed = (suppression: Omit<Suppression, 'reason'>) => {
      const { policies, findings } = suppressing(input, [{ ...suppression, reason }]);
      return findings.flatMap(({ subject, notCounted }) =>
        subject.type === 'policy' && notCounted === 'suppressed' ? [policies[subject.policy]?.name] : [],
      );
    };
    expect(suppressed({ policy: 'READ*' })).toEqual(['reading']);
    expect(suppressed({ policy: '*:policy/own' })).toEqual([]);
    expect(suppressed({ principal: 'batch' })).toEqual(['own']);
    expect(suppressed({ principal: '*' })).toEqual(['reading', 'own']);
    expect(suppressed({ principal: 'arn:aws:iam::*:role/*' })).toEqual(['own']);
    expect(suppressed({ policy: 'own', principal: 'anna' })).toEqual([]);
    expect(suppressed({ policy: 'own', kind: 'DataExfiltration' })).toEqual(['own']);
    expect(suppressed({ policy: 'own', kind: 'ResourceExposure' })).toEqual([]);
  });

  it('mean findings on trust policies by their role, and one finding by its fingerprint', () => {
    const input = details({
      roles: [role('door', { AssumeRolePolicyDocument: trusting({ AWS: '*' }) })],
    });
    const count = (suppressions: readonly Suppression[]) =>
      suppressing(input, suppressions, { flagTrustPolicies: true }).findings.filter(
        ({ notCounted, subject }) => subject.type === 'trust-policy' && notCounted === 'suppressed',
      ).length;
    const [finding] = assessed(input, { flagTrustPolicies: true }).findings.filter(
      ({ subject }) => subject.type === 'trust-policy',
    );
    expect(count([{ principal: 'door', reason }])).toBe(1);
    expect(count([{ policy: '*', reason }])).toBe(0);
    expect(count([{ fingerprint: finding?.id ?? '', reason }])).toBe(1);
    expect(count([{ fingerprint: '0000000000000000', reason }])).toBe(0);
  });

  it('apply to the last day, and are reported after it', () => {
    const today = NOW.toISOString().slice(0, 10);
    const on = (expires: string) => suppressing(withPolicy(reading), [{ kind: '*', reason, expires }]);
    expect(on(today).findings.map(({ notCounted }) => notCounted)).toEqual(['suppressed']);
    expect(on(today).notes).toEqual([]);
    const expired = on('2020-02-29');
    expect(expired.findings.map(({ counted }) => counted)).toEqual([true]);
    expect(expired.suppressions).toEqual([
      { kind: '*', reason, expires: '2020-02-29', findings: 0, isUsed: true, isExpired: true },
    ]);
    expect(expired.notes).toEqual([
      'The suppression of kind * expired on 2020-02-29 and no longer applies; renew or remove it.',
    ]);
  });

  it('are reported where they match nothing, and are not where they match what does not count anyway', () => {
    const scoped = withPolicy(document(allow('s3:GetObject', 'arn:aws:s3:::reports/*')));
    const after = suppressing(scoped, [
      { kind: 'DataExfiltration', reason },
      { kind: 'ResourceExposure', policy: 'x', reason },
    ]);
    expect(brief(after)).toEqual([['DataExfiltration', ['s3:GetObject'], 'scoped', null]]);
    expect(after.suppressions?.map(({ findings, isUsed }) => [findings, isUsed])).toEqual([
      [0, true],
      [0, false],
    ]);
    expect(after.notes).toEqual([
      'The suppression of kind ResourceExposure, policy x matched no finding; remove or correct it.',
    ]);
  });

  it('leave no trace where there are none', () => {
    expect(Object.hasOwn(assessed(withPolicy(reading)), 'suppressions')).toBe(false);
  });
});
