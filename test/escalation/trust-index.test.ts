import { describe, expect, it } from 'vitest';
import { DocumentReader } from '../../src/access/document-reader.js';
import { parseAuthorizationDetails } from '../../src/account/parse-authorization-details.js';
import { parseOrganizationPolicies } from '../../src/account/organization-policies.js';
import { pathsReport } from '../../src/assessment/paths-report.js';
import { loadCatalog } from '../../src/catalog/catalog-file.js';
import { IndexSet } from '../../src/catalog/index-set.js';
import { analyseEscalation } from '../../src/escalation/graph/analyse-escalation.js';
import {
  ACCOUNT_ID,
  allow,
  boundedBy,
  deny,
  details,
  document,
  iamArn,
  inline,
  managed,
  role,
  user,
} from '../account/authorization-details.js';

const catalog = loadCatalog();
const ASSUME = { Action: 'sts:AssumeRole' };

/** The users that may assume a role which trusts the whole account, but for a Deny with NotPrincipal. */
function spared(...names: readonly string[]): readonly string[] {
  const trust = document(
    { Effect: 'Allow', Principal: { AWS: iamArn('root') }, ...ASSUME },
    { Effect: 'Deny', NotPrincipal: { AWS: names.map(iamArn) }, ...ASSUME },
  );
  const hop = { UserPolicyList: [inline('hop', document(allow('sts:AssumeRole')))] };
  const account = parseAuthorizationDetails(
    details({
      users: [user('ann', hop), user('bob', hop)],
      roles: [role('guarded', { AssumeRolePolicyDocument: trust })],
    }),
  );
  const { graph } = analyseEscalation([account], new DocumentReader(catalog), null);
  return graph.nodes.flatMap(({ edges }, number) =>
    edges.length > 0 ? [graph.population.principals[number]?.name ?? ''] : [],
  );
}

describe('a Deny with NotPrincipal in a trust policy', () => {
  it('spares whom it names', () => {
    expect(spared('user/ann', 'root')).toEqual(['ann']);
  });

  it('spares nobody by naming the account', () => {
    expect(spared('root')).toEqual([]);
  });
});

/** Verdict and conditions of the first step of every user or role to the role `guarded`. */
function stepsTo(
  trust: unknown,
  {
    controls,
    caller = ACCOUNT_ID,
    roleMore = {},
  }: { controls?: unknown; caller?: string; roleMore?: Readonly<Record<string, unknown>> } = {},
): readonly (readonly [string, string, ...string[]])[] {
  const inAccount = (entry: Readonly<Record<string, unknown>>) => ({
    ...entry,
    Arn: String(entry['Arn']).replace(ACCOUNT_ID, caller),
  });
  const hop = inline('hop', document(allow('sts:AssumeRole')));
  const guarded = role('guarded', { AssumeRolePolicyDocument: trust, ...roleMore });
  const callers = {
    users: [inAccount(user('ann', { UserPolicyList: [hop] }))],
    roles: [inAccount(role('q-sess', { RolePolicyList: [hop] }))],
  };
  const accounts =
    caller === ACCOUNT_ID
      ? [details({ users: callers.users, roles: [...callers.roles, guarded] })]
      : [details(callers), details({ roles: [guarded] })];
  const { graph, search } = analyseEscalation(
    accounts.map((each) => parseAuthorizationDetails(each)),
    new DocumentReader(catalog),
    controls === undefined
      ? null
      : parseOrganizationPolicies({ managementAccount: '999900001111', accounts: controls }),
  );
  const to = graph.population.principals.findIndex(({ name }) => name === 'guarded');
  return pathsReport(graph, search, { from: IndexSet.range(0, graph.nodes.length), to })
    .paths.filter(({ hops }) => hops.length === 1)
    .map(({ from, verdict, hops }) => [
      from.slice(from.indexOf('/') + 1),
      verdict,
      ...(hops[0]?.conditions ?? []),
    ]);
}

