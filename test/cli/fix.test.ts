import { chmodSync, lstatSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runCommandLine } from '../robustness/command-line.js';
import {
  allow,
  attached,
  boundedBy,
  details as authorizationDetails,
  document,
  inline,
  managed,
  policyArn,
  user,
} from '../account/authorization-details.js';
import { accountWith, allowing, useWorkspace } from './workspace.js';

const workspace = useWorkspace();
const fix = (parameters: readonly string[], input?: string) =>
  runCommandLine(workspace.path, ['fix', ...parameters], input === undefined ? {} : { input });
const read = (name: string) => readFileSync(join(workspace.path, name), 'utf8');
const refused = (stderr: string) => ({
  exitCode: 2,
  signal: null,
  stdout: '',
  stderr: `cloudsplaining: ${stderr}\n`,
});

const TABLE = JSON.stringify(allowing('dynamodb:DeleteTable'), null, 2);
const TOLD = (name: string) => `${name}: Statement 1: dynamodb:DeleteTable is allowed on named resources only.
${name}: A finding that is confined to named resources stays; it does not count.
${name}: fill in REGION: The region of the resources that are meant, such as eu-west-1.
${name}: fill in ACCOUNT_ID: The twelve digits of the account in which the policy stands.
${name}: fill in TABLE_NAME: Which resource of the type dynamodb:table is meant; its ARN is arn:Partition:dynamodb:Region:Account:table/TableName.
`;
const DIFF = (name: string) => `--- ${name}
+++ ${name}
@@ -6,7 +6,7 @@
       "Action": [
         "dynamodb:DeleteTable"
       ],
-      "Resource": "*"
+      "Resource": "arn:aws:dynamodb:REGION:ACCOUNT_ID:table/TABLE_NAME"
     }
   ]
 }
\\ No newline at end of file
`;

