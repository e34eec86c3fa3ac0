import { expect, it } from 'vitest';
import { DocumentReader } from '../../src/access/document-reader.js';
import { parseAuthorizationDetails } from '../../src/account/parse-authorization-details.js';
import { whoCanReport } from '../../src/assessment/who-can-report.js';
import { loadCatalog } from '../../src/catalog/catalog-file.js';
import { analyseEscalation } from '../../src/escalation/graph/analyse-escalation.js';
import { allow, deny, details, document, iamArn, inline, user } from '../account/authorization-details.js';

const catalog = loadCatalog();
const ACTION = 's3:GetObject';
const OBJECT = 'arn:aws:s3:::reports/red/2026.csv';

/** The answers for a user with some statements and tags, on any resource and on one. */
function answers(
  statements: readonly Readonly<Record<string, unknown>>[],
  tags: Readonly<Record<string, string>> = {},
  context: ReadonlyMap<string, readonly string[]> = new Map(),
) {
  const ann = user('ann', {
    UserPolicyList: [inline('own', document(...statements))],
    Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
  });
  const graph = analyseEscalation(
    [parseAuthorizationDetails(details({ users: [ann] }))],
    new DocumentReader(catalog),
    null,
  );
  return [null, OBJECT].map((resource) => {
    const question = { action: ACTION, resource, context, organization: null, resourcePolicies: new Map() };
    const { results } = whoCanReport(graph, question, { viaEscalation: false });
    return results.map(({ decision, conditions }) => [decision, ...conditions].join(': '));
  });
}

const tested = (operator: string) => ({ Condition: { [operator]: { 'aws:PrincipalTag/team': 'red' } } });
const READ = allow(ACTION, '*', tested('StringEquals'));
const GUARD = deny(ACTION, '*', tested('StringNotEquals'));
const TAG = allow('iam:TagUser', iamArn('user/${aws:username}'));

it.each([
  ['without leave to tag', [READ], {}, 'implicitlyDenied'],
  ['with leave to tag itself', [READ, TAG], {}, 'conditional: if StringEquals aws:PrincipalTag/team red'],
  [
    'with another tag',
    [READ, TAG],
    { team: 'blue' },
    'conditional: if StringEquals aws:PrincipalTag/team red',
  ],
  ['with the tag', [READ, TAG], { team: 'red' }, 'allowed'],
  ['with leave to tag others', [READ, allow('iam:TagUser', iamArn('user/bob'))], {}, 'implicitlyDenied'],
  ['behind a Deny', [allow(ACTION), GUARD], {}, 'explicitlyDenied'],
  [
    'behind a Deny that a tag of its own spares it',
    [allow(ACTION), GUARD, TAG],
    {},
    'conditional: unless StringNotEquals aws:PrincipalTag/team red',
  ],
])('a user %s', (_what, statements, tags, answer) => {
  expect(answers(statements, tags)).toEqual([[answer], [answer]]);
});

it('the tag that the question gives stays', () => {
  const given = new Map([['aws:principaltag/team', ['blue']]]);
  expect(answers([READ, TAG], {}, given)).toEqual([['implicitlyDenied'], ['implicitlyDenied']]);
});

it('a resource that is named by a tag', () => {
  const read = allow(ACTION, 'arn:aws:s3:::reports/${aws:PrincipalTag/team}/*');
  expect(answers([read], { team: 'blue' })).toEqual([['allowed'], ['implicitlyDenied']]);
  expect(answers([read, TAG], { team: 'blue' })).toEqual([['allowed'], ['conditional']]);
});
