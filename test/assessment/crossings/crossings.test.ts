import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { OrganizationCollector } from '../../../src/assessment/organization-collector.js';
import {
  allow,
  deny,
  details,
  document,
  managed,
  policyArn,
  role,
  trusting,
  user,
} from '../../account/authorization-details.js';
import {
  crossingsBetween,
  crossingsOf,
  inAccount,
  LOGS,
  MANAGEMENT,
  roleOf,
  WORK,
} from './three-accounts.js';
import { ACCESS, holding, management, member, roleHolding } from './organization-access-role.js';

const MFA = { Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } };
const inManagement = (name: string) => `arn:aws:iam::${MANAGEMENT}:user/${name}`;

describe('who gets from one account into others', () => {
  const becomesAdministrator = {
    way: 'at once',
    from: [0],
    roles: { count: 1, first: [ACCESS] },
    accounts: [1, 2],
    verdict: 'confirmed',
    administrator: { is: true, verdict: 'confirmed' },
  };

  it('is told together where it is the same, the gravest first', () => {
    const kept = [member(WORK), member(LOGS)].map((input, place) =>
      crossingsOf([WORK, LOGS][place] ?? '', input),
    );
    expect(crossingsBetween([...kept, crossingsOf(MANAGEMENT, management)])).toEqual([
      {
        ...becomesAdministrator,
        principals: { count: 2, first: [inManagement('ann'), inManagement('bob')] },
        standing: 'neither',
      },
      {
        ...becomesAdministrator,
        principals: { count: 1, first: [inManagement('carol')] },
        standing: 'administrator',
      },
    ]);
  });

  it('keeps to the published schema', () => {
    const crossings = crossingsBetween([
      crossingsOf(MANAGEMENT, management),
      crossingsOf(WORK, member(WORK, MFA)),
    ]);
    const schema: unknown = JSON.parse(
      readFileSync(
        new URL('../../../src/assessment/organization-findings.schema.json', import.meta.url),
        'utf8',
      ),
    );
    // The schema is the project's own; Ajv itself refuses it if it is none.
    const validate = new Ajv({ strict: false }).compile(schema as object);
    validate({ ...new OrganizationCollector().build(), crossings });
    expect(validate.errors).toBeNull();
    expect(crossings).toHaveLength(2);
  });

  it('needs both sides: a trust policy that names it and policies of its own', () => {
    const other = inAccount(
      LOGS,
      details({
        roles: [role(ACCESS, { AssumeRolePolicyDocument: trusting({ AWS: inManagement('dave') }) })],
      }),
    );
    expect(crossingsBetween([crossingsOf(MANAGEMENT, management), crossingsOf(LOGS, other)])).toEqual([]);
  });

  it('depends on conditions, which are told', () => {
    const [row, ...others] = crossingsBetween([
      crossingsOf(MANAGEMENT, details({ users: [user('ann', holding(allow('sts:*')))] })),
      crossingsOf(WORK, member(WORK, MFA)),
    ]);
    expect(others).toEqual([]);
    expect([row?.verdict, row?.administrator, row?.conditions]).toEqual([
      'conditional',
      { is: true, verdict: 'conditional' },
      ['Bool aws:MultiFactorAuthPresent true'],
    ]);
  });

  it.each([
    [['sts:AssumeRole'], 0],
    [['sts:AssumeRole', 'sts:TagSession'], 1],
    [['sts:TagSession'], 0],
  ])('needs leave to send what a role asks for: %j', (actions, count) => {
    const tagged = inAccount(
      WORK,
      details({
        roles: [
          role(ACCESS, {
            ...holding(allow('*')),
            AssumeRolePolicyDocument: document(
              allow(['sts:AssumeRole', 'sts:TagSession'], undefined, {
                Principal: { AWS: MANAGEMENT },
                Condition: { StringEquals: { 'aws:RequestTag/team': 'red' } },
              }),
            ),
          }),
        ],
      }),
    );
    const caller = details({ users: [user('ann', holding(allow(actions)))] });
    const rows = crossingsBetween([crossingsOf(MANAGEMENT, caller), crossingsOf(WORK, tagged)]);
    expect(rows.map(({ verdict, roles }) => [verdict, roles.first])).toEqual(
      Array.from({ length: count }, () => ['confirmed', [ACCESS]]),
    );
  });

  it('leaves by what it gives itself inside its boundary', () => {
    const dev = (...limit: readonly string[]) =>
      details({
        users: [
          user('dev', {
            ...holding(allow('iam:PutUserPolicy', `arn:aws:iam::${MANAGEMENT}:user/dev`)),
            PermissionsBoundary: {
              PermissionsBoundaryType: 'Policy',
              PermissionsBoundaryArn: policyArn('limit'),
            },
          }),
        ],
        policies: [managed('limit', document(allow(limit)))],
      });
    const rows = (...limit: readonly string[]) =>
      crossingsBetween([crossingsOf(MANAGEMENT, dev(...limit)), crossingsOf(WORK, member(WORK))]).map(
        ({ verdict, administrator }) => [verdict, administrator],
      );
    expect(rows('iam:PutUserPolicy', 'sts:AssumeRole')).toEqual([
      ['confirmed', { is: true, verdict: 'confirmed' }],
    ]);
    expect(rows('iam:PutUserPolicy', 's3:*')).toEqual([]);
  });

  it('is bound by the organisation: service control policies of the caller, resource control policies of the role', () => {
    const full = { level: 'root', policies: [{ name: 'full', document: document(allow('*')) }] };
    const denying = (statement: Readonly<Record<string, unknown>>) => ({
      level: 'account',
      policies: [
        { name: 'RCPFullAWSAccess', document: document(allow('*', '*', { Principal: '*' })) },
        { name: 'denying', document: document(statement) },
      ],
    });
    const both = (policies: unknown) =>
      crossingsBetween(
        [
          crossingsOf(WORK, inAccount(WORK, management), policies),
          crossingsOf(
            LOGS,
            inAccount(
              LOGS,
              JSON.parse(JSON.stringify(member(LOGS)).replaceAll(`${MANAGEMENT}:root`, `${WORK}:root`)),
            ),
            policies,
          ),
        ],
        policies,
      ).map(({ standing }) => standing);
    expect(both(null)).toEqual(['neither', 'administrator']);
    const service = [
      full,
      {
        level: 'account',
        policies: [{ name: 'no', document: document(allow('*'), deny('sts:AssumeRole')) }],
      },
    ];
    expect(
      both({ managementAccount: MANAGEMENT, accounts: { [WORK]: { serviceControlPolicies: service } } }),
    ).toEqual([]);
    const resource = [denying(deny('sts:AssumeRole', roleOf(LOGS, ACCESS), { Principal: '*' }))];
    expect(
      both({ managementAccount: MANAGEMENT, accounts: { [LOGS]: { resourceControlPolicies: resource } } }),
    ).toEqual([]);
  });

  it('goes on from account to account, and says by which roles', () => {
    const start = details({ users: [user('ann', holding(allow('sts:AssumeRole', roleOf(WORK, 'bridge'))))] });
    const middle = inAccount(
      WORK,
      details({
        roles: [
          role('bridge', {
            AssumeRolePolicyDocument: trusting({ AWS: inManagement('ann') }),
            ...roleHolding(allow('sts:AssumeRole', roleOf(WORK, 'carrier'))),
          }),
          role('carrier', roleHolding(allow('sts:AssumeRole', roleOf(LOGS, 'keeper')))),
        ],
      }),
    );
    const end = inAccount(
      LOGS,
      details({
        roles: [
          role('keeper', {
            AssumeRolePolicyDocument: trusting({ AWS: roleOf(WORK, 'carrier') }),
            ...roleHolding(allow('iam:*')),
          }),
        ],
      }),
    );
    const rows = crossingsBetween([
      crossingsOf(MANAGEMENT, start),
      crossingsOf(WORK, JSON.parse(JSON.stringify(middle).replaceAll(`${MANAGEMENT}:root`, `${WORK}:root`))),
      crossingsOf(LOGS, end),
    ]);
    const keeper = {
      roles: { count: 1, first: ['keeper'] },
      accounts: [2],
      standing: 'neither',
      verdict: 'confirmed',
      administrator: { is: true, verdict: 'confirmed' },
    };
    expect(rows).toEqual([
      {
        ...keeper,
        way: 'at once',
        from: [1],
        principals: { count: 2, first: [roleOf(WORK, 'bridge'), roleOf(WORK, 'carrier')] },
      },
      {
        ...keeper,
        way: 'in several steps',
        from: [0],
        principals: { count: 1, first: [inManagement('ann')] },
        via: [roleOf(WORK, 'bridge')],
      },
      {
        way: 'at once',
        from: [0],
        principals: { count: 1, first: [inManagement('ann')] },
        standing: 'neither',
        roles: { count: 1, first: ['bridge'] },
        accounts: [1],
        verdict: 'confirmed',
      },
    ]);
  });

  it('shows the way to a role that takes several steps, and not to one beside it that takes none', () => {
    const start = details({ users: [user('ann', holding(allow('sts:AssumeRole', roleOf(WORK, 'gate'))))] });
    const administrator = (accountId: string, name: string, trusted: string) =>
      inAccount(
        accountId,
        details({
          roles: [
            role(name, { AssumeRolePolicyDocument: trusting({ AWS: trusted }), ...roleHolding(allow('*')) }),
          ],
        }),
      );
    const rows = crossingsBetween([
      crossingsOf(MANAGEMENT, start),
      crossingsOf(WORK, administrator(WORK, 'gate', inManagement('ann'))),
      crossingsOf(LOGS, administrator(LOGS, 'keeper', roleOf(WORK, 'gate'))),
    ]);
    expect(rows.filter(({ way }) => way === 'in several steps')).toEqual([
      {
        way: 'in several steps',
        from: [0],
        principals: { count: 1, first: [inManagement('ann')] },
        standing: 'neither',
        roles: { count: 2, first: ['gate', 'keeper'] },
        accounts: [1, 2],
        verdict: 'confirmed',
        administrator: { is: true, verdict: 'confirmed' },
        via: [roleOf(WORK, 'gate')],
      },
    ]);
  });

  it('does not tell again, as taking several steps, what is reached at once', () => {
    const start = details({ users: [user('ann', holding(allow('sts:AssumeRole', roleOf(WORK, '*'))))] });
    const trusted = { AssumeRolePolicyDocument: trusting({ AWS: inManagement('ann') }) };
    const middle = inAccount(
      WORK,
      details({
        roles: [
          role('bridge', { ...trusted, ...roleHolding(allow('sts:AssumeRole', roleOf(LOGS, 'reader'))) }),
          role('keeper', { ...trusted, ...roleHolding(allow('iam:*')) }),
        ],
      }),
    );
    const end = inAccount(
      LOGS,
      details({
        roles: [
          role('reader', {
            AssumeRolePolicyDocument: trusting({ AWS: roleOf(WORK, 'bridge') }),
            ...roleHolding(allow('s3:GetObject')),
          }),
        ],
      }),
    );
    const rows = crossingsBetween([
      crossingsOf(MANAGEMENT, start),
      crossingsOf(WORK, middle),
      crossingsOf(LOGS, end),
    ]);
    expect(rows.map(({ way, from, roles }) => [way, from, roles.first])).toEqual([
      ['at once', [0], ['keeper']],
      ['at once', [0], ['bridge']],
      ['at once', [1], ['reader']],
    ]);
  });

  it('leaves out roles and principals that are excluded', () => {
    const kept = crossingsOf(MANAGEMENT, management);
    expect(crossingsBetween([kept, crossingsOf(WORK, member(WORK), null, [ACCESS])])).toEqual([]);
    const without = crossingsOf(MANAGEMENT, management, null, ['ann', 'carol']);
    expect(
      crossingsBetween([without, crossingsOf(WORK, member(WORK))]).map(({ principals }) => principals),
    ).toEqual([{ count: 1, first: [inManagement('bob')] }]);
  });

  it('does not depend on the order of the accounts', () => {
    const kept = [
      crossingsOf(MANAGEMENT, management),
      crossingsOf(WORK, member(WORK)),
      crossingsOf(LOGS, member(LOGS)),
    ];
    expect(crossingsBetween([...kept].reverse())).toEqual(crossingsBetween(kept));
  });

  it('is one row where every account lets everyone in', () => {
    const open = (accountId: string) =>
      crossingsOf(
        accountId,
        inAccount(
          accountId,
          details({
            users: [user('ann', holding(allow('sts:*')))],
            roles: [role('open', { AssumeRolePolicyDocument: trusting('*'), ...roleHolding(allow('s3:*')) })],
          }),
        ),
      );
    const rows = crossingsBetween([open(MANAGEMENT), open(WORK), open(LOGS)]);
    expect(rows).toEqual([
      {
        way: 'at once',
        from: [0, 1, 2],
        principals: {
          count: 3,
          first: [MANAGEMENT, WORK, LOGS].map((id) => `arn:aws:iam::${id}:user/ann`),
        },
        standing: 'neither',
        roles: { count: 1, first: ['open'] },
        accounts: [0, 1, 2],
        verdict: 'confirmed',
      },
    ]);
  });
});
