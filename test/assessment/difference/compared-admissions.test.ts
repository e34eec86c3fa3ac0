import { describe, expect, it, test } from 'vitest';
import { parseAuthorizationDetails } from '../../../src/account/parse-authorization-details.js';
import type { AdmissionChange } from '../../../src/assessment/difference/access-difference.js';
import { compareAccess } from '../../../src/assessment/difference/compare-access.js';
import {
  subjectsOfAccounts,
  subjectsOfPolicies,
} from '../../../src/assessment/difference/compared-subject.js';
import { BUILT_IN_KINDS } from '../../../src/risks/kinds-in-force.js';
import { details, document, role, trusting } from '../../account/authorization-details.js';
import { catalog } from '../../scenarios/policy-scenario.js';

const settings = {
  catalog,
  organizationPolicies: null,
  isKnownAccount: () => true,
  kinds: BUILT_IN_KINDS,
};

function changes(before: unknown, after: unknown): readonly string[] {
  const subjects = (json: unknown) => subjectsOfPolicies([{ name: 'policy', document: json }], settings);
  return lines(compareAccess(subjects(before), subjects(after), settings).subjects);
}

function lines(
  subjects: readonly Record<'admitted' | 'shutOut', readonly AdmissionChange[]>[],
): readonly string[] {
  return subjects.flatMap(({ admitted, shutOut }) => [
    ...admitted.map((change) => `+ ${text(change)}`),
    ...shutOut.map((change) => `- ${text(change)}`),
  ]);
}

const text = ({ principal, actions, resources, conditions, isDenied }: AdmissionChange): string =>
  [isDenied ? 'Deny' : 'Allow', principal, actions.join(), resources.join(), ...conditions].join('; ');

const ANN = 'arn:aws:iam::111122223333:user/ann';
const BOB = 'arn:aws:iam::111122223333:user/bob';
const GITHUB = 'arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com';
const SUBJECT = 'token.actions.githubusercontent.com:sub';

const bucket = (effect: 'Allow' | 'Deny', principal: unknown, more: object = {}) => ({
  Effect: effect,
  Principal: principal,
  Action: 's3:GetObject',
  Resource: 'arn:aws:s3:::data/*',
  ...more,
});
const inOrganizations = (...ids: readonly string[]) => ({
  Condition: { StringEquals: { 'aws:PrincipalOrgID': ids } },
});
const notInOrganizations = (...ids: readonly string[]) => ({
  Condition: { StringNotEquals: { 'aws:PrincipalOrgID': ids } },
});
const workflow = (...subjects: readonly string[]) =>
  document({
    Effect: 'Allow',
    Principal: { Federated: GITHUB },
    Action: 'sts:AssumeRoleWithWebIdentity',
    Condition: { StringEquals: { [SUBJECT]: subjects } },
  });

