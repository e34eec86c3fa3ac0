import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseAuthorizationDetails } from '../../../src/account/parse-authorization-details.js';
import type { AccessDifference } from '../../../src/assessment/difference/access-difference.js';
import { compareAccess } from '../../../src/assessment/difference/compare-access.js';
import {
  subjectsOfAccounts,
  subjectsOfPolicies,
} from '../../../src/assessment/difference/compared-subject.js';
import { BUILT_IN_KINDS } from '../../../src/risks/kinds-in-force.js';
import {
  allow,
  deny,
  details,
  document,
  inline,
  managed,
  policyArn,
  role,
  trusting,
} from '../../account/authorization-details.js';
import { catalog } from '../../scenarios/policy-scenario.js';
import { MFA } from '../small-account.js';

const settings = {
  catalog,
  organizationPolicies: null,
  isKnownAccount: (account: string) => account === '444455556666',
  kinds: BUILT_IN_KINDS,
};

function ofPolicies(before: unknown, after: unknown): AccessDifference {
  const subjects = (json: unknown) => subjectsOfPolicies([{ name: 'policy', document: json }], settings);
  return compareAccess(subjects(before), subjects(after), settings);
}

function ofAccounts(before: unknown, after: unknown): AccessDifference {
  const subjects = (json: unknown) => subjectsOfAccounts([parseAuthorizationDetails(json)], settings, false);
  return compareAccess(subjects(before), subjects(after), settings);
}

const READ = 's3:GetObject';
const PAYROLL = 'arn:aws:s3:::payroll/*';
const OTHER = 'arn:aws:s3:::other/*';

const NOTHING = {
  risksGained: [],
  risksLost: [],
  gained: [],
  lost: [],
  resourcesGained: [],
  resourcesLost: [],
  admitted: [],
  shutOut: [],
};
const deployer = (policy: unknown, more: object = {}) =>
  details({ roles: [role('deploy', { RolePolicyList: [inline('own', policy)], ...more })] });