describe('a policy file', () => {
  test('gets a diff, and on standard error what was done and what is to be filled in', () => {
    workspace.write({ 'policy.json': TABLE });
    expect(fix(['-i', 'policy.json'])).toEqual({
      exitCode: 0,
      signal: null,
      stdout: DIFF('policy.json'),
      stderr: TOLD('policy.json'),
    });
    expect(read('policy.json')).toBe(TABLE);
  });

  test('is not left out for what the file is called', () => {
    workspace.write({ 'policy.json': TABLE, 'exclusions.yml': 'policies: [policy*]\n' });
    expect(fix(['-i', 'policy.json', '-e', 'exclusions.yml']).stdout).toBe(DIFF('policy.json'));
  });

  test('may come from standard input', () => {
    expect(fix([], TABLE)).toEqual({
      exitCode: 0,
      signal: null,
      stdout: DIFF('standard input'),
      stderr: TOLD('standard input'),
    });
  });

  test('is rewritten, complete and nothing beside it', () => {
    workspace.write({ 'policy.json': TABLE });
    chmodSync(join(workspace.path, 'policy.json'), 0o640);
    const run = fix([
      '-i',
      'policy.json',
      '--write',
      '--account-id',
      '111122223333',
      '--region',
      'eu-west-1',
    ]);
    expect(run).toEqual({
      exitCode: 0,
      signal: null,
      stdout: '',
      stderr: `Rewritten: policy.json
policy.json: Statement 1: dynamodb:DeleteTable is allowed on named resources only.
policy.json: A finding that is confined to named resources stays; it does not count.
policy.json: fill in TABLE_NAME: Which resource of the type dynamodb:table is meant; its ARN is arn:Partition:dynamodb:Region:Account:table/TableName.
`,
    });
    expect(read('policy.json')).toBe(
      TABLE.replace('"*"', '"arn:aws:dynamodb:eu-west-1:111122223333:table/TABLE_NAME"'),
    );
    expect(readdirSync(workspace.path)).toEqual(['policy.json']);
    expect(statSync(join(workspace.path, 'policy.json')).mode & 0o777).toBe(0o640);
  });

  test('stays a link where it is one', () => {
    workspace.write({ 'real.json': TABLE });
    symlinkSync('real.json', join(workspace.path, 'link.json'));
    expect(fix(['-i', 'link.json', '--write']).exitCode).toBe(0);
    expect(lstatSync(join(workspace.path, 'link.json')).isSymbolicLink()).toBe(true);
    expect(read('real.json')).toContain('table/TABLE_NAME');
  });

  test('that is a trust policy lets in a role of the account that is given', () => {
    const trusting = (principal: unknown) =>
      `${JSON.stringify({ Statement: [{ Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole' }] })}\n`;
    workspace.write({ 'trust.json': trusting('*') });
    expect(fix(['-i', 'trust.json', '--write', '--account-id', '111122223333'])).toEqual({
      exitCode: 0,
      signal: null,
      stdout: '',
      stderr: `Rewritten: trust.json
trust.json: Statement 1: one role of this account is trusted in the place of everyone; name whom it is meant for.
trust.json: fill in TRUSTED_ROLE_NAME: The role that is to assume this one; or another principal.
`,
    });
    expect(read('trust.json')).toBe(trusting({ AWS: 'arn:aws:iam::111122223333:role/TRUSTED_ROLE_NAME' }));
  });

  test('that is YAML writes out what an alias stood for', () => {
    workspace.write({
      'policy.yml':
        '# one\nStatement:\n  - &one\n    Effect: Allow\n    Action: [dynamodb:DeleteTable]\n    Resource: "*"\n  - *one\n',
    });
    expect(fix(['-i', 'policy.yml', '--write']).exitCode).toBe(0);
    expect(read('policy.yml')).toBe(
      '# one\nStatement:\n  - &one\n    Effect: Allow\n    Action: [dynamodb:DeleteTable]\n    Resource: arn:aws:dynamodb:REGION:ACCOUNT_ID:table/TABLE_NAME\n  - Effect: Allow\n    Action:\n      - dynamodb:DeleteTable\n    Resource: arn:aws:dynamodb:REGION:ACCOUNT_ID:table/TABLE_NAME\n',
    );
  });

  test('with nothing to remove stays as it is', () => {
    workspace.write({ 'policy.json': JSON.stringify(allowing('s3:ListAllMyBuckets')) });
    expect(fix(['-i', 'policy.json', '--write'])).toEqual({
      exitCode: 0,
      signal: null,
      stdout: '',
      stderr: 'There is no finding to remove.\n',
    });
  });

  test('exits with 1 where a finding stays, with the reason', () => {
    workspace.write({ 'policy.json': JSON.stringify(allowing('ecr:GetAuthorizationToken')) });
    expect(fix(['-i', 'policy.json'])).toEqual({
      exitCode: 1,
      signal: null,
      stdout: '',
      stderr:
        'policy.json: CredentialsExposure stays: Nothing would be left of the policy without these actions: detach it from whoever does not need them.\n',
    });
  });

  test('of several policies changes those that have findings', () => {
    const list = [allowing('s3:ListAllMyBuckets'), allowing('dynamodb:DeleteTable')];
    workspace.write({ 'list.json': JSON.stringify(list) });
    expect(fix(['-i', 'list.json', '--write']).exitCode).toBe(0);
    expect(read('list.json')).toBe(
      JSON.stringify(list).replace(/"\*"(?!.*"\*")/, '"arn:aws:dynamodb:REGION:ACCOUNT_ID:table/TABLE_NAME"'),
    );
  });

  test('that is a managed policy is changed in the version in force', () => {
    const policy = {
      PolicyName: 'tables',
      PolicyVersionList: [
        { VersionId: 'v2', IsDefaultVersion: true, Document: allowing('dynamodb:DeleteTable') },
        { VersionId: 'v1', IsDefaultVersion: false, Document: allowing('dynamodb:*') },
      ],
    };
    workspace.write({ 'policy.json': JSON.stringify(policy) });
    expect(fix(['-i', 'policy.json', '--write']).exitCode).toBe(0);
    const written = JSON.parse(read('policy.json'));
    expect(written.PolicyVersionList[0].Document.Statement[0].Resource).toBe(
      'arn:aws:dynamodb:REGION:ACCOUNT_ID:table/TABLE_NAME',
    );
    expect(written.PolicyVersionList[1]).toEqual(policy.PolicyVersionList[1]);
  });

  test('--kind removes findings of that kind only', () => {
    workspace.write({ 'policy.json': JSON.stringify(allowing('s3:GetObject', 'dynamodb:DeleteTable')) });
    expect(fix(['-i', 'policy.json', '--kind', 'dataexfiltration', '--write']).exitCode).toBe(0);
    const scan = runCommandLine(workspace.path, ['scan-policy-file', '-i', 'policy.json']);
    expect(scan.stdout).toBe(
      'Issue found: Unrestricted Infrastructure Modification\nActions: dynamodb:DeleteTable\n',
    );
  });

  test('findings that the configuration suppresses are left alone', () => {
    workspace.write({
      'policy.json': TABLE,
      'cloudsplaining.yml':
        'suppressions:\n  - kind: InfrastructureModification\n    reason: tables come and go\n',
    });
    const { stdout, exitCode } = fix(['-i', 'policy.json']);
    expect([stdout, exitCode]).toEqual(['', 0]);
  });
});

