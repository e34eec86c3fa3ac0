import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { beforeAll, describe, expect, it } from 'vitest';
import { parseAuthorizationDetails } from '../../src/account/parse-authorization-details.js';
import { actionMembers } from '../../src/assessment/action-members.js';
import { assessTogether } from '../../src/assessment/assess-together.js';
import { assess } from '../../src/assessment/assess.js';
import type { Assessment } from '../../src/assessment/assessment.js';
import { NO_EXCLUSIONS } from '../../src/assessment/exclusions.js';
import { principalArn, principalName } from '../../src/assessment/principal-name.js';
import { terminalSummary } from '../../src/output/terminal-summary.js';
import { toResults } from '../../src/output/results.js';
import { allow, details, document, inline, role, trusting, user } from '../account/authorization-details.js';
import { catalog } from '../scenarios/policy-scenario.js';
import { NOW } from './small-account.js';

const DEVELOPMENT = '111122223333';
const PRODUCTION = '444455556666';
const LOGS = '777788889999';

/** The same details in another account. */
const inAccount = (accountId: string, input: unknown): unknown =>
  JSON.parse(JSON.stringify(input).replaceAll(`:${DEVELOPMENT}:`, `:${accountId}:`));
const roleOf = (accountId: string, name: string) => `arn:aws:iam::${accountId}:role/${name}`;

/** Ann, through a role of her account, assumes the deployer of production, which can rewrite its own role. */
const development = details({
  users: [
    user('ann', {
      UserPolicyList: [
        inline(
          'go',
          document(allow('sts:AssumeRole', roleOf(DEVELOPMENT, 'bridge')), allow('s3:ListBucket')),
        ),
      ],
    }),
    user('bob'),
  ],
  roles: [
    role('bridge', {
      RolePolicyList: [inline('across', document(allow('sts:AssumeRole', roleOf(PRODUCTION, 'deployer'))))],
    }),
  ],
});
const production = inAccount(
  PRODUCTION,
  details({
    roles: [
      role('deployer', {
        AssumeRolePolicyDocument: trusting({ AWS: 'PLACE' }),
        RolePolicyList: [inline('deploy', document(allow('iam:PutRolePolicy'), allow('s3:GetObject')))],
      }),
      role('open', {
        AssumeRolePolicyDocument: trusting('*'),
        RolePolicyList: [inline('back', document(allow('sts:AssumeRole', roleOf(DEVELOPMENT, 'none'))))],
      }),
    ],
  }),
);
const text = JSON.stringify(production).replace('PLACE', roleOf(DEVELOPMENT, 'bridge'));
const logs = inAccount(LOGS, details({ users: [user('auditor')] }));

const accounts = [
  { name: 'development', account: parseAuthorizationDetails(development) },
  { name: 'production', account: parseAuthorizationDetails(JSON.parse(text)) },
  { name: 'logs', account: parseAuthorizationDetails(logs) },
];
const options = { catalog, exclusions: NO_EXCLUSIONS, now: NOW };

let together: readonly Assessment[] = [];
beforeAll(() => {
  together = [...assessTogether(accounts, options)];
});

/** A chain in names: who goes where by what. */
function chainsOf(assessment: Assessment) {
  const { chains, hops } = assessment.escalation;
  return chains.map((chain) => ({
    from: chain.from === null ? (chain.outsider ?? '') : principalName(assessment, chain.from),
    verdict: chain.verdict,
    steps: chain.hops.map((number) => {
      const hop = hops[number];
      return `${hop?.path ?? ''}: ${principalName(assessment, hop?.to ?? -1)}`;
    }),
  }));
}

const [ANN, BRIDGE] = [
  {
    from: 'ann',
    verdict: 'confirmed',
    steps: ['assume role: bridge', `assume role: deployer (account ${PRODUCTION})`],
  },
  {
    from: 'bridge',
    verdict: 'confirmed',
    steps: [`assume role: deployer (account ${PRODUCTION})`],
  },
];

