import { describe, expect, it } from 'vitest';
import { NO_EXCLUSIONS } from '../../src/assessment/exclusions.js';
import type { AssessOptions } from '../../src/assessment/assess-options.js';
import {
  allow,
  attached,
  details,
  document,
  group,
  inline,
  managed,
  role,
  trusting,
  user,
} from '../account/authorization-details.js';
import { foundIn } from '../scenarios/policy-scenario.js';
import { assessed, brief, MFA, withPolicy } from './small-account.js';

describe('what counts', () => {
  const mixed = document(
    allow('s3:GetObject'),
    allow('ssm:GetParameter', '*', MFA),
    allow('secretsmanager:GetSecretValue', 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:app-*'),
    allow('athena:GetQueryResults'),
  );

  it('counts what is unrestricted; the rest is kept, one step lower', () => {
    expect(assessed(withPolicy(mixed)).findings.map(brief)).toEqual([
      ['DataExfiltration', 'medium', 'unrestricted', true, null],
      ['DataExfiltration', 'low', 'conditional', false, 'conditional'],
      ['DataExfiltration', 'low', 'scoped', false, 'scoped'],
      ['DataExfiltration', 'medium', 'unrestricted', false, 'extended'],
    ]);
  });

  it('counts every reach, at full severity, with flagAllRiskyActions', () => {
    expect(assessed(withPolicy(mixed), { flagAllRiskyActions: true }).findings.map(brief)).toEqual([
      ['DataExfiltration', 'medium', 'unrestricted', true, null],
      ['DataExfiltration', 'medium', 'conditional', true, null],
      ['DataExfiltration', 'medium', 'scoped', true, null],
      ['DataExfiltration', 'medium', 'unrestricted', false, 'extended'],
    ]);
  });

  it('keeps findings of the chosen severities only, after grading', () => {
    const keys = document(allow('iam:CreateAccessKey', '*', MFA), allow('s3:GetObject'));
    const kept = (severities: AssessOptions['severities'] & {}) =>
      assessed(withPolicy(keys), { severities }).findings.map(({ kind, severity }) => [kind, severity]);
    expect(kept(['high'])).toEqual([]);
    expect(kept(['medium'])).toEqual([
      ['PrivilegeEscalation', 'medium'],
      ['DataExfiltration', 'medium'],
      ['ResourceExposure', 'medium'],
      ['CredentialsExposure', 'medium'],
    ]);
    expect(kept(['none'])).toEqual([['InfrastructureModification', 'none']]);
    expect(kept(['high', 'none']).length).toBe(1);
  });

  it('lists policies that nobody holds apart', () => {
    const result = assessed(
      details({
        users: [user('olu', { AttachedManagedPolicies: [attached('held')] })],
        policies: [
          managed('held', document(allow('s3:GetObject'))),
          managed('spare', document(allow('ssm:GetParameter'))),
        ],
      }),
    );
    expect(
      result.policies.map(({ name, attachedTo, principalsReached }) => [name, attachedTo, principalsReached]),
    ).toEqual([
      ['held', [0], 1],
      ['spare', [], 0],
    ]);
    expect(result.findings.map(brief)).toEqual([
      ['DataExfiltration', 'medium', 'unrestricted', true, null],
      ['DataExfiltration', 'medium', 'unrestricted', false, 'unattached'],
    ]);
    expect(result.summary.bySeverity).toEqual({ critical: 0, high: 0, medium: 1, low: 0, none: 0 });
    expect(result.summary.byKind.find(({ kind }) => kind === 'DataExfiltration')).toEqual({
      kind: 'DataExfiltration',
      severity: 'medium',
      counted: 1,
      conditional: 0,
      scoped: 0,
      extended: 0,
      unattached: 1,
    });
  });

  it('holds a policy by way of a group too, and counts its members', () => {
    const result = assessed(
      details({
        users: [user('olu', { GroupList: ['readers'] }), user('mara', { GroupList: ['readers'] })],
        groups: [group('readers', { AttachedManagedPolicies: [attached('held')] })],
        policies: [managed('held', document(allow('s3:GetObject')))],
      }),
    );
    expect(result.policies[0]?.attachedTo.map((index) => result.principals[index]?.name)).toEqual([
      'readers',
    ]);
    expect(result.policies[0]?.principalsReached).toBe(3);
    expect(result.findings.map(({ counted }) => counted)).toEqual([true]);
  });

  it('counts whoever has a policy by itself and by groups once', () => {
    const held = { AttachedManagedPolicies: [attached('held')] };
    const result = assessed(
      details({
        users: [
          user('olu', { ...held, GroupList: ['readers', 'writers'] }),
          user('mara', { GroupList: ['writers'] }),
        ],
        groups: [group('readers', held), group('writers', held)],
        policies: [managed('held', document(allow('s3:GetObject')))],
      }),
    );
    expect(result.policies[0]?.principalsReached).toBe(4);
  });

  it('does not count a permissions boundary as held', () => {
    const PermissionsBoundary = {
      PermissionsBoundaryType: 'Policy',
      PermissionsBoundaryArn: 'arn:aws:iam::111122223333:policy/limit',
    };
    const result = assessed(
      details({
        users: [user('olu', { PermissionsBoundary })],
        policies: [managed('limit', document(allow('s3:GetObject')))],
      }),
    );
    expect(result.principals[0]?.permissionsBoundary).toEqual({
      arn: 'arn:aws:iam::111122223333:policy/limit',
      policy: 0,
    });
    expect(result.findings.map(({ notCounted }) => notCounted)).toEqual(['unattached']);
  });

  it('says which statement has the wildcard of a whole service, though it reaches named resources only', () => {
    const wildcard = assessed(
      withPolicy(
        document(
          allow('s3:ListAllMyBuckets'),
          allow(['dynamodb:*', 's3:*'], 'arn:aws:s3:::northwind-dev-*'),
          allow('sqs:ListQueues'),
        ),
      ),
    ).findings.find(({ kind }) => kind === 'ServiceWildcard');
    expect([wildcard?.services, wildcard?.grantedBy]).toEqual([['dynamodb', 's3'], [1]]);
  });

  it('says which statements grant, limit and condition a finding', () => {
    const [finding] = assessed(
      withPolicy(
        document(allow('sqs:ListQueues'), allow(['s3:GetObject', 's3:ListBucket']), {
          Effect: 'Deny',
          Action: 's3:*',
          Resource: '*',
          Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } },
        }),
      ),
    ).findings;
    expect(finding?.grantedBy).toEqual([1]);
    expect(finding?.limitedBy).toEqual([2]);
    expect(finding?.conditionKeys).toEqual(['aws:MultiFactorAuthPresent']);
    expect(finding?.reach).toBe('conditional');
  });

  it('says which statements open a path on named resources', () => {
    const [finding] = assessed(
      withPolicy(
        document(
          allow('sqs:ListQueues'),
          allow('iam:PassRole', 'arn:aws:iam::111122223333:role/worker'),
          allow('ec2:RunInstances'),
        ),
      ),
    ).findings;
    expect(finding?.kind).toBe('PrivilegeEscalation');
    expect(finding?.reach).toBe('scoped');
    expect(finding?.grantedBy).toEqual([1, 2]);
  });

  it('does not lay a Deny of passing a role to a service at the door of other actions', () => {
    const [finding] = assessed(
      withPolicy(
        document(allow('iam:CreateAccessKey'), {
          Effect: 'Deny',
          Action: 'iam:*',
          Resource: '*',
          Condition: { StringEquals: { 'iam:PassedToService': 'ec2.amazonaws.com' } },
        }),
      ),
    ).findings;
    expect(finding?.reach).toBe('unrestricted');
    expect(finding?.limitedBy).toBeUndefined();
  });
});

