import { describe, expect, it } from 'vitest';
import type { Account } from '../../src/account/account.js';
import { parseAuthorizationDetails } from '../../src/account/parse-authorization-details.js';
import { ACCOUNT, allow, policy } from './details.js';

const where = (place: string) => `$.Policies[0]${place}`;

function read(...policies: readonly unknown[]): Account {
  return parseAuthorizationDetails({ Policies: policies });
}

function version(
  versionId: unknown,
  action: string,
  more: Record<string, unknown> = {},
): Record<string, unknown> {
  return { VersionId: versionId, Document: allow(action), ...more };
}

describe('managed policies', () => {
  it('reads every field', () => {
    const account = read({
      PolicyName: 'deploy',
      PolicyId: 'ANPA1',
      Arn: `arn:aws:iam::${ACCOUNT}:policy/ci/deploy`,
      Path: '/ci/',
      DefaultVersionId: 'v2',
      AttachmentCount: 3,
      PermissionsBoundaryUsageCount: 0,
      IsAttachable: true,
      CreateDate: '2024-01-01T00:00:00+00:00',
      UpdateDate: '2024-02-01T00:00:00+00:00',
      PolicyVersionList: [
        version('v2', 's3:PutObject', { IsDefaultVersion: true, CreateDate: '2024-02-01T00:00:00+00:00' }),
        version('v1', 's3:*', { IsDefaultVersion: false }),
      ],
    });
    expect(account.problems).toEqual([]);
    const [deploy] = account.managedPolicies;
    expect(deploy?.document).toBe(deploy?.versions[0]?.document);
    expect(deploy?.versions.map(({ document, ...rest }) => ({ ...rest, json: document?.json }))).toEqual([
      {
        versionId: 'v2',
        isDefault: true,
        createDate: '2024-02-01T00:00:00+00:00',
        json: allow('s3:PutObject'),
      },
      { versionId: 'v1', isDefault: false, createDate: null, json: allow('s3:*') },
    ]);
    expect({ ...deploy, document: null, versions: [] }).toEqual({
      id: 'ANPA1',
      name: 'deploy',
      arn: `arn:aws:iam::${ACCOUNT}:policy/ci/deploy`,
      path: '/ci/',
      isAwsManaged: false,
      defaultVersionId: 'v2',
      document: null,
      versions: [],
      attachmentCount: 3,
      isAttachable: true,
      createDate: '2024-01-01T00:00:00+00:00',
      updateDate: '2024-02-01T00:00:00+00:00',
    });
  });

  it.each(['aws', 'aws-cn', 'aws-us-gov'])("knows AWS's own policies in %s, and their paths", (partition) => {
    const [service] = read(
      policy('X', { Arn: `arn:${partition}:iam::aws:policy/service-role/X`, Path: undefined }),
    ).managedPolicies;
    expect([service?.isAwsManaged, service?.path]).toEqual([true, '/service-role/']);
  });

  it("lets a customer's policy and one of AWS share a name", () => {
    expect(
      read(policy('X'), policy('X', { Arn: 'arn:aws:iam::aws:policy/X', PolicyId: 'ANPAaws' })).problems,
    ).toEqual([]);
  });

  it('takes the version marked as default, whatever DefaultVersionId says, and reports its id', () => {
    const [read1] = read(
      policy('p', {
        DefaultVersionId: 'v1',
        PolicyVersionList: [
          version('v1', 's3:*', { IsDefaultVersion: false }),
          version('v2', 'sqs:*', { IsDefaultVersion: true }),
        ],
      }),
    ).managedPolicies;
    expect([read1?.defaultVersionId, read1?.document?.json]).toEqual(['v2', allow('sqs:*')]);
    expect(read1?.versions.map(({ isDefault }) => isDefault)).toEqual([false, true]);
  });

  it('takes the version that DefaultVersionId names where none is marked', () => {
    const account = read(
      policy('p', {
        DefaultVersionId: 'v2',
        PolicyVersionList: [version('v1', 's3:*'), version('v2', 'sqs:*')],
      }),
    );
    expect(account.problems).toEqual([]);
    expect(account.managedPolicies[0]?.document?.json).toEqual(allow('sqs:*'));
    expect(account.managedPolicies[0]?.versions.map(({ isDefault }) => isDefault)).toEqual([false, true]);
  });
});

