import { describe, expect, it } from 'vitest';
import { DocumentReader } from '../../src/access/document-reader.js';
import { parseAuthorizationDetails } from '../../src/account/parse-authorization-details.js';
import { whoCanReport } from '../../src/assessment/who-can-report.js';
import { loadCatalog } from '../../src/catalog/catalog-file.js';
import { analyseEscalation } from '../../src/escalation/graph/analyse-escalation.js';
import { hopEvidence, hopRequirements } from '../../src/escalation/graph/hop-evidence.js';
import {
  ACCOUNT_ID,
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

const catalog = loadCatalog();
const tags = (entries: Readonly<Record<string, string>>) => ({
  Tags: Object.entries(entries).map(([Key, Value]) => ({ Key, Value })),
});
const roles = [role('blue', tags({ Team: 'blue' })), role('red', tags({ team: 'red' })), role('plain')];
const ROLE = `arn:aws:iam::${ACCOUNT_ID}:role/`;

/** What a user with some policies and tags can do to the roles. */
function actor(statements: readonly object[], own: Readonly<Record<string, string>> = {}) {
  const policy = document(...statements.map((each) => ({ ...each })));
  const account = parseAuthorizationDetails(
    details({ users: [user('actor', { UserPolicyList: [inline('policy', policy)], ...tags(own) })], roles }),
  );
  const analysis = analyseEscalation([account], new DocumentReader(catalog), null);
  const [node] = analysis.graph.nodes;
  const names = (set: { indexes: () => readonly number[] } | undefined) =>
    set?.indexes().map((number) => analysis.graph.population.principals[number]?.name);
  const on = (action: string) => {
    const targets = node?.capabilities.targets(action);
    return [names(targets?.open), names(targets?.conditional)];
  };
  const whoCan = (action: string, resource: string) =>
    whoCanReport(
      analysis,
      { action, resource, context: new Map(), organization: null, resourcePolicies: new Map() },
      { principals: [0], viaEscalation: false },
    ).results[0]?.decision;
  return { analysis, on, whoCan };
}

const when = (operator: string, key: string, value: string) => ({
  Condition: { [operator]: { [key]: value } },
});
const WRITE = 'iam:PutRolePolicy';

describe('tags of the target', () => {
  it.each(['iam:ResourceTag/team', 'aws:ResourceTag/Team', 'AWS:resourcetag/TEAM'])(
    'decide an Allow that tests %s',
    (key) => {
      const { on } = actor([allow(WRITE, '*', when('StringEquals', key, 'blue'))]);
      expect(on(WRITE)).toEqual([['blue'], []]);
    },
  );

  it('decide a negated test, which targets without the tag pass', () => {
    const { on } = actor([allow(WRITE, '*', when('StringNotEquals', 'aws:ResourceTag/team', 'red'))]);
    expect(on(WRITE)).toEqual([['blue', 'plain'], []]);
  });

  it('decide a Deny', () => {
    const { on } = actor([
      allow(WRITE),
      deny(WRITE, '*', when('StringEquals', 'aws:ResourceTag/team', 'red')),
    ]);
    expect(on(WRITE)).toEqual([['blue', 'plain'], []]);
  });

  it('are compared with tags of the caller', () => {
    const statement = allow(
      WRITE,
      '*',
      when('StringEquals', 'aws:ResourceTag/team', '${aws:PrincipalTag/team}'),
    );
    expect(actor([statement], { team: 'red' }).on(WRITE)).toEqual([['red'], []]);
    expect(actor([statement]).on(WRITE)).toEqual([[], []]);
  });

  it('leave other conditions as they are', () => {
    const both = {
      Condition: {
        StringEquals: { 'aws:ResourceTag/team': 'blue' },
        Bool: { 'aws:MultiFactorAuthPresent': 'true' },
      },
    };
    expect(actor([allow(WRITE, '*', both)]).on(WRITE)).toEqual([[], ['blue']]);
  });

  it('stay a condition where the caller can set them', () => {
    const statement = allow(WRITE, '*', when('StringEquals', 'aws:ResourceTag/team', 'blue'));
    expect(actor([statement, allow('iam:TagRole')]).on(WRITE)).toEqual([['blue'], ['red', 'plain']]);
    const denied = [
      allow(['iam:UntagRole', WRITE]),
      deny(WRITE, '*', when('StringEquals', 'aws:ResourceTag/team', 'red')),
    ];
    expect(actor(denied).on(WRITE)).toEqual([['blue', 'plain'], ['red']]);
  });

  it('stay a condition on those only whose tags it can set', () => {
    const statement = allow(WRITE, '*', when('StringEquals', 'aws:ResourceTag/team', 'blue'));
    expect(actor([statement, allow('iam:TagRole', `${ROLE}pl*`)]).on(WRITE)).toEqual([['blue'], ['plain']]);
    expect(
      actor([statement, allow(['iam:TagRole', 'iam:UntagRole']), deny('iam:*Tag*', `${ROLE}red`)]).on(WRITE),
    ).toEqual([['blue'], ['plain']]);
    // Tags can be taken off there still.
    expect(
      actor([statement, allow(['iam:TagRole', 'iam:UntagRole']), deny('iam:TagRole', `${ROLE}red`)]).on(
        WRITE,
      ),
    ).toEqual([['blue'], ['red', 'plain']]);
    expect(
      actor([
        allow(['iam:UntagRole'], `${ROLE}plain`),
        allow(WRITE),
        deny(WRITE, '*', when('StringEquals', 'aws:ResourceTag/team', 'red')),
      ]).on(WRITE),
    ).toEqual([['blue', 'plain'], []]);
  });

  it('stay a condition of iam:PassRole', () => {
    const { analysis } = actor([
      allow('iam:PassRole', '*', when('StringEquals', 'aws:ResourceTag/team', 'blue')),
    ]);
    const { open, conditional } =
      analysis.graph.nodes[0]?.capabilities.passable('lambda.amazonaws.com') ?? {};
    expect([open?.size, conditional?.size]).toEqual([0, 3]);
  });

  it('decide which roles are assumed, and name no condition then', () => {
    const { analysis, on } = actor([
      allow('sts:AssumeRole', '*', when('StringEquals', 'aws:ResourceTag/team', 'blue')),
    ]);
    expect(on('sts:AssumeRole')).toEqual([['blue'], []]);
    const [edge] = analysis.graph.nodes[0]?.edges ?? [];
    expect(edge?.verdict).toBe('confirmed');
    if (edge === undefined) return;
    const to = edge.targets.indexes()[0] ?? -1;
    const evidence = hopEvidence(analysis.graph, { from: 0, to, edge });
    expect(evidence.conditions).toEqual([]);
    expect(evidence.statements.map(({ statement }) => statement.index)).toEqual([0, 0]);
  });

  it('decide on the account of the target too', () => {
    const own = allow(WRITE, '*', when('StringEquals', 'aws:ResourceAccount', ACCOUNT_ID));
    const other = allow(WRITE, '*', when('StringEquals', 'aws:ResourceAccount', '444455556666'));
    expect(actor([own]).on(WRITE)).toEqual([['blue', 'red', 'plain'], []]);
    expect(actor([other]).on(WRITE)).toEqual([[], []]);
  });

  it('are those of the policy where it is a policy that is rewritten', () => {
    const own = allow('iam:CreatePolicyVersion', '*', when('StringEquals', 'aws:ResourceTag/team', 'blue'));
    const account = parseAuthorizationDetails(
      details({
        users: [
          user('actor', {
            UserPolicyList: [inline('policy', document(own))],
            AttachedManagedPolicies: [attached('shared')],
          }),
        ],
        policies: [managed('shared', document(allow('s3:ListAllMyBuckets')))],
      }),
    );
    const { graph } = analyseEscalation([account], new DocumentReader(catalog), null);
    const edge = graph.nodes[0]?.edges.find(({ path }) => path === 'iam-001');
    if (edge === undefined) throw new Error('The user cannot rewrite its policy.');
    const evidence = hopEvidence(graph, { from: 0, to: 0, edge });
    expect(evidence.statements.map(({ source }) => source?.name)).toEqual(['policy']);
    expect(evidence.conditions).toEqual(['StringEquals aws:ResourceTag/team blue']);
  });

  it.each(['red', 'blue'])('of a role say nothing of the instance that runs with it: %s', (team) => {
    const tested = allow('ssm:StartSession', '*', when('StringEquals', 'aws:ResourceTag/team', team));
    const account = parseAuthorizationDetails(
      details({
        users: [user('actor', { UserPolicyList: [inline('policy', document(tested))] })],
        roles: [
          role('blue', {
            ...tags({ team: 'blue' }),
            AssumeRolePolicyDocument: trusting({ Service: 'ec2.amazonaws.com' }),
            InstanceProfileList: [{ InstanceProfileName: 'blue' }],
          }),
        ],
      }),
    );
    const { graph } = analyseEscalation([account], new DocumentReader(catalog), null);
    const edge = graph.nodes[0]?.edges.find(({ path }) => path === 'ssm-001');
    if (edge === undefined) throw new Error('The user cannot open a session.');
    const evidence = hopEvidence(graph, { from: 0, to: 1, edge });
    expect(evidence.statements.map(({ source }) => source?.name)).toEqual(['policy', undefined]);
    expect(evidence.conditions).toEqual([`StringEquals aws:ResourceTag/team ${team}`]);
    const required = hopRequirements(graph, 0, edge)(1);
    expect(required.map((list) => list.map(({ source }) => source?.name))).toEqual([['policy'], [undefined]]);
  });

  it('are literal text before version 2012-10-17', () => {
    const policy = {
      Version: '2008-10-17',
      Statement: [
        allow(WRITE, '*', when('StringEquals', 'aws:ResourceTag/team', '${aws:PrincipalTag/team}')),
      ],
    };
    const account = parseAuthorizationDetails(
      details({
        users: [user('actor', { UserPolicyList: [inline('policy', policy)], ...tags({ team: 'red' }) })],
        roles,
      }),
    );
    const { graph } = analyseEscalation([account], new DocumentReader(catalog), null);
    const targets = graph.nodes[0]?.capabilities.targets(WRITE);
    expect([targets?.open.size, targets?.conditional.size]).toEqual([0, 0]);
  });
});

describe('who-can on a user or role of the input', () => {
  const tested = [allow('iam:*', '*', when('StringEquals', 'iam:ResourceTag/team', 'blue'))];

  it.each([
    ['blue', 'allowed'],
    ['red', 'implicitlyDenied'],
    ['plain', 'implicitlyDenied'],
    ['elsewhere', 'conditional'],
  ])('knows the tags of %s', (name, decision) => {
    expect(actor(tested).whoCan(WRITE, ROLE + name)).toBe(decision);
  });

  it('knows which tags a user lacks', () => {
    const statement = allow(WRITE, '*', when('StringEquals', 'aws:PrincipalTag/team', 'red'));
    expect(actor([statement]).whoCan(WRITE, `${ROLE}red`)).toBe('implicitlyDenied');
    expect(actor([statement], { team: 'red' }).whoCan(WRITE, `${ROLE}red`)).toBe('allowed');
  });

  it('leaves tags of a passed role open', () => {
    expect(actor(tested).whoCan('iam:PassRole', `${ROLE}blue`)).toBe('conditional');
  });
});
