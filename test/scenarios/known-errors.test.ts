import { describe, expect, it } from 'vitest';
import { parseAuthorizationDetails } from '../../src/account/parse-authorization-details.js';
import { assess } from '../../src/assessment/assess.js';
import { NO_EXCLUSIONS } from '../../src/assessment/exclusions.js';
import { InputError } from '../../src/policy/input-error.js';
import {
  allow,
  attached,
  details,
  document,
  inline,
  managed,
  role,
  user,
  version,
} from '../account/authorization-details.js';
import { catalog, foundIn, readScenarios, runScenario } from './policy-scenario.js';

const assessed = (input: unknown, flagAllRiskyActions = false) =>
  assess(parseAuthorizationDetails(input), {
    catalog,
    name: 'account',
    exclusions: NO_EXCLUSIONS,
    flagAllRiskyActions,
  });

describe('errors of 0.9.1 in judging a policy', () => {
  it.each(readScenarios('known-errors.json').map((scenario) => [scenario.name, scenario] as const))(
    '%s',
    (_, scenario) => runScenario(scenario),
  );
});

describe('errors of 0.9.1 in judging an account', () => {
  const oneBucket = document(allow('s3:GetObject', 'arn:aws:s3:::reports/*'));

  it('-aR lost for inline policies of users: it counts for them as for roles', () => {
    const input = details({
      users: [user('olu', { UserPolicyList: [inline('read', oneBucket)] })],
      roles: [
        role('reader', {
          RolePolicyList: [
            inline('read-more', document(allow('ssm:GetParameter', 'arn:aws:ssm:*:*:parameter/a'))),
          ],
        }),
      ],
    });
    const counted = (flagAllRiskyActions: boolean) =>
      foundIn(assessed(input, flagAllRiskyActions), (finding) => finding.counted);
    expect(counted(true)).toEqual({ DataExfiltration: { scoped: ['s3:GetObject', 'ssm:GetParameter'] } });
    expect(counted(false)).toEqual({});
  });

  it('identical inline documents overwriting each other: one entry that names every holder', () => {
    const { policies, principals, findings } = assessed(
      details({
        users: [user('olu', { UserPolicyList: [inline('read', document(allow('s3:GetObject')))] })],
        roles: [role('reader', { RolePolicyList: [inline('read', document(allow('s3:GetObject')))] })],
      }),
    );
    expect(
      policies.map(({ name, attachedTo }) => [name, attachedTo.map((holder) => principals[holder]?.name)]),
    ).toEqual([['read', ['olu', 'reader']]]);
    expect(findings.map(({ kind, subject }) => [kind, subject])).toEqual([
      ['DataExfiltration', { type: 'policy', policy: 0 }],
    ]);
  });

  it('wrong policy version shown: the default version is judged and shown, not the newest or the first', () => {
    const versions = [
      version('v3', false, document(allow('iam:*'))),
      version('v2', true, document(allow('s3:GetObject'))),
      version('v1', false, document(allow('*'))),
    ];
    const result = assessed(
      details({
        users: [user('olu', { AttachedManagedPolicies: [attached('read')] })],
        policies: [managed('read', null, { DefaultVersionId: 'v2', PolicyVersionList: versions })],
      }),
    );
    expect(foundIn(result)).toEqual({ DataExfiltration: { unrestricted: ['s3:GetObject'] } });
    const [policy] = result.policies;
    expect(policy?.defaultVersionId).toBe('v2');
    expect(result.documents[policy?.document ?? -1]).toEqual(document(allow('s3:GetObject')));
  });

  const LISTS =
    'this holds none of UserDetailList, GroupDetailList, RoleDetailList, Policies, so it is not authorization details';
  const HOW = 'make the file with: aws iam get-account-authorization-details > account.json';

  it.each([
    [
      'a policy document',
      document(allow('*')),
      'this is a policy document, not authorization details; scan it with: cloudsplaining scan-policy-file',
      '$',
    ],
    ['an empty object', {}, `${LISTS}; ${HOW}`, '$'],
    ['an empty list', [], `this is an empty list, not authorization details; ${HOW}`, '$'],
    ['a page without lists', [{ IsTruncated: false }], `${LISTS}; ${HOW}`, '$[0]'],
    [
      'a text',
      'UserDetailList',
      `authorization details must be a JSON object or a list of them, not a string; ${HOW}`,
      '$',
    ],
  ])('an invalid file accepted with an empty report: %s is refused', (_, input, message, where) => {
    expect(() => assessed(input)).toThrow(new InputError(message, where));
  });
});
