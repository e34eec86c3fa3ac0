import { describe, expect, test } from 'vitest';
import { runCommandLine } from '../robustness/command-line.js';
import { useWorkspace } from './workspace.js';

const workspace = useWorkspace();
const simulate = (...parameters: readonly string[]) =>
  runCommandLine(workspace.path, ['simulate', ...parameters]);

const READING = `
- name: ann reads
  expected: allowed
  request: { principal: "arn:aws:iam::111122223333:user/ann", action: "s3:GetObject", resource: { arn: "arn:aws:s3:::data/x" } }
  identityPolicies:
    - name: reading
      document: { Version: "2012-10-17", Statement: [{ Sid: Read, Effect: Allow, Action: "s3:Get*", Resource: "*" }] }
- name: ann writes
  expected: allowed
  request: { principal: "arn:aws:iam::111122223333:user/ann", action: "s3:PutObject", resource: { arn: "arn:aws:s3:::data/x" } }
- request: { principal: "arn:aws:iam::111122223333:user/ann", action: "s3:GetObject", resource: { arn: "arn:aws:s3:::data/x" } }
  identityPolicies:
    - name: reading
      document: { Version: "2012-10-17", Statement: [{ Effect: Allow, Action: "s3:Get*", Resource: "*", Condition: { Bool: { "aws:SecureTransport": "true" } } }] }
`;

