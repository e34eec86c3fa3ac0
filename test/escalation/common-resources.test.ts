import { expect, it } from 'vitest';
import { DocumentReader } from '../../src/access/document-reader.js';
import { parseAuthorizationDetails } from '../../src/account/parse-authorization-details.js';
import { pathsReport } from '../../src/assessment/paths-report.js';
import { loadCatalog } from '../../src/catalog/catalog-file.js';
import { analyseEscalation } from '../../src/escalation/graph/analyse-escalation.js';
import { mayOverlap } from '../../src/policy/written-patterns.js';
import { allow, details, document, inline, role, trusting, user } from '../account/authorization-details.js';

const catalog = loadCatalog();
const functions = (name: string) => `arn:aws:lambda:*:111122223333:function:${name}`;

/** How surely whoever may make some functions and run others becomes administrator by a role for functions. */
function running(made: string, run: string) {
  const own = document(
    allow('iam:PassRole'),
    allow('lambda:CreateFunction', made),
    allow('lambda:InvokeFunction', run),
  );
  const account = parseAuthorizationDetails(
    details({
      users: [user('dev', { UserPolicyList: [inline('own', own)] })],
      roles: [
        role('top', {
          RolePolicyList: [inline('all', document(allow('*')))],
          AssumeRolePolicyDocument: trusting({ Service: 'lambda.amazonaws.com' }),
        }),
      ],
    }),
  );
  const { graph, search } = analyseEscalation([account], new DocumentReader(catalog), null);
  return pathsReport(graph, search).paths[0]?.verdict ?? null;
}

it.each([
  [functions('dev-*'), functions('dev-*'), 'confirmed'],
  [functions('dev-*'), functions('*-job'), 'confirmed'],
  [functions('dev-*'), '*', 'confirmed'],
  [functions('dev-*'), functions('ops-*'), null],
  [functions('dev-*'), 'arn:aws:lambda:*:444455556666:function:*', null],
  [functions('${aws:username}-*'), functions('dev-*'), 'confirmed'],
])('who makes %s and runs %s', (made, run, verdict) => {
  expect(running(made, run)).toBe(verdict);
});

it.each([
  ['arn:aws:lambda:*:1:function:a-*', 'arn:aws:lambda:*:1:function:b-*', false],
  ['arn:aws:lambda:eu-*:1:function:a', 'arn:aws:lambda:*-1:1:function:?', true],
  ['arn:aws:s3:::a/*', 'arn:aws:s3:::a/x/*', true],
  ['arn:aws:s3:::a*', '*', true],
  ['arn:aws:s3:::a', 'arn:aws:s3:::a/*', false],
])('%s and %s', (one, other, expected) => {
  expect([mayOverlap(one, other), mayOverlap(other, one)]).toEqual([expected, expected]);
});
