import { describe, expect, it } from 'vitest';
import { actionMembers } from '../../src/assessment/action-members.js';
import { NO_EXCLUSIONS } from '../../src/assessment/exclusions.js';
import { scanPolicies, scanPolicy } from '../../src/assessment/scan-policy.js';
import { InputError } from '../../src/policy/input-error.js';
import { allow, document } from '../account/authorization-details.js';
import { catalog, foundIn } from '../scenarios/policy-scenario.js';

const keys = {
  name: 'keys',
  document: document(allow('iam:CreateAccessKey', 'arn:aws:iam::111122223333:user/*')),
};

describe('policies on their own', () => {
  it('count although nobody holds them', () => {
    const result = scanPolicies([keys], { catalog });
    expect(foundIn(result, ({ counted }) => counted)).toEqual({
      PrivilegeEscalation: { unrestricted: ['iam-002'] },
      ResourceExposure: { unrestricted: ['iam:CreateAccessKey'] },
      CredentialsExposure: { unrestricted: ['iam:CreateAccessKey'] },
      InfrastructureModification: { unrestricted: ['iam:CreateAccessKey'] },
    });
    expect(result.principals).toEqual([]);
    expect(result.account).toEqual({ id: null, partition: '', principalsByAccount: {} });
    expect(result.name).toBe('keys');
  });

  it('may be one document without a name', () => {
    const now = new Date('2026-01-02T03:04:05Z');
    const one = scanPolicy(keys.document, { catalog, name: 'keys', now });
    expect(one).toEqual(scanPolicies([keys], { catalog, now }));
    expect(scanPolicy(keys.document, { catalog }).policies.map(({ name }) => name)).toEqual(['policy']);
    expect(() => scanPolicy({ Statement: [{ Effect: 'Permit' }] }, { catalog })).toThrow(InputError);
  });

  it('are judged each in its own account and partition', () => {
    const [first, second] = ['arn:aws-cn:iam::111122223333:role/*', 'arn:aws:iam::444455556666:role/*'];
    const result = scanPolicies(
      [
        { name: 'a', document: document(allow('iam:PassRole', first)) },
        { name: 'b', document: document(allow('iam:PassRole', second)) },
      ],
      { catalog, name: 'both' },
    );
    expect(
      result.findings
        .filter(({ kind }) => kind === 'ResourceExposure')
        .map(({ reach, subject }) => [reach, subject]),
    ).toEqual([
      ['unrestricted', { type: 'policy', policy: 0 }],
      ['unrestricted', { type: 'policy', policy: 1 }],
    ]);
    expect(result.name).toBe('both');
  });

  it('are judged in the account that is given for all, unless one tells another', () => {
    const foreign = document(allow('iam:PassRole', 'arn:aws:iam::444455556666:role/*'));
    const reaches = (accountId: string) => {
      const { account, findings } = scanPolicies([keys, { name: 'foreign', document: foreign }], {
        catalog,
        accountId,
      });
      const exposed = findings.filter(({ kind }) => kind === 'ResourceExposure');
      return [account.id, ...exposed.map(({ reach }) => reach)];
    };
    expect(reaches('111122223333')).toEqual(['111122223333', 'unrestricted', 'scoped']);
    expect(reaches('444455556666')).toEqual(['444455556666', 'scoped', 'unrestricted']);

    const trust = {
      Statement: { Effect: 'Allow', Principal: { AWS: '111122223333' }, Action: 'sts:AssumeRole' },
    };
    const role = { name: 'r', document: trust, accountId: '111122223333' };
    expect(scanPolicies([role], { catalog, accountId: '444455556666' }).findings).toEqual([]);
    expect(scanPolicy(trust, { catalog, accountId: '444455556666' }).principals[0]?.accountId).toBe(
      '444455556666',
    );
  });

  it('are judged in no account but one of 12 digits, in which patterns would all be foreign', () => {
    for (const accountId of ['', '1111-2222-3333', 'production']) {
      expect(() => scanPolicies([keys], { catalog, accountId })).toThrow(InputError);
      expect(() => scanPolicies([{ ...keys, accountId }], { catalog })).toThrow(InputError);
    }
  });

  it('may be given as text, URL-encoded or not', () => {
    const text = JSON.stringify(keys.document);
    const kinds = (policyDocument: unknown) =>
      scanPolicies([{ name: 'p', document: policyDocument }], { catalog }).findings.map(({ kind }) => kind);
    expect(kinds(text)).toEqual(kinds(keys.document));
    expect(kinds(encodeURIComponent(text))).toEqual(kinds(keys.document));
  });

  it('without exclusions include and exclude nothing', () => {
    const { exclusions, findings } = scanPolicies(
      [{ name: 'read', document: document(allow('s3:GetObject')) }],
      { catalog },
    );
    expect(findings.map(({ kind }) => kind)).toEqual(['DataExfiltration']);
    expect(exclusions.excluded).toEqual([]);
    expect(exclusions.unmatchedRules).toEqual([]);
  });

  it('may be excluded by name', () => {
    const result = scanPolicies([keys], { catalog, exclusions: { ...NO_EXCLUSIONS, policies: ['k*'] } });
    expect(result.findings).toEqual([]);
    expect(result.exclusions.excluded).toEqual([{ type: 'policy', name: 'keys', rule: 'k*' }]);
  });

  it('leave infrastructure modification out of findings and summary on demand', () => {
    const result = scanPolicies([keys], { catalog, highPriorityOnly: true });
    expect(result.findings.map(({ kind }) => kind)).toEqual([
      'PrivilegeEscalation',
      'ResourceExposure',
      'CredentialsExposure',
    ]);
    expect(result.summary.bySeverity).toEqual({ critical: 0, high: 3, medium: 0, low: 0, none: 0 });
  });

  it('are judged as trust policies where they are, in the account of their identity provider', () => {
    const provider = 'arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com';
    const trust = {
      Statement: [
        { Effect: 'Allow', Principal: { Federated: provider }, Action: 'sts:AssumeRoleWithWebIdentity' },
        { Effect: 'Allow', Principal: { AWS: '111122223333' }, Action: 'sts:AssumeRole' },
      ],
    };
    const result = scanPolicies([keys, { name: 'ci', document: trust }], { catalog });
    expect(result.principals.map(({ name, type, accountId }) => [name, type, accountId])).toEqual([
      ['ci', 'role', '111122223333'],
    ]);
    expect(
      result.findings.flatMap(({ kind, subject, counted, trusted }) =>
        subject.type === 'policy' ? [] : [[kind, subject, counted, trusted]],
      ),
    ).toEqual([
      ['AssumableByAnyWebIdentity', { type: 'trust-policy', principal: 0 }, true, [provider]],
      ['AssumableByWebIdentityWithoutAudience', { type: 'trust-policy', principal: 0 }, true, [provider]],
    ]);
    expect(result.notes).toEqual([]);
  });

  it('take the account of a role from what is said of it', () => {
    const trust = {
      Statement: { Effect: 'Allow', Principal: { AWS: '111122223333' }, Action: 'sts:AssumeRole' },
    };
    const kinds = (accountId: string) =>
      scanPolicies([{ name: 'r', document: trust, accountId }], { catalog }).findings.map(({ kind }) => kind);
    expect(kinds('111122223333')).toEqual([]);
    expect(kinds('444455556666')).toEqual([
      'AssumableByCrossAccountPrincipal',
      'AssumableByThirdPartyWithoutExternalId',
    ]);
  });

  it('are judged for what they open where they are resource policies', () => {
    const queue = {
      Statement: {
        Effect: 'Allow',
        Principal: '*',
        Action: ['SQS:SendMessage', 'sqs:Receive*'],
        Resource: 'arn:aws:sqs:eu-west-1:111122223333:q',
      },
    };
    const result = scanPolicy(queue, { catalog, name: 'queue' });
    expect([result.policies, result.principals, result.notAssessed]).toEqual([[], [], []]);
    expect(result.resourcePolicies).toEqual([
      {
        name: 'queue',
        arn: null,
        resourceType: null,
        accountId: '111122223333',
        document: 0,
        blocksPublicAccess: false,
        excludedBy: null,
      },
    ]);
    expect(result.findings).toMatchObject([
      {
        kind: 'ResourceOpenToAnyone',
        severity: 'high',
        subject: { type: 'resource-policy', resourcePolicy: 0 },
        reach: 'unrestricted',
        counted: true,
        trusted: ['*'],
        grantedBy: [0],
      },
    ]);
    expect(actionMembers(result, result.findings[0]?.actionSet ?? -1)).toEqual([
      'sqs:ReceiveMessage',
      'sqs:SendMessage',
    ]);
  });

  it('are refused with the place of what is wrong', () => {
    const broken = { Statement: [{ Effect: 'allow', Action: 's3:GetObject', Resource: '*' }] };
    expect(() => scanPolicies([keys, { name: 'broken', document: broken }], { catalog })).toThrow(
      new InputError(
        'policy broken: Effect must be "Allow" or "Deny", not "allow" (at $.Statement[0].Effect of the document)',
      ),
    );
    expect(() => scanPolicies([{ name: 'broken', document: broken }], { catalog })).toThrow(
      'Effect must be "Allow" or "Deny", not "allow" (at $.Statement[0].Effect of the document)',
    );
  });

  it('are refused where some statements name principals and others do not', () => {
    const allow = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' };
    const odd = { Version: '2012-10-17', Statement: [allow, { ...allow, Principal: '*' }] };
    expect(() => scanPolicies([{ name: 'odd', document: odd }], { catalog })).toThrow(
      new InputError(
        'a statement names a principal and another none, which AWS takes in no policy',
        '$.Statement[1]',
      ),
    );
    expect(() => scanPolicies([keys, { name: 'odd', document: odd }], { catalog })).toThrow(
      'policy odd: a statement names a principal and another none, which AWS takes in no policy',
    );
  });
});
