import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DocumentReader } from '../../src/access/document-reader.js';
import { principalContext, type Actor } from '../../src/access/principal-context.js';
import { statementsFor, type Statements } from '../../src/access/statement-for-principal.js';
import { parseAuthorizationDetails } from '../../src/account/parse-authorization-details.js';
import { loadCatalog } from '../../src/catalog/catalog-file.js';
import {
  allow,
  attached,
  deny,
  details,
  document,
  managed,
  role,
  user,
} from '../account/authorization-details.js';

const catalog = loadCatalog();
const tagged = (tags: Readonly<Record<string, string>>) => ({
  Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
});

/** Principals that all hold one policy. */
function holders(
  statements: readonly Readonly<Record<string, unknown>>[],
  tags: readonly Readonly<Record<string, string>>[],
) {
  const more = (each: Readonly<Record<string, string>>) => ({
    ...tagged(each),
    AttachedManagedPolicies: [attached('shared')],
  });
  const { users, roles } = parseAuthorizationDetails(
    details({
      users: tags.map((each, number) => user(`user-${number}`, more(each))),
      roles: tags.map((each, number) => role(`role-${number}`, more(each))),
      policies: [managed('shared', document(...statements))],
    }),
  );
  return [...users, ...roles];
}

/** What applies to one, as the reader knows it. */
function applying(reader: DocumentReader, actor: Actor) {
  const parsed = actor.attachedPolicies[0]?.document?.parsed;
  if (parsed?.ok !== true) throw new Error('the policy is not there');
  const context = principalContext(actor, { place: null });
  return statementsFor(reader.read(parsed.document, actor).reading, context, true);
}

function described({ allows, denies }: Statements) {
  return [...allows, ...denies].map(({ statement: { index }, conditions }) => ({ index, conditions }));
}

const keys = [
  'aws:PrincipalTag/team',
  'aws:PrincipalTag/site',
  'aws:username',
  'aws:SourceVpc',
  'aws:PrincipalArn',
];
const values = [
  'red',
  'user-0',
  '*',
  '${aws:PrincipalTag/team}',
  "${aws:PrincipalTag/site, 'red'}",
  '${aws:username}',
];
const tests = fc.record({
  operator: fc.constantFrom('StringEquals', 'StringNotEquals', 'StringLike', 'StringEqualsIfExists', 'Null'),
  key: fc.constantFrom(...keys),
  value: fc.constantFrom(...values),
});
const statements = fc.record({
  isDeny: fc.boolean(),
  resource: fc.constantFrom(
    '*',
    'arn:aws:s3:::home/${aws:username}',
    'arn:aws:s3:::${aws:PrincipalTag/team}',
  ),
  test: fc.option(tests),
});
const tags = fc.array(
  fc.record(
    { team: fc.constantFrom('red', 'blue'), site: fc.constantFrom('red', 'user-0') },
    { requiredKeys: [] },
  ),
  { minLength: 1, maxLength: 4 },
);

describe('the statements that apply to a principal', () => {
  it('are what they are by themselves, whoever was asked about before', () => {
    fc.assert(
      fc.property(fc.array(statements, { minLength: 1, maxLength: 4 }), tags, (written, tagsOfAll) => {
        const shared = new DocumentReader(catalog);
        const policy = written.map(({ isDeny, resource, test }) => {
          const value = test?.operator === 'Null' ? 'true' : test?.value;
          const more = test === null ? {} : { Condition: { [test.operator]: { [test.key]: value } } };
          return isDeny ? deny('s3:*', resource, more) : allow('s3:*', resource, more);
        });
        for (const holder of holders(policy, tagsOfAll))
          expect(described(applying(shared, holder))).toEqual(
            described(applying(new DocumentReader(catalog), holder)),
          );
      }),
    );
  });

  it('are the same objects for all who do not differ in what is asked', () => {
    const test = { Condition: { StringNotEquals: { 'aws:PrincipalTag/team': 'red' } } };
    const all = holders([deny('s3:*', '*', test)], [{ team: 'blue' }, { team: 'blue', site: 'user-0' }, {}]);
    const reader = new DocumentReader(catalog);
    const [first, alike, other] = all
      .filter(({ type }) => type === 'user')
      .map((each) => applying(reader, each));
    expect(alike).toBe(first);
    expect(other).not.toBe(first);
  });
});