describe('whom policies let in', () => {
  it.each<readonly [string, unknown, unknown, readonly string[]]>([
    [
      'somebody of the own account besides',
      trusting({ AWS: ANN }),
      trusting({ AWS: [ANN, BOB] }),
      [`+ Allow; ${BOB}; sts:AssumeRole; *`],
    ],
    [
      'one more repository',
      workflow('repo:acme/app:ref:refs/heads/main'),
      workflow('repo:acme/app:ref:refs/heads/main', 'repo:other/app:ref:refs/heads/main'),
      [
        `+ Allow; ${GITHUB}; sts:AssumeRoleWithWebIdentity; *; StringEquals ${SUBJECT} repo:acme/app:ref:refs/heads/main or repo:other/app:ref:refs/heads/main`,
      ],
    ],
    [
      'the same in another order and spelling',
      document(
        bucket('Allow', { AWS: ['111122223333', BOB] }, inOrganizations('o-1', 'o-2')),
        bucket('Deny', '*', { Action: 's3:Put*' }),
      ),
      document(
        bucket('Deny', { AWS: '*' }, { Action: ['s3:Put*', 'S3:PUTObject'] }),
        bucket('Allow', { AWS: [BOB, 'arn:aws:iam::111122223333:root'] }, inOrganizations('o-2', 'o-1')),
      ),
      [],
    ],
    [
      'the same without a condition',
      document(bucket('Allow', { AWS: ANN }, inOrganizations('o-1'))),
      document(bucket('Allow', { AWS: ANN })),
      [`+ Allow; ${ANN}; s3:GetObject; arn:aws:s3:::data/*`],
    ],
    [
      'more actions, on fewer resources',
      document(bucket('Allow', { AWS: ANN })),
      document(
        bucket(
          'Allow',
          { AWS: ANN },
          {
            Action: ['s3:GetObject', 's3:PutObject'],
            Resource: ['arn:aws:s3:::data/a/*', 'arn:aws:s3:::data/b/*'],
          },
        ),
      ),
      [
        `+ Allow; ${ANN}; s3:PutObject; arn:aws:s3:::data/a/*,arn:aws:s3:::data/b/*`,
        `- Allow; ${ANN}; s3:GetObject; arn:aws:s3:::data/*`,
      ],
    ],
    [
      'those that everyone was',
      document(bucket('Allow', '*', { Action: 's3:*' })),
      document(bucket('Allow', { AWS: ANN })),
      ['- Allow; *; s3:*; arn:aws:s3:::data/*'],
    ],
    [
      'whom a Deny no longer denies',
      document(bucket('Allow', '*'), bucket('Deny', '*', notInOrganizations('o-1'))),
      document(bucket('Allow', '*'), bucket('Deny', '*', notInOrganizations('o-1', 'o-2'))),
      ['+ Deny; *; s3:GetObject; arn:aws:s3:::data/*; StringNotEquals aws:PrincipalOrgID o-1'],
    ],
    [
      'everyone but others',
      document({ ...bucket('Allow', '*'), Principal: undefined, NotPrincipal: { AWS: [ANN, BOB] } }),
      document({ ...bucket('Allow', '*'), Principal: undefined, NotPrincipal: { AWS: ANN } }),
      [
        `+ Allow; everyone but ${ANN}; s3:GetObject; arn:aws:s3:::data/*`,
        `- Allow; everyone but ${ANN}, ${BOB}; s3:GetObject; arn:aws:s3:::data/*`,
      ],
    ],
    [
      'for all actions but fewer',
      document({ ...bucket('Allow', { AWS: ANN }), Action: undefined, NotAction: ['s3:Put*', 's3:Delete*'] }),
      document({ ...bucket('Allow', { AWS: ANN }), Action: undefined, NotAction: 's3:Put*' }),
      [`+ Allow; ${ANN}; everything but s3:Put*; arn:aws:s3:::data/*`],
    ],
  ])('are told apart: %s', (_, before, after, expected) => {
    const withoutUndefined = (json: unknown): unknown => JSON.parse(JSON.stringify(json));
    expect(changes(withoutUndefined(before), withoutUndefined(after))).toEqual(expected);
  });

  test('are the same in two accounts where they are of the own account', () => {
    const account = (id: string, trusted: string) =>
      subjectsOfAccounts(
        [
          parseAuthorizationDetails(
            details({
              roles: [
                role('a', {
                  Arn: `arn:aws:iam::${id}:role/a`,
                  AssumeRolePolicyDocument: trusting({ AWS: `arn:aws:iam::${id}:user/${trusted}` }),
                }),
              ],
            }),
          ),
        ],
        settings,
        true,
      );
    const compared = (trusted: string) =>
      lines(
        compareAccess(account('111122223333', 'ann'), account('444455556666', trusted), settings).subjects,
      );
    expect(compared('ann')).toEqual([]);
    expect(compared('bob')).toEqual([
      '+ Allow; arn:aws:iam::444455556666:user/bob; sts:AssumeRole; *',
      '- Allow; arn:aws:iam::111122223333:user/ann; sts:AssumeRole; *',
    ]);
  });
});