describe('problems with managed policies', () => {
  const malformed = { Statement: [{ Effect: 'Allow', Action: 's3:*' }] };
  const reason =
    'a statement of an identity policy needs Resource or NotResource (at $.Statement[0] of the document)';

  it.each([
    [
      'no name',
      { Arn: 'x' },
      'policy',
      '.PolicyName',
      'PolicyName must be a text, not nothing, so the policy is left out',
    ],
    [
      'no ARN',
      { PolicyName: 'p' },
      'policy p',
      '.Arn',
      'Arn must be a text, not nothing, so the policy is left out',
    ],
    [
      'a wrong ARN',
      policy('p', { Arn: 'p' }),
      'policy p',
      '.Arn',
      '"p" is not an ARN, so the policy is left out',
    ],
  ])('leaves out a policy with %s', (_what, entry, what, place, text) => {
    const account = read(entry, policy('good'));
    expect(account.managedPolicies.map(({ name }) => name)).toEqual(['good']);
    expect(account.problems[0]).toEqual({ what, where: where(place), reason: text });
  });

  it.each([
    [
      'no versions',
      { PolicyVersionList: [] },
      '',
      '.PolicyVersionList',
      'the policy has no version, so it is not assessed',
    ],
    [
      'no list of versions',
      { PolicyVersionList: undefined },
      '',
      '.PolicyVersionList',
      'the policy has no version, so it is not assessed',
    ],
    [
      'no default version',
      { DefaultVersionId: 'v9', PolicyVersionList: [version('v1', 's3:*', { IsDefaultVersion: false })] },
      '',
      '.PolicyVersionList',
      'no version of the policy is marked as its default, so it is not assessed',
    ],
    [
      'a default version without a document',
      { PolicyVersionList: [{ VersionId: 'v1', IsDefaultVersion: true }] },
      'version v1 of ',
      '.PolicyVersionList[0].Document',
      'the document is missing, so it is not assessed',
    ],
  ])('keeps a policy with %s, without a document in force', (_what, more, what, place, text) => {
    const account = read(policy('p', more));
    expect(account.managedPolicies.map(({ name, document }) => [name, document])).toEqual([['p', null]]);
    expect(account.problems).toEqual([{ what: `${what}policy p`, where: where(place), reason: text }]);
  });

  it.each([
    ['marked', { PolicyVersionList: [{ VersionId: 'v1', IsDefaultVersion: true, Document: malformed }] }],
    ['named', { PolicyVersionList: [{ VersionId: 'v1', Document: malformed }] }],
  ])('keeps a malformed document of the version %s as default', (_what, more) => {
    const account = read(policy('p', more));
    expect(account.managedPolicies[0]?.document?.parsed).toEqual({ ok: false, reason });
    expect(account.managedPolicies[0]?.document?.json).toBe(malformed);
    expect(account.problems).toEqual([
      { what: 'version v1 of policy p', where: where('.PolicyVersionList[0].Document'), reason },
    ]);
  });

  it('says nothing of a malformed version that is not in force', () => {
    const list = [
      version('v2', 's3:*', { IsDefaultVersion: true }),
      { VersionId: 'v1', IsDefaultVersion: false, Document: malformed },
    ];
    const account = read(policy('p', { PolicyVersionList: list }));
    expect(account.managedPolicies[0]?.versions.map(({ document }) => document?.parsed.ok)).toEqual([
      true,
      false,
    ]);
    expect(account.problems).toEqual([]);
  });

  it('reports a document nested very deep and reads the policies after it', () => {
    const deep: unknown = JSON.parse(`${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`);
    const account = read(
      policy('deep', { PolicyVersionList: [{ VersionId: 'v1', IsDefaultVersion: true, Document: deep }] }),
      policy('good'),
    );
    expect(account.managedPolicies.map(({ document }) => document?.parsed.ok)).toEqual([false, true]);
    expect(account.problems).toEqual([
      {
        what: 'version v1 of policy deep',
        where: where('.PolicyVersionList[0].Document'),
        reason: 'the document is nested more than 64 levels deep',
      },
    ]);
  });

  it('takes the version named by DefaultVersionId of two that are marked', () => {
    const account = read(
      policy('p', {
        DefaultVersionId: 'v2',
        PolicyVersionList: [
          version('v1', 's3:*', { IsDefaultVersion: true }),
          version('v2', 'sqs:*', { IsDefaultVersion: true }),
        ],
      }),
    );
    expect(account.managedPolicies[0]?.document?.json).toEqual(allow('sqs:*'));
    expect(account.managedPolicies[0]?.versions.map(({ isDefault }) => isDefault)).toEqual([false, true]);
    expect(account.problems).toEqual([
      {
        what: 'policy p',
        where: where('.PolicyVersionList'),
        reason: '2 versions are marked as the default; v2 is assessed',
      },
    ]);
  });

  it.each([
    ['PolicyId', 1, 'policy p', '.PolicyId', 'PolicyId must be a text, not a number'],
    [
      'AttachmentCount',
      '3',
      'policy p',
      '.AttachmentCount',
      'AttachmentCount must be a number, not a string',
    ],
    ['IsAttachable', 'yes', 'policy p', '.IsAttachable', 'IsAttachable must be true or false, not a string'],
    ['UpdateDate', [], 'policy p', '.UpdateDate', 'UpdateDate must be a date, not a list'],
    [
      'DefaultVersionId',
      {},
      'policy p',
      '.DefaultVersionId',
      'DefaultVersionId must be a text, not an object',
    ],
  ])('keeps a policy whose %s is %j', (key, value, what, place, text) => {
    const account = read(policy('p', { [key]: value }));
    expect(account.managedPolicies[0]?.document?.json).toEqual(allow('s3:GetObject'));
    expect(account.problems).toEqual([{ what, where: where(place), reason: text }]);
  });

  it('reports wrong types in a version and lets DefaultVersionId decide', () => {
    const account = read(
      policy('p', {
        PolicyVersionList: [version('v1', 's3:*', { IsDefaultVersion: 'true' }), version(2, 'sqs:*'), 'v3'],
      }),
    );
    expect(account.managedPolicies[0]?.document?.json).toEqual(allow('s3:*'));
    expect(account.problems).toEqual([
      {
        what: 'policy p',
        where: where('.PolicyVersionList[2]'),
        reason: 'an entry of PolicyVersionList must be an object, not a string',
      },
      {
        what: 'version v1 of policy p',
        where: where('.PolicyVersionList[0].IsDefaultVersion'),
        reason: 'IsDefaultVersion must be true or false, not a string',
      },
      {
        what: 'version of policy p',
        where: where('.PolicyVersionList[1].VersionId'),
        reason: 'VersionId must be a text, not a number',
      },
    ]);
  });

  it('keeps the first of two policies with one ARN', () => {
    const account = read(policy('p'), policy('p', { PolicyId: 'other' }));
    expect(account.managedPolicies.map(({ id }) => id)).toEqual(['ANPAp']);
    expect(account.problems).toEqual([
      {
        what: 'policy p',
        where: '$.Policies[1].Arn',
        reason: `the file holds arn:aws:iam::${ACCOUNT}:policy/p more than once; the first is kept and this one is left out`,
      },
    ]);
  });
});