const trustsAnyone = document({ Effect: 'Allow', Principal: '*', ...ASSUME });
const OTHER = '444455556666';
const control = (statement: Readonly<Record<string, unknown>>) => ({
  resourceControlPolicies: [
    {
      level: 'root',
      policies: [
        {
          name: 'guard',
          document: document({ Effect: 'Deny', Principal: '*', Resource: '*', ...statement }),
        },
      ],
    },
  ],
});

describe('a resource control policy on assuming roles', () => {
  it('of the account of the role binds callers of other accounts', () => {
    expect(stepsTo(trustsAnyone, { caller: OTHER })).toEqual([
      ['ann', 'confirmed'],
      ['q-sess', 'confirmed'],
    ]);
    expect(stepsTo(trustsAnyone, { caller: OTHER, controls: { [ACCOUNT_ID]: control(ASSUME) } })).toEqual([]);
  });

  it('of the account of the caller binds nobody who assumes a role elsewhere', () => {
    expect(stepsTo(trustsAnyone, { caller: OTHER, controls: { [OTHER]: control(ASSUME) } })).toEqual([
      ['ann', 'confirmed'],
      ['q-sess', 'confirmed'],
    ]);
  });

  it('without any policy on a level lets nobody in', () => {
    const controls = { [ACCOUNT_ID]: { resourceControlPolicies: [{ level: 'root', policies: [] }] } };
    expect(stepsTo(trustsAnyone, { controls })).toEqual([]);
  });

  it('spares roles that services made for themselves', () => {
    const roleMore = { Path: '/aws-service-role/x/' };
    expect(stepsTo(trustsAnyone, { controls: { [ACCOUNT_ID]: control(ASSUME) }, roleMore })).toEqual([
      ['ann', 'confirmed'],
      ['q-sess', 'confirmed'],
    ]);
  });

  it('that turns on the caller is decided for each', () => {
    const controls = {
      [ACCOUNT_ID]: control({
        ...ASSUME,
        Condition: { ArnNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/q-*' } },
      }),
    };
    expect(stepsTo(trustsAnyone, { controls })).toEqual([['q-sess', 'confirmed']]);
  });

  it('that turns on the request leaves a condition', () => {
    const Condition = { Bool: { 'aws:MultiFactorAuthPresent': 'false' } };
    // The user avoids it with an access key.
    expect(stepsTo(trustsAnyone, { controls: { [ACCOUNT_ID]: control({ ...ASSUME, Condition }) } })).toEqual([
      ['ann', 'confirmed'],
      ['q-sess', 'conditional', 'unless Bool aws:MultiFactorAuthPresent false'],
    ]);
  });
});

describe('a session in a trust policy', () => {
  const session = { AWS: `arn:aws:sts::${ACCOUNT_ID}:assumed-role/q-sess/bob` };

  it('lets the role in under the name of the session', () => {
    expect(stepsTo(document({ Effect: 'Allow', Principal: session, ...ASSUME }))).toEqual([
      ['q-sess', 'conditional', 'its session is named bob'],
    ]);
  });

  it('spares the role from a Deny under the name of the session', () => {
    const deny = { Effect: 'Deny', NotPrincipal: session, ...ASSUME };
    expect(stepsTo(document({ Effect: 'Allow', Principal: '*', ...ASSUME }, deny))).toEqual([
      ['q-sess', 'conditional', 'unless its session is not named bob'],
    ]);
  });

  it('is not spared from a Deny by the name of its role', () => {
    const role = `arn:aws:iam::${ACCOUNT_ID}:role/q-sess`;
    const steps = (...spared: readonly string[]) =>
      stepsTo(
        document(
          { Effect: 'Allow', Principal: '*', ...ASSUME },
          { Effect: 'Deny', NotPrincipal: { AWS: spared }, ...ASSUME },
        ),
      );
    expect(steps(role)).toEqual([]);
    expect(steps(role, session.AWS)).toEqual([
      ['q-sess', 'conditional', 'unless its session is not named bob'],
    ]);
  });
});

describe('a test of the name of the session against the name of the user', () => {
  const Condition = { StringEquals: { 'sts:RoleSessionName': '${aws:username}' } };
  const everyone = { Effect: 'Allow', Principal: '*', ...ASSUME };

  it('lets in users and no role, which has no user name', () => {
    expect(stepsTo(document({ ...everyone, Condition }))).toEqual([
      ['ann', 'conditional', 'StringEquals sts:RoleSessionName ${aws:username}'],
    ]);
  });

  it('turns away every role where a Deny asks for another name', () => {
    const Deny = {
      ...everyone,
      Effect: 'Deny',
      Condition: { StringNotEquals: Condition.StringEquals },
    };
    expect(stepsTo(document(everyone, Deny)).map(([name]) => name)).toEqual(['ann']);
  });
});

describe('a boundary that does not allow a role to assume others', () => {
  const fence = document(allow('s3:*'));
  const session = { AWS: `arn:aws:sts::${ACCOUNT_ID}:assumed-role/app/web` };
  const step = (Principal: unknown, boundary: unknown = fence) => {
    const account = parseAuthorizationDetails(
      details({
        roles: [
          role('app', boundedBy('fence')),
          role('guarded', { AssumeRolePolicyDocument: document({ Effect: 'Allow', Principal, ...ASSUME }) }),
        ],
        policies: boundary === null ? [] : [managed('fence', boundary)],
      }),
    );
    const { graph } = analyseEscalation([account], new DocumentReader(catalog), null);
    const app = graph.population.principals.findIndex(({ name }) => name === 'app');
    return graph.nodes[app]?.edges.map(({ path, verdict }) => [path, verdict]);
  };

  it('counts where the trust policy names the role', () => {
    expect(step({ AWS: iamArn('role/app') })).toEqual([]);
  });

  it('does not where it names everyone or a session', () => {
    expect(step('*')).toEqual([['assume role', 'confirmed']]);
    expect(step({ AWS: '*' })).toEqual([['assume role', 'confirmed']]);
    expect(step(session)).toEqual([['assume role', 'conditional']]);
  });

  it('does where it denies that', () => {
    expect(step('*', document(allow('s3:*'), deny('sts:*')))).toEqual([]);
  });

  it('may, where the input does not hold it', () => {
    expect(step('*', null)).toEqual([['assume role', 'conditional']]);
  });
});

describe('the account of the role in a policy about assuming it', () => {
  const own = { StringEquals: { 'aws:PrincipalAccount': '${aws:ResourceAccount}' } };
  const turned = { StringEquals: { 'aws:ResourceAccount': '${aws:PrincipalAccount}' } };
  const others = { StringNotEquals: { 'aws:PrincipalAccount': '${aws:ResourceAccount}' } };
  const everyone = { Effect: 'Allow', Principal: '*', ...ASSUME };
  const both = [
    ['ann', 'confirmed'],
    ['q-sess', 'confirmed'],
  ];

  it.each([own, turned])('decides who is let in: %j', (Condition) => {
    expect(stepsTo(document({ ...everyone, Condition }))).toEqual(both);
    expect(stepsTo(document({ ...everyone, Condition }), { caller: OTHER })).toEqual([]);
  });

  it('decides whom a resource control policy turns away', () => {
    const controls = { [ACCOUNT_ID]: control({ ...ASSUME, Condition: others }) };
    expect(stepsTo(trustsAnyone, { controls })).toEqual(both);
    expect(stepsTo(trustsAnyone, { controls, caller: OTHER })).toEqual([]);
  });

  it('is compared with the number of an account', () => {
    const of = (operator: string) =>
      stepsTo(document({ ...everyone, Condition: { [operator]: { 'aws:ResourceAccount': ACCOUNT_ID } } }));
    expect(of('StringEquals')).toEqual(both);
    expect(of('StringNotEquals')).toEqual([]);
  });
});
