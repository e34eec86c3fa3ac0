import { describe, expect, it } from 'vitest';
import { parseAuthorizationDetails } from '../../src/account/parse-authorization-details.js';
import { assess } from '../../src/assessment/assess.js';
import { NO_EXCLUSIONS } from '../../src/assessment/exclusions.js';
import {
  allow,
  attached,
  deny,
  details,
  document,
  inline,
  managed,
  role,
  trusting,
  user,
} from '../account/authorization-details.js';
import { catalog } from '../scenarios/policy-scenario.js';

type Fields = Readonly<Record<string, unknown>>;

const idsIn = (input: unknown) =>
  assess(parseAuthorizationDetails(input), {
    catalog,
    name: 'account',
    exclusions: NO_EXCLUSIONS,
  }).findings.map(({ id }) => id);
const ids = (policyDocument: Fields) =>
  idsIn(details({ roles: [role('holder', { RolePolicyList: [inline('policy', policyDocument)] })] })).sort();

const read = allow(['s3:GetObject', 's3:ListBucket'], ['arn:aws:s3:::*', 'arn:aws:s3:::*/*']);
const keys = allow('iam:CreateAccessKey', '*', {
  Condition: {
    StringEquals: { 'aws:PrincipalOrgID': ['o-b', 'o-a'] },
    Bool: { 'aws:SecureTransport': 'true' },
  },
});
const payroll = deny('s3:*', 'arn:aws:s3:::payroll/*');
const base = document(read, keys, payroll);

describe('ids of findings', () => {
  it('are sixteen hexadecimal digits, one for each finding', () => {
    const found = ids(base);
    expect(found.map((id) => /^[0-9a-f]{16}$/.test(id))).toEqual([true, true, true, true, true]);
    expect(new Set(found).size).toBe(5);
  });

  it.each<[string, Fields]>([
    ['statements in another order', document(payroll, keys, read)],
    ['Sids added', document({ Sid: 'Read', ...read }, { Sid: 'Keys', ...keys }, payroll)],
    ['an Id added', { ...base, Id: 'renamed' }],
    [
      'actions and resources in another order',
      document(
        allow(['s3:ListBucket', 's3:GetObject'], ['arn:aws:s3:::*/*', 'arn:aws:s3:::*']),
        keys,
        payroll,
      ),
    ],
    [
      'an action in another case',
      document(
        allow(['S3:getobject', 's3:ListBucket'], ['arn:aws:s3:::*', 'arn:aws:s3:::*/*']),
        keys,
        payroll,
      ),
    ],
    [
      'condition operators and values in another order',
      document(
        read,
        allow('iam:CreateAccessKey', '*', {
          Condition: {
            Bool: { 'aws:SecureTransport': 'true' },
            StringEquals: { 'AWS:PrincipalOrgID': ['o-a', 'o-b'] },
          },
        }),
        payroll,
      ),
    ],
    [
      'strings and lists of one exchanged',
      document(
        read,
        { ...keys, Action: ['iam:CreateAccessKey'], Resource: ['*'] },
        { ...payroll, Action: ['s3:*'] },
      ),
    ],
    [
      'a statement added that concerns none of the findings',
      document(read, keys, payroll, allow('sqs:ListQueues')),
    ],
  ])('stay with %s', (_, changed) => expect(ids(changed)).toEqual(ids(base)));

  it('stay when the file is reformatted or the document is encoded', () => {
    const encoded = encodeURIComponent(JSON.stringify(base, null, 2));
    expect(
      idsIn(details({ roles: [role('holder', { RolePolicyList: [inline('policy', encoded)] })] })).sort(),
    ).toEqual(ids(base));
  });

  it('stay when other policies and principals come and go', () => {
    const policy = managed('held', document(read));
    const holder = user('olu', { AttachedManagedPolicies: [attached('held')] });
    const alone = idsIn(details({ users: [holder], policies: [policy] }));
    const crowded = idsIn(
      details({
        users: [user('mara'), holder],
        policies: [managed('new', document(allow('sqs:ListQueues'))), policy],
      }),
    );
    expect(crowded).toEqual(alone);
  });

  it.each<[string, Fields]>([
    ['another resource', document(allow(['s3:GetObject', 's3:ListBucket'], 'arn:aws:s3:::*'), keys, payroll)],
    [
      'another pattern of actions',
      document(
        allow(['s3:GetObjec?', 's3:ListBucket'], ['arn:aws:s3:::*', 'arn:aws:s3:::*/*']),
        keys,
        payroll,
      ),
    ],
    ['another exception', document(read, keys, deny('s3:*', 'arn:aws:s3:::audit/*'))],
    ['no exception', document(read, keys)],
  ])('change with %s', (_, changed) => {
    const exfiltration = ids(changed).filter((id) => !ids(base).includes(id));
    expect(exfiltration.length).toBe(1);
  });

  it('change with another condition', () => {
    const changed = document(
      read,
      { ...keys, Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-c' } } },
      payroll,
    );
    expect(ids(changed).filter((id) => !ids(base).includes(id)).length).toBe(4);
  });

  it('change with the holder, the name or the policy', () => {
    const inlineOf = (holder: string, name: string) =>
      idsIn(details({ roles: [role(holder, { RolePolicyList: [inline(name, document(read))] })] }));
    const managedAs = (name: string) =>
      idsIn(
        details({
          users: [user('olu', { AttachedManagedPolicies: [attached(name)] })],
          policies: [managed(name, document(read))],
        }),
      );
    const all = [
      inlineOf('a', 'x'),
      inlineOf('b', 'x'),
      inlineOf('a', 'y'),
      managedAs('x'),
      managedAs('y'),
    ].flat();
    expect(new Set(all).size).toBe(5);
  });

  it('of trust policies name the role and whom it trusts', () => {
    const trust = (name: string, principal: unknown, more: Fields = {}) =>
      idsIn(details({ roles: [role(name, { AssumeRolePolicyDocument: trusting(principal, more) })] }));
    expect(trust('a', '*', { Sid: 'x' })).toEqual(trust('a', '*'));
    expect(trust('a', { AWS: ['444455556666', '777788889999'] })).toEqual(
      trust('a', { AWS: ['777788889999', '444455556666'] }),
    );
    const different = [
      trust('a', '*'),
      trust('b', '*'),
      trust('a', { AWS: '444455556666' }),
      trust('a', { AWS: '777788889999' }),
    ].flat();
    // Another account without an external id is found twice, by two kinds.
    expect(different.length).toBe(6);
    expect(new Set(different).size).toBe(6);
  });
});
