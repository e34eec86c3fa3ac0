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

const ELSEWHERE = 'arn:aws:lambda:*:444455556666:function:*';

/** How surely whoever may make some functions and run others becomes administrator by a role for functions. */
function running(made: string | readonly string[], run: string) {
  return becoming(
    'lambda.amazonaws.com',
    allow('lambda:CreateFunction', made),
    allow('lambda:InvokeFunction', run),
  );
}

/** The same of whoever may pass every role, and more. */
function becoming(service: string, ...more: readonly Readonly<Record<string, unknown>>[]) {
  const own = document(allow('iam:PassRole'), ...more);
  const account = parseAuthorizationDetails(
    details({
      users: [user('dev', { UserPolicyList: [inline('own', own)] })],
      roles: [
        role('top', {
          RolePolicyList: [inline('all', document(allow('*')))],
          AssumeRolePolicyDocument: trusting({ Service: service }),
          InstanceProfileList: [{ InstanceProfileName: 'profile' }],
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
  [functions('dev-*'), ELSEWHERE, null],
  [functions('${aws:username}-*'), functions('dev-*'), 'confirmed'],
  [ELSEWHERE, ELSEWHERE, null],
  [[ELSEWHERE, functions('dev-*')], functions('dev-*'), 'confirmed'],
])('who makes %s and runs %s', (made, run, verdict) => {
  expect(running(made, run)).toBe(verdict);
});

it('launches instances of its own in a subnet that another account shares', () => {
  const launching = (account: string) =>
    becoming(
      'ec2.amazonaws.com',
      allow('ec2:RunInstances', [
        ...['instance', 'network-interface', 'volume', 'security-group'].map(
          (type) => `arn:aws:ec2:*:${account}:${type}/*`,
        ),
        'arn:aws:ec2:*:444455556666:subnet/*',
        'arn:aws:ec2:*::image/*',
      ]),
    );
  expect([launching('111122223333'), launching('444455556666')]).toEqual(['confirmed', null]);
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
