import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { OrganizationCollector } from '../../../src/assessment/organization-collector.js';
import { parseAccountCrossings } from '../../../src/assessment/crossings/parse-account-crossings.js';
import { InputError } from '../../../src/policy/input-error.js';
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

type Fields = Readonly<Record<string, unknown>>;

const MFA = { Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } };
const holding = (...statements: readonly Fields[]) => ({
  UserPolicyList: [inline('policy', document(...statements))],
});
const roleHolding = (...statements: readonly Fields[]) => ({
  RolePolicyList: [inline('policy', document(...statements))],
});
const ACCESS = 'OrganizationAccountAccessRole';
const member = (accountId: string, more: Readonly<Record<string, unknown>> = {}) =>
  inAccount(
    accountId,
    details({
      roles: [
        role(ACCESS, {
          AssumeRolePolicyDocument: trusting({ AWS: `arn:aws:iam::${MANAGEMENT}:root` }, more),
          ...roleHolding(allow('*')),
        }),
      ],
    }),
  );
const management = details({
  users: [
    user('ann', holding(allow('sts:AssumeRole', `arn:aws:iam::*:role/${ACCESS}`))),
    user('bob', holding(allow('sts:*'), allow('s3:GetObject'))),
    user('carol', holding(allow('*'))),
    user('dave', holding(allow('s3:*'))),
  ],
});
const inManagement = (name: string) => `arn:aws:iam::${MANAGEMENT}:user/${name}`;

/** What is kept of an Allow of everything. */
const ASSUMING_AND_SENDING = ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity'];

describe('what is kept of an account', () => {
  it('is its leavers by what they may assume, and those who are or become them', () => {
    expect(crossingsOf(MANAGEMENT, management)).toEqual({
      format: 'cloudsplaining-crossings',
      version: 1,
      accountId: MANAGEMENT,
      partition: 'aws',
      leavers: [
        { policies: [0], ports: '0' },
        { policies: [1], ports: '1+1' },
      ],
      doors: [],
      starts: [
        { count: 1, first: ['user/ann'], standing: 'neither', becomes: ['0'] },
        { count: 1, first: ['user/bob'], standing: 'neither', becomes: ['1'] },
        { count: 1, first: ['user/carol'], standing: 'administrator', verdict: 'confirmed', becomes: ['2'] },
      ],
      ports: ['ann', 'bob', 'carol'].map((name) => ({ arn: `user/${name}`, id: `ID-${name}` })),
      documents: [
        document({
          Effect: 'Allow',
          Action: ['sts:AssumeRole'],
          Resource: `arn:aws:iam::*:role/${ACCESS}`,
        }),
        // Whatever else the policies of bob and carol allow.
        document({ Effect: 'Allow', Action: ASSUMING_AND_SENDING, Resource: '*' }),
      ],
    });
  });

  it('is its doors with what they are there', () => {
    const { doors, leavers, starts } = crossingsOf(WORK, member(WORK));
    expect(doors).toEqual([
      { port: 0, trust: 1, administrator: { is: true, verdict: 'confirmed' }, becomes: ['0'] },
    ]);
    expect(leavers).toEqual([{ policies: [0], ports: '0' }]);
    expect(starts.map(({ first }) => first)).toEqual([[`role/${ACCESS}`]]);
  });

  it('is next to nothing where nobody leaves and nobody is let in', () => {
    const closed = details({
      users: [user('ann', holding(allow('sts:AssumeRole', roleOf(MANAGEMENT, 'own'))))],
      roles: [
        role('own'),
        role('everyone-here', {
          AssumeRolePolicyDocument: trusting('*', {
            Condition: { StringEquals: { 'aws:PrincipalAccount': MANAGEMENT } },
          }),
        }),
      ],
    });
    const { ports, leavers, doors, starts, documents } = crossingsOf(MANAGEMENT, closed);
    expect([ports, leavers, doors, starts, documents]).toEqual([[], [], [], [], []]);
  });

  it('has the boundary of who is bounded, and nobody whose boundary keeps it in', () => {
    const bounded = (name: string) => ({
      ...holding(allow('sts:*')),
      PermissionsBoundary: { PermissionsBoundaryType: 'Policy', PermissionsBoundaryArn: policyArn(name) },
    });
    const kept = crossingsOf(
      MANAGEMENT,
      details({
        users: [
          user('ann', bounded('storage')),
          user('bob', bounded('assuming')),
          user('carol', bounded('missing')),
        ],
        policies: [
          managed('storage', document(allow('s3:*'))),
          managed('assuming', document(allow('s3:*'), allow('sts:*', 'arn:aws:iam::*:role/x*'))),
        ],
      }),
    );
    expect(kept.ports.map(({ arn, boundary }) => [arn, boundary])).toEqual([
      ['user/bob', policyArn('assuming')],
      ['user/carol', policyArn('missing')],
    ]);
    expect(kept.leavers).toEqual([
      { policies: [0], boundary: 1, ports: '0' },
      // A boundary that the details lack may allow it.
      { policies: [0], boundary: 'unknown', ports: '1' },
    ]);
    expect(kept.documents[1]).toEqual(document(allow(ASSUMING_AND_SENDING, 'arn:aws:iam::*:role/x*')));
  });

  it('is read back from its file, and from no other', () => {
    const kept = crossingsOf(WORK, member(WORK));
    expect(parseAccountCrossings(JSON.parse(JSON.stringify(kept)), WORK)).toEqual(kept);
    for (const broken of [null, {}, { ...kept, version: 2 }, { ...kept, doors: 1 }])
      expect(() => parseAccountCrossings(broken, WORK)).toThrow(InputError);
    expect(() => parseAccountCrossings(kept, LOGS)).toThrow(`these are not the crossings of account ${LOGS}`);
  });
});

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