describe('comparing policies', () => {
  const queue = 'arn:aws:sqs:eu-west-1:111122223333:orders';

  it('tells what is gained by how much, with the risks of it', () => {
    const before = document(allow('s3:GetObject', 'arn:aws:s3:::prices/*'), allow('sqs:SendMessage', queue));
    const after = document(allow(['s3:GetObject', 'sqs:GetQueueUrl']), allow('sqs:SendMessage', '*', MFA));
    expect(ofPolicies(before, after)).toEqual({
      format: 'cloudsplaining-difference',
      version: 1,
      isRiskier: true,
      subjects: [
        {
          ...NOTHING,
          type: 'policy',
          name: 'policy',
          arn: null,
          state: 'changed',
          risksGained: [
            {
              kind: 'DataExfiltration',
              title: 'Data Exfiltration',
              severity: 'medium',
              actions: ['s3:GetObject'],
              paths: [],
              services: [],
              trusted: [],
            },
          ],
          gained: [
            { from: null, to: 'unrestricted', actions: ['sqs:GetQueueUrl'] },
            { from: 'scoped', to: 'unrestricted', actions: ['s3:GetObject'] },
            { from: 'scoped', to: 'conditional', actions: ['sqs:SendMessage'] },
          ],
        },
      ],
    });
    const [lost] = ofPolicies(after, before).subjects;
    expect([lost?.risksLost.map(({ kind }) => kind), lost?.lost, lost?.gained]).toEqual([
      ['DataExfiltration'],
      [
        { from: 'conditional', to: 'scoped', actions: ['sqs:SendMessage'] },
        { from: 'unrestricted', to: 'scoped', actions: ['s3:GetObject'] },
        { from: 'unrestricted', to: null, actions: ['sqs:GetQueueUrl'] },
      ],
      [],
    ]);
  });

  it('tells on which other resources and under which other conditions actions are allowed', () => {
    const read = (resource: string | readonly string[], more = {}) =>
      document(allow('s3:GetObject', resource, more));
    const changes = (before: unknown, after: unknown) =>
      ofPolicies(before, after).subjects.map(({ resourcesGained, resourcesLost }) => [
        resourcesGained.map(({ resource, conditions }) => [resource, ...conditions]),
        resourcesLost.map(({ resource, conditions }) => [resource, ...conditions]),
      ]);
    expect(changes(read('arn:aws:s3:::a/*'), read('arn:aws:s3:::b/*'))).toEqual([
      [[['arn:aws:s3:::b/*']], [['arn:aws:s3:::a/*']]],
    ]);
    expect(changes(read('arn:aws:s3:::a/*'), read('arn:aws:s3:::a/x/*'))).toEqual([
      [[], [['arn:aws:s3:::a/*']]],
    ]);
    expect(changes(read('arn:aws:s3:::a/*'), read('arn:aws:s3:::a/*', MFA))).toEqual([
      [[], [['arn:aws:s3:::a/*']]],
    ]);
    expect(changes(read('arn:aws:s3:::a/*', MFA), read('arn:aws:s3:::a/*'))).toEqual([
      [[['arn:aws:s3:::a/*']], []],
    ]);
    const from = (...organizations: readonly string[]) =>
      read('arn:aws:s3:::a/*', { Condition: { StringEquals: { 'aws:PrincipalOrgID': organizations } } });
    expect(changes(from('o-1', 'o-2'), from('o-2', 'o-1'))).toEqual([]);
    expect(changes(from('o-1'), from('o-1', 'o-2'))).toEqual([
      [[['arn:aws:s3:::a/*', 'StringEquals aws:PrincipalOrgID o-1 or o-2']], []],
    ]);
    expect(
      changes(read(['arn:aws:s3:::a/*', 'arn:aws:s3:::b/*']), read(['arn:aws:s3:::b/*', 'arn:aws:s3:::a/*'])),
    ).toEqual([]);
  });

  it.each([
    [
      'a Deny that is taken away, of what is allowed',
      [allow(READ), deny(READ, PAYROLL)],
      [allow(READ)],
      [['arn:aws:s3:::payroll/*']],
    ],
    [
      'the conditions of a Deny that is taken away',
      [allow(READ), deny(READ, PAYROLL, MFA)],
      [allow(READ)],
      [['arn:aws:s3:::payroll/*', 'Bool aws:MultiFactorAuthPresent true']],
    ],
    [
      'a Deny on other resources',
      [allow(READ), deny(READ, PAYROLL)],
      [allow(READ), deny(READ, OTHER)],
      [['arn:aws:s3:::payroll/*']],
    ],
    ['a Deny of what is not allowed', [allow(READ, OTHER), deny(READ, PAYROLL)], [allow(READ, OTHER)], []],
    [
      'what a Deny spares',
      [allow(READ), deny(READ, [], { Resource: undefined, NotResource: OTHER })],
      [allow(READ), deny(READ, [], { Resource: undefined, NotResource: [OTHER, PAYROLL] })],
      [['arn:aws:s3:::payroll/*']],
    ],
    [
      'what an Allow leaves out',
      [allow(READ, [], { Resource: undefined, NotResource: PAYROLL })],
      [allow(READ, [], { Resource: undefined, NotResource: OTHER })],
      [['arn:aws:s3:::payroll/*']],
    ],
  ])('tells what is gained by %s', (_, before, after, gained) => {
    const [subject] = ofPolicies(document(...before), document(...after)).subjects;
    expect(
      (subject?.resourcesGained ?? []).map(({ resource, conditions }) => [resource, ...conditions]),
    ).toEqual(gained);
  });

  it('tells that a variable of a resource comes to life with the version', () => {
    const policy = document(allow(READ, 'arn:aws:s3:::home/${aws:username}/*'));
    const [subject] = ofPolicies({ ...policy, Version: '2008-10-17' }, policy).subjects;
    expect([subject?.resourcesGained, subject?.resourcesLost]).toEqual([
      [{ resource: 'arn:aws:s3:::home/${aws:username}/*', conditions: [], actions: [READ] }],
      [{ resource: 'arn:aws:s3:::home/${$}{aws:username}/*', conditions: [], actions: [READ] }],
    ]);
  });

  const bounded = (limit: readonly string[] | null, allowed: readonly string[] = ['*']) =>
    details({
      roles: [
        role('deploy', {
          RolePolicyList: [inline('own', document(allow(READ, allowed)))],
          ...(limit === null
            ? {}
            : {
                PermissionsBoundary: {
                  PermissionsBoundaryType: 'Policy',
                  PermissionsBoundaryArn: policyArn('limit'),
                },
              }),
        }),
      ],
      policies: limit === null ? [] : [managed('limit', document(allow([READ, 'sqs:*'], limit)))],
    });

  it.each([
    ['a wider boundary', bounded([OTHER]), bounded([OTHER, PAYROLL])],
    ['no boundary', bounded([OTHER], [OTHER, PAYROLL]), bounded(null, [OTHER, PAYROLL])],
  ])('tells what %s leaves of what is allowed', (_, before, after) => {
    const change = [{ resource: PAYROLL, conditions: [], actions: [READ] }];
    const [there] = ofAccounts(before, after).subjects;
    expect([there?.resourcesGained, there?.resourcesLost]).toEqual([change, []]);
    const [back] = ofAccounts(after, before).subjects;
    expect([back?.resourcesGained, back?.resourcesLost]).toEqual([[], change]);
  });

  it('finds paths that are gained, and none where only names and order changed', () => {
    const passing = allow('iam:PassRole', '*', { Sid: 'Pass' });
    const running = allow(['lambda:CreateFunction', 'lambda:InvokeFunction'], '*', { Sid: 'Run' });
    const [gained] = ofPolicies(document(passing), document(passing, running)).subjects;
    expect(gained?.risksGained.find(({ kind }) => kind === 'PrivilegeEscalation')?.paths).toEqual([
      'lambda-001',
    ]);
    expect(ofPolicies(document(passing, running), document({ ...running, Sid: 'Other' }, passing))).toEqual({
      format: 'cloudsplaining-difference',
      version: 1,
      subjects: [],
      isRiskier: false,
    });
  });

  it('compares trust policies by whom they trust', () => {
    const trust = (principal: unknown) => trusting({ AWS: principal });
    const known = 'arn:aws:iam::444455556666:root';
    const stranger = 'arn:aws:iam::999988887777:root';
    const [change] = ofPolicies(trust(known), trust([known, stranger])).subjects;
    expect([change?.type, change?.risksGained.map(({ kind, trusted }) => [kind, trusted])]).toEqual([
      'trust policy',
      [
        ['AssumableByCrossAccountPrincipal', [stranger]],
        ['AssumableByThirdPartyWithoutExternalId', [stranger]],
      ],
    ]);
  });
});