describe('trust policies', () => {
  const open = withPolicy(document(allow('sqs:ListQueues')), { AssumeRolePolicyDocument: trusting('*') });

  it('are judged always, and count when they are flagged', () => {
    expect(assessed(open).findings.map(brief)).toEqual([
      ['AssumableByAnyPrincipal', 'critical', 'unrestricted', false, 'trust-policies-not-flagged'],
    ]);
    expect(assessed(open, { flagTrustPolicies: true }).findings.map(brief)).toEqual([
      ['AssumableByAnyPrincipal', 'critical', 'unrestricted', true, null],
    ]);
  });

  it('name the role and the statement', () => {
    const [finding] = assessed(open, { flagTrustPolicies: true }).findings;
    expect(finding?.subject).toEqual({ type: 'trust-policy', principal: 0 });
    expect(finding?.trusted).toEqual(['*']);
    expect(finding?.grantedBy).toEqual([0]);
  });

  it('do not report known accounts', () => {
    const foreign = withPolicy(document(allow('sqs:ListQueues')), {
      AssumeRolePolicyDocument: trusting({ AWS: ['arn:aws:iam::444455556666:root', '777788889999'] }),
    });
    const found = (knownAccounts: readonly string[]) =>
      foundIn(
        assessed(foreign, { flagTrustPolicies: true, exclusions: { ...NO_EXCLUSIONS, knownAccounts } }),
      );
    expect(found([])).toEqual({
      AssumableByCrossAccountPrincipal: { unrestricted: ['777788889999', 'arn:aws:iam::444455556666:root'] },
      AssumableByThirdPartyWithoutExternalId: {
        unrestricted: ['777788889999', 'arn:aws:iam::444455556666:root'],
      },
    });
    expect(found(['444455556666'])).toEqual({
      AssumableByCrossAccountPrincipal: { unrestricted: ['777788889999'] },
      AssumableByThirdPartyWithoutExternalId: { unrestricted: ['777788889999'] },
    });
    expect(found(['444455556666', '777788889999'])).toEqual({});
  });

  it('mark the policies of roles that compute services assume', () => {
    const result = assessed(
      details({
        roles: [
          role('machine', {
            AssumeRolePolicyDocument: trusting({ Service: 'ec2.amazonaws.com' }),
            RolePolicyList: [inline('a', document(allow('s3:GetObject')))],
          }),
          role('person', { RolePolicyList: [inline('b', document(allow('ssm:GetParameter')))] }),
        ],
      }),
    );
    expect(result.policies.map(({ name, heldByComputeRole }) => [name, heldByComputeRole])).toEqual([
      ['a', true],
      ['b', false],
    ]);
  });

  it('are judged in the account of the role', () => {
    const other = role('other', {
      Arn: 'arn:aws:iam::444455556666:role/other',
      AssumeRolePolicyDocument: trusting({ AWS: 'arn:aws:iam::444455556666:root' }),
    });
    const result = assessed(details({ users: [user('olu')], roles: [role('own'), other] }), {
      flagTrustPolicies: true,
    });
    expect(result.findings).toEqual([]);
  });
});