describe('what is written is clean', () => {
  const trust = (principal: object, action = 'sts:AssumeRole') => ({
    Version: '2012-10-17',
    Statement: [{ Sid: 'Trust', Effect: 'Allow', Principal: principal, Action: action }],
  });
  test.each([
    ['many services', allowing('s3:*', 'iam:PassRole', 'lambda:*', 'dynamodb:DeleteTable')],
    [
      'escalation',
      allowing('iam:CreatePolicyVersion', 'iam:AttachUserPolicy', 'ec2:RunInstances', 'iam:PassRole'),
    ],
    ['one service', allowing('sqs:*')],
    ['a third party', trust({ AWS: '*' })],
    ['SAML', trust({ Federated: 'arn:aws:iam::111122223333:saml-provider/staff' }, 'sts:AssumeRoleWithSAML')],
  ])('%s', (_name, document) => {
    workspace.write({ 'policy.json': JSON.stringify(document, null, 4) });
    const { exitCode } = fix(['-i', 'policy.json', '--write']);
    expect(exitCode).toBe(0);
    const scan = runCommandLine(workspace.path, [
      'scan-policy-file',
      '-i',
      'policy.json',
      '--fail-on',
      'none',
    ]);
    expect([scan.stdout, scan.exitCode]).toEqual(['There were no results found.\n', 0]);
  });
});

describe('an account', () => {
  const details = () => JSON.stringify(accountWith(allowing('dynamodb:DeleteTable')));

  test('gets a diff for each policy', () => {
    workspace.write({ 'account.json': details() });
    const { exitCode, stdout } = fix(['-i', 'account.json']);
    expect(exitCode).toBe(0);
    expect(stdout).toBe(`--- policy deploy of arn:aws:iam::111122223333:role/deploy
+++ policy deploy of arn:aws:iam::111122223333:role/deploy
@@ -6,7 +6,7 @@
       "Action": [
         "dynamodb:DeleteTable"
       ],
-      "Resource": "*"
+      "Resource": "arn:aws:dynamodb:REGION:111122223333:table/TABLE_NAME"
     }
   ]
 }
--- trust policy of arn:aws:iam::111122223333:role/deploy
+++ trust policy of arn:aws:iam::111122223333:role/deploy
@@ -4,7 +4,7 @@
     {
       "Effect": "Allow",
       "Principal": {
-        "AWS": "*"
+        "AWS": "arn:aws:iam::111122223333:role/TRUSTED_ROLE_NAME"
       },
       "Action": "sts:AssumeRole"
     }
`);
  });

  test('keeps what does not count: policies that nobody holds, boundaries, named resources, longer lists', () => {
    const scoped = document(allow('dynamodb:DeleteTable', 'arn:aws:dynamodb:*:*:table/a'));
    workspace.write({
      'account.json': JSON.stringify(
        authorizationDetails({
          users: [
            user('ann', {
              UserPolicyList: [
                inline('scoped', scoped),
                inline('extended', document(allow('dynamodb:Scan'))),
              ],
              AttachedManagedPolicies: [attached('held')],
              ...boundedBy('limit'),
            }),
          ],
          policies: [
            managed('held', document(allow('dynamodb:DeleteTable'))),
            managed('limit', document(allow('dynamodb:*'))),
            managed('unheld', document(allow('dynamodb:DeleteTable'))),
          ],
        }),
      ),
    });
    expect(fix(['-i', 'account.json']).stdout.match(/^--- .*$/gm)).toEqual([`--- ${policyArn('held')}`]);
  });

  test('is never rewritten', () => {
    workspace.write({ 'account.json': details() });
    expect(fix(['-i', 'account.json', '--write'])).toEqual(
      refused(
        'account.json: these are the authorization details of an account, a copy that is not for changing; leave --write out and change each policy in the account.',
      ),
    );
    expect(read('account.json')).toBe(details());
  });

  test('cannot drive the terminal by its names', () => {
    const account = JSON.parse(details());
    account.RoleDetailList[0].RolePolicyList[0].PolicyName = 'a\u001b[31m\u202e';
    workspace.write({ 'account.json': JSON.stringify(account) });
    const { stdout, stderr } = fix(['-i', 'account.json']);
    expect(`${stdout}${stderr}`).not.toMatch(/[\u001b\u202e]/);
    expect(stdout).toContain('--- policy a\\u{1b}[31m\\u{202e} of ');
  });
});