describe('comparing accounts', () => {
  it('tells who comes nearer to administrator, first of all', () => {
    const before = details({ roles: [role('a'), role('deploy')] });
    const after = details({
      roles: [
        role('a', { RolePolicyList: [inline('own', document(allow('sqs:GetQueueUrl')))] }),
        role('deploy', { RolePolicyList: [inline('own', document(allow('iam:PutRolePolicy')))] }),
      ],
    });
    const { subjects, isRiskier } = ofAccounts(before, after);
    expect([isRiskier, subjects.map(({ name, administrator }) => [name, administrator ?? null])]).toEqual([
      true,
      [
        ['deploy', { before: null, after: 'confirmed' }],
        ['a', null],
      ],
    ]);
    expect(ofAccounts(after, before).isRiskier).toBe(false);
  });

  it('adds up policies, and takes away what Deny and the boundary take', () => {
    const open = document(allow('s3:GetObject'));
    const boundary = {
      PermissionsBoundary: { PermissionsBoundaryType: 'Policy', PermissionsBoundaryArn: policyArn('edge') },
    };
    const edge = managed('edge', document(allow('sqs:*')));
    const before = { ...deployer(open), Policies: [edge] };
    const bounded = { ...deployer(open, boundary), Policies: [edge] };
    const denied = deployer(document(allow('s3:GetObject'), deny('s3:GetObject')));
    for (const after of [bounded, denied]) {
      expect(
        ofAccounts(before, after).subjects.map(({ lost, risksLost }) => [lost, risksLost.length]),
      ).toEqual([[[{ from: 'unrestricted', to: null, actions: ['s3:GetObject'] }], 1]]);
    }
  });

  it('tells who is new and who is gone', () => {
    const one = details({ roles: [role('a')] });
    const other = details({
      roles: [role('b', { RolePolicyList: [inline('own', document(allow('sqs:GetQueueUrl')))] })],
    });
    expect(
      ofAccounts(one, other).subjects.map(({ name, state, gained }) => [name, state, gained.length]),
    ).toEqual([
      ['b', 'new', 1],
      ['a', 'gone', 0],
    ]);
  });

  it('takes principals of the same name in two accounts for the same, if it is to', () => {
    const account = (id: string) =>
      parseAuthorizationDetails(details({ roles: [role('a', { Arn: `arn:aws:iam::${id}:role/a` })] }));
    const keys = (ignoresAccounts: boolean) =>
      ['111122223333', '444455556666'].map((id) =>
        subjectsOfAccounts([account(id)], settings, ignoresAccounts).map(({ key }) => key),
      );
    expect(keys(true)).toEqual([['role /a'], ['role /a']]);
    expect(keys(false)).toEqual([['arn:aws:iam::111122223333:role/a'], ['arn:aws:iam::444455556666:role/a']]);
  });
});