describe('simulate', () => {
  test('prints what was decided and why, and exits with 1 where something else was expected', () => {
    workspace.write({ 'requests.yml': READING });
    expect(simulate('requests.yml')).toEqual({
      exitCode: 1,
      signal: null,
      stderr: '',
      stdout: `ok   ann reads: allowed
       Allow Read in identity policy reading: it matches the request
FAIL ann writes: implicitlyDenied, expected allowed
       an identity policy does not allow it
     case 3: conditional
       Allow statement 1 in identity policy reading: its conditions depend on context keys whose values are not known
       if Bool aws:SecureTransport true

1 of 2 as expected
`,
    });
  });

  test('says that the policy of a resource in another account is what lacks', () => {
    workspace.write({
      'requests.yml': READING.replace(
        '"arn:aws:s3:::data/x" }',
        '"arn:aws:s3:::data/x", accountId: "444455556666" }',
      ),
    });
    expect(simulate('requests.yml').stdout).toContain(`ann reads: implicitlyDenied, expected allowed
       Allow Read in identity policy reading: it matches the request
       the policy of the resource, which another account owns, does not allow it
`);
  });

  test('says that IAM lets nobody act on what another account owns', () => {
    workspace.write({
      'requests.yml': `- name: elsewhere
  request: { principal: 'arn:aws:iam::111122223333:user/ann', action: 'iam:GetRole', resource: 'arn:aws:iam::444455556666:role/app' }
  identityPolicies:
    - { name: all, document: { Version: '2012-10-17', Statement: { Effect: Allow, Action: '*', Resource: '*' } } }
`,
    });
    expect(simulate('requests.yml').stdout).toBe(`     elsewhere: implicitlyDenied
       Allow statement 1 in identity policy all: it matches the request
       IAM, which lets nobody act on what another account owns, does not allow it
`);
  });

  test('gives the same as JSON', () => {
    workspace.write({ 'requests.yml': READING });
    const { exitCode, stdout } = simulate('requests.yml', '--format', 'json');
    expect(exitCode).toBe(1);
    expect(JSON.parse(stdout)).toEqual([
      {
        name: 'ann reads',
        decision: 'allowed',
        expected: 'allowed',
        ok: true,
        statements: [
          {
            policyType: 'identity',
            policy: 'reading',
            statement: 'Read',
            pointer: '/identityPolicies/0/document/Statement/0',
            effect: 'Allow',
            matched: true,
            reason: 'it matches the request',
          },
        ],
        conditions: [],
        notes: [],
      },
      {
        name: 'ann writes',
        decision: 'implicitlyDenied',
        expected: 'allowed',
        ok: false,
        statements: [],
        conditions: [],
        notes: ['an identity policy does not allow it'],
      },
      {
        name: 'case 3',
        decision: 'conditional',
        expected: null,
        ok: true,
        statements: [
          {
            policyType: 'identity',
            policy: 'reading',
            statement: 0,
            pointer: '/identityPolicies/0/document/Statement/0',
            effect: 'Allow',
            matched: 'unknown',
            reason: 'its conditions depend on context keys whose values are not known',
          },
        ],
        conditions: [
          {
            policyType: 'identity',
            policy: 'reading',
            statement: 0,
            effect: 'Allow',
            key: 'aws:SecureTransport',
            operator: 'Bool',
            values: ['true'],
            text: 'Bool aws:SecureTransport true',
          },
        ],
        notes: [],
      },
    ]);
  });

  test('takes several files, and one object, and exits with 0 where all is as expected', () => {
    const request = {
      principal: 'arn:aws:iam::111122223333:user/ann',
      action: 's3:GetObject',
      resource: { arn: '*' },
    };
    workspace.write({
      'a.json': JSON.stringify({ name: 'a', request, expected: 'implicitlyDenied' }),
      'b.json': JSON.stringify([{ name: 'b', request, expected: 'implicitlyDenied' }]),
    });
    const { exitCode, stdout } = simulate('a.json', 'b.json');
    const lines = stdout.split('\n').filter((line) => !line.startsWith(' '));
    expect([exitCode, lines]).toEqual([
      0,
      ['ok   a.json: a: implicitlyDenied', 'ok   b.json: b: implicitlyDenied', '', '2 of 2 as expected', ''],
    ]);
    // For a machine the file's name does not belong to the name of the case.
    const json = JSON.parse(simulate('a.json', 'b.json', '--format', 'json').stdout) as { name: string }[];
    expect(json.map(({ name }) => name)).toEqual(['a', 'b']);
  });

  test('notes actions that the catalogue does not know, in requests and policies, and decides all the same', () => {
    const request = (action: string) => ({ principal: 'arn:aws:iam::111122223333:user/ann', action });
    const identityPolicies = [
      {
        name: 'reading',
        document: { Statement: [{ Effect: 'Allow', Action: ['s3:GetObjct', 's3:Get*'], Resource: '*' }] },
      },
    ];
    workspace.write({
      'a.json': JSON.stringify([
        { request: request('s3:GetObjct'), identityPolicies, expected: 'allowed' },
        { request: request('S3:getobject'), identityPolicies, expected: 'allowed' },
        {
          request: request('nothing:Known'),
          serviceControlPolicies: [
            {
              level: 'root',
              policies: [
                {
                  name: 'p',
                  document: { Statement: [{ Effect: 'Deny', NotAction: 'ec2:Runn', Resource: '*' }] },
                },
              ],
            },
          ],
        },
      ]),
    });
    for (const format of ['text', 'json']) {
      const { exitCode, stderr } = simulate('a.json', '--format', format);
      expect({ exitCode, stderr }).toEqual({
        exitCode: 0,
        stderr:
          'Note: a.json: the catalogue does not know these actions, so look whether they are misspelt: s3:GetObjct, nothing:Known, ec2:Runn.\n',
      });
    }
  });

  test.each([
    ['{"request": {}}', 'odd.json: expected a string, not nothing (at $.request.action).'],
    ['[]', 'odd.json: the list holds no request.'],
    [
      '{"Version": "2012-10-17", "Statement": []}',
      'odd.json: this is a policy document, and simulate takes requests with the policies that concern them: see "Unit tests for policies" in the user guide.',
    ],
    [
      '{"UserDetailList": []}',
      'odd.json: these are the authorization details of an account, and simulate takes requests with the policies that concern them: see "Unit tests for policies" in the user guide.',
    ],
    [
      '{"request": 1, "identityPolicy": []}',
      'odd.json: "identityPolicy" is not known here; known are request, identityPolicies, permissionsBoundaries, sessionPolicies, resourcePolicy, serviceControlPolicies, resourceControlPolicies, endpointPolicies, name, expected, reason, description (at $.identityPolicy).',
    ],
    [
      '{"request": {"principal": "*", "action": "s3:GetObject"}, "resourcePolicy": {"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": {"StringIs": {"a": "b"}}}}}',
      'odd.json: "StringIs" is not a condition operator (at $.resourcePolicy.Statement.Condition).',
    ],
    [
      '{"request": {"principal": "*", "action": "s3:*"}}',
      'odd.json: action must be one action such as "s3:GetObject", not "s3:*" (at $.request.action).',
    ],
    [
      '{"expected": "yes", "request": {"principal": "*", "action": "s3:GetObject"}}',
      'odd.json: expected must be one of allowed, explicitlyDenied, implicitlyDenied, conditional (at $.expected).',
    ],
  ])('refuses %s', (text, sentence) => {
    workspace.write({ 'odd.json': text });
    const { exitCode, stdout, stderr } = simulate('odd.json');
    expect({ exitCode, stdout, stderr }).toEqual({
      exitCode: 2,
      stdout: '',
      stderr: `cloudsplaining: ${sentence}\n`,
    });
  });
});