describe('mistakes', () => {
  test.each([
    [['--kind', 'Theft'], '--kind: there is no kind "Theft"; the kinds are '],
    [['--account-id', '1234'], '"1234" is no account; --account-id takes its 12 digits.'],
    [['--region', 'Ireland'], '"Ireland" is no region; --region takes one such as eu-central-1.'],
  ])('%j', (parameters, sentence) => {
    workspace.write({ 'policy.json': TABLE });
    const { exitCode, stdout, stderr } = fix(['-i', 'policy.json', ...parameters]);
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr.startsWith(`cloudsplaining: ${sentence}`)).toBe(true);
  });

  test('standard input cannot be rewritten', () => {
    expect(fix(['--write'], TABLE)).toEqual(
      refused('--write: standard input cannot be rewritten; name the file with --input-file.'),
    );
  });

  test('a policy that stands in the file as a text', () => {
    workspace.write({
      'policy.json': JSON.stringify({ PolicyDocument: encodeURIComponent(TABLE) }),
    });
    expect(fix(['-i', 'policy.json'])).toEqual(
      refused(
        'policy.json: the policy stands in this file as an encoded text; save the policy itself in a file and name that.',
      ),
    );
  });

  test('a resource policy is left as it is, and said', () => {
    const bucket = {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: 'arn:aws:s3:::a/*' }],
    };
    workspace.write({ 'policy.json': JSON.stringify(bucket) });
    expect(fix(['-i', 'policy.json'])).toEqual({
      exitCode: 1,
      signal: null,
      stdout: '',
      stderr:
        'policy.json: ResourceOpenToAnyone stays: Only its owner knows who is to use the resource, and for whom its services act: name them in its policy.\n',
    });
    const nothing = {
      exitCode: 0,
      signal: null,
      stdout: '',
      stderr:
        'policy.json: this is a resource policy, for which no change is proposed, so it stays as it is.\n',
    };
    expect(fix(['-i', 'policy.json', '--kind', 'ResourceOpenToAnotherAccount'])).toEqual(nothing);
    const Condition = { StringEquals: { 'aws:PrincipalOrgID': 'o-1234567890' } };
    const closed = { ...bucket, Statement: bucket.Statement.map((each) => ({ ...each, Condition })) };
    workspace.write({ 'policy.json': JSON.stringify(closed) });
    expect(fix(['-i', 'policy.json'])).toEqual(nothing);
  });

  test.each([
    [
      'deep lists',
      `{"a":${'['.repeat(200_000)}${']'.repeat(200_000)},"Statement":${JSON.stringify(allowing('s3:GetObject').Statement)}}`,
    ],
    [
      'a deep list in a statement',
      `{"Statement":{"Effect":"Allow","Action":"s3:GetObject","Resource":"*","Condition":${'['.repeat(5000)}${']'.repeat(5000)}}}`,
    ],
    ['no policy', '{"Rules": []}'],
    ['no statement', '{"Version": "2012-10-17", "Statement": []}'],
    ['a key of every object', '{"__proto__": {"Statement": []}, "Statement": 5}'],
    ['not JSON', '{"Statement": ['],
  ])('%s', (_name, text) => {
    workspace.write({ 'policy.json': text });
    const { exitCode, stderr } = fix(['-i', 'policy.json', '--write']);
    expect(stderr).not.toMatch(/internal error|\n\s+at /);
    expect([0, 2]).toContain(exitCode);
    expect(read('policy.json')).toBe(text);
  });
});