describe('any two policies', () => {
  const statement = fc.record({
    Effect: fc.constantFrom('Allow', 'Deny'),
    Action: fc.subarray(
      ['s3:*', 's3:GetObject', 'iam:PassRole', 'lambda:*', 'sqs:SendMessage', 'iam:Create*'],
      { minLength: 1 },
    ),
    Resource: fc.constantFrom('*', 'arn:aws:s3:::a/*', 'arn:aws:iam::111122223333:role/a', [
      'arn:aws:s3:::*',
      '*',
    ]),
  });
  const policy = fc
    .array(statement, { minLength: 1, maxLength: 4 })
    .map((statements) => document(...statements));

  it('differ as much in one direction as in the other', () => {
    fc.assert(
      fc.property(policy, policy, (one, other) => {
        const [there, back] = [ofPolicies(one, other).subjects, ofPolicies(other, one).subjects];
        expect(there.map((each) => each.risksGained)).toEqual(back.map((each) => each.risksLost));
        expect(there.map((each) => each.resourcesGained)).toEqual(back.map((each) => each.resourcesLost));
        expect(there.map((each) => each.admitted)).toEqual(back.map((each) => each.shutOut));
        const turned = back.map(({ lost }) =>
          lost.map(({ from, to, actions }) => ({ from: to, to: from, actions })),
        );
        const sorted = (changes: readonly unknown[]) => changes.map((each) => JSON.stringify(each)).sort();
        expect(there.map(({ gained }) => sorted(gained))).toEqual(turned.map(sorted));
      }),
      { numRuns: 150 },
    );
  });

  it('do not differ where they are one, whatever the order', () => {
    fc.assert(
      fc.property(policy, (one) => {
        const { Statement, ...rest } = one as { readonly Statement: readonly unknown[] };
        expect(ofPolicies(one, { ...rest, Statement: [...Statement].reverse() }).subjects).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });
});