describe('accounts that are assessed together', () => {
  it('come in the order given, each with its own principals only', () => {
    expect(together.map(({ name, principals }) => [name, principals.map((each) => each.name)])).toEqual([
      ['development', ['ann', 'bob', 'bridge']],
      ['production', ['deployer', 'open']],
      ['logs', ['auditor']],
    ]);
  });

  it('show ways that lead into another account', () => {
    const [assessment] = together;
    if (assessment === undefined) return expect(together).toHaveLength(3);
    expect(chainsOf(assessment)).toEqual([BRIDGE, ANN]);
    expect(assessment.escalation.otherPrincipals).toEqual([
      {
        name: 'deployer',
        type: 'role',
        arn: roleOf(PRODUCTION, 'deployer'),
        accountId: PRODUCTION,
      },
    ]);
  });

  it('show ways that lead into them from another account, with the statements there by name', () => {
    const assessment = together[1];
    if (assessment === undefined) return expect(together).toHaveLength(3);
    expect(chainsOf(assessment)).toEqual([
      {
        from: `bridge (account ${DEVELOPMENT})`,
        verdict: 'confirmed',
        steps: ['assume role: deployer'],
      },
      {
        from: `ann (account ${DEVELOPMENT})`,
        verdict: 'confirmed',
        steps: [`assume role: bridge (account ${DEVELOPMENT})`, 'assume role: deployer'],
      },
    ]);
    const { escalation } = assessment;
    const hop = escalation.hops.find(({ from, to }) => to === 0 && from !== null && from !== to);
    expect({ elsewhere: hop?.elsewhere, statements: hop?.statements, trust: hop?.trust }).toEqual({
      elsewhere: [{ policy: 'across', statements: [0] }],
      statements: [],
      trust: [0],
    });
    expect(escalation.administrators.map(({ principal }) => principal)).toEqual([0]);
    expect(principalArn(assessment, hop?.from ?? -1)).toBe(roleOf(DEVELOPMENT, 'bridge'));
  });

  it('say whom their principals can become elsewhere, and which data they reach there', () => {
    const [assessment] = together;
    if (assessment === undefined) return expect(together).toHaveLength(3);
    const { escalation } = assessment;
    const [ann, bob, bridge] = escalation.becomes;
    expect([bob, ann === null, bridge === null]).toEqual([null, false, false]);
    const asOthers = escalation.dataReached[0]?.asOthers;
    expect(actionMembers(assessment, asOthers ?? -1)).toContain('s3:GetObject');
    expect(escalation.dataReached).toHaveLength(3);
  });

  it('name the statements that would have to change, those of other accounts too', () => {
    expect(together.map(({ escalation }) => escalation.chokePoints)).toEqual([
      {
        statements: [{ policy: 1, holder: 2, statement: 0 }],
        atLeast: 1,
        isSmallest: true,
        isComplete: true,
      },
      {
        statements: [{ policy: null, holder: 3, statement: 0, elsewhere: 'across' }],
        atLeast: 1,
        isSmallest: true,
        isComplete: true,
      },
      { statements: [], atLeast: 0, isSmallest: true, isComplete: true },
    ]);
  });

  it('say nothing of accounts that have nothing to do with them', () => {
    const { escalation } = together[2] ?? {};
    expect(escalation).toEqual({
      administrators: [],
      chains: [],
      hops: [],
      becomes: [null],
      principalSets: [],
      dataReached: [null],
      chokePoints: { statements: [], atLeast: 0, isSmallest: true, isComplete: true },
    });
  });

  it('keep to the published schema', () => {
    const schema: unknown = JSON.parse(
      readFileSync(new URL('../../src/assessment/assessment.schema.json', import.meta.url), 'utf8'),
    );
    // The schema is the project's own; Ajv itself refuses it if it is none.
    const validate = new Ajv({ strict: false }).compile(schema as object);
    for (const assessment of together) {
      validate(JSON.parse(JSON.stringify(assessment)));
      expect(validate.errors).toBeNull();
    }
  });

  it('tell it in the summary and the results file', () => {
    const [assessment] = together;
    if (assessment === undefined) return expect(together).toHaveLength(3);
    const summary = terminalSummary(assessment, { files: [], colour: false, width: 120 });
    expect(summary).toContain(`bridge: assume role -> deployer (account ${PRODUCTION})`);
    expect(JSON.stringify(toResults(assessment))).toContain(
      JSON.stringify({ to: roleOf(PRODUCTION, 'deployer'), path: 'assume role' }),
    );
  });

  it('are no outsiders to each other, and are found everything else that each is found alone', () => {
    const alone = accounts.map(({ name, account }) => assess(account, { ...options, name }));
    const gone = alone.map(({ findings }, place) => {
      const ids = new Set(together[place]?.findings.map(({ id }) => id));
      return findings
        .filter(({ id }) => !ids.has(id))
        .map(({ kind, severity, trusted }) => ({ kind, severity, trusted }));
    });
    expect(gone).toEqual([
      [],
      [{ kind: 'PrivilegeEscalation', severity: 'critical', trusted: [roleOf(DEVELOPMENT, 'bridge')] }],
      [],
    ]);
    expect(alone.map(({ escalation }) => escalation.chains.length)).toEqual([0, 1, 0]);
  });
});
