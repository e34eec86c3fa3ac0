import { cpSync, existsSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { Assessment } from '../../src/assessment/assessment.js';
import { runCommandLine } from '../robustness/command-line.js';
import { allowing, useWorkspace } from './workspace.js';

const FIXTURES = fileURLToPath(new URL('../infrastructure/fixtures', import.meta.url));
const workspace = useWorkspace();
const RISKY = JSON.stringify(allowing('iam:PutUserPolicy'));
const TEMPLATE = `Resources:
  User:
    Type: AWS::IAM::User
    Properties:
      Policies:
        - PolicyName: own
          PolicyDocument:
            Version: '2012-10-17'
            Statement:
              - Effect: Allow
                Action: s3:DeleteBucket
                Resource: '*'
`;
const FOUND_IN_TEMPLATE = `Policy: own of User
stack.yaml:2  Resources.User  (statement in line 10)

Issue found: Unrestricted Infrastructure Modification
Actions: s3:DeleteBucket
`;
const UNKNOWN_ACCOUNT = (file: string, id = '000000000000') =>
  `${file}: nothing says which account this is for, so the account id ${id} stands for it.\n`;

const scan = (parameters: readonly string[], input?: string) =>
  runCommandLine(workspace.path, ['scan-files', ...parameters], input === undefined ? {} : { input });

/** Copies a fixture into the workspace under its own name. */
function useFixture(name: string): void {
  cpSync(join(FIXTURES, name), join(workspace.path, name), {
    recursive: true,
    filter: (path) => !path.endsWith('expected.json'),
  });
}

describe('what can be given', () => {
  test('reads a file with a backslash in its name where slashes separate folders', () => {
    workspace.write({ 'a\\b.json': RISKY, 'c.json': RISKY });
    const { exitCode, stdout, stderr } = scan(['a\\b.json', 'c.json', '--format', 'csv']);
    expect([exitCode, stdout.split('\n').length, stderr]).toEqual([0, 8, '']);
    const sarif = scan(['a\\b.json', '--format', 'sarif', '--skip-others']);
    expect([sarif.exitCode, sarif.stdout.match(/"uri":"[^"]*"/)?.[0]]).toEqual([0, '"uri":"a%5Cb.json"']);
    expect(scan(['a\\\\*.json']).exitCode).toBe(0);
  });

  test('a template by itself, by name or on standard input', () => {
    workspace.write({ 'stack.yaml': TEMPLATE, 'stack.template': TEMPLATE });
    expect(scan(['stack.yaml'])).toEqual({
      exitCode: 0,
      signal: null,
      stdout: FOUND_IN_TEMPLATE,
      stderr: UNKNOWN_ACCOUNT('stack.yaml'),
    });
    expect(scan(['-i', 'stack.template']).stdout).toBe(
      FOUND_IN_TEMPLATE.replace('stack.yaml', 'stack.template'),
    );
    expect(scan([], TEMPLATE).stdout).toBe(FOUND_IN_TEMPLATE.replace('stack.yaml', 'standard input'));
  });

  test('directories and patterns, in their order, each file once', () => {
    workspace.write({
      'b/two.json': RISKY,
      'b/one.json': RISKY,
      'a/three.yaml': TEMPLATE,
      'node_modules/x/policy.json': RISKY,
      'b/.terraform/policy.json': RISKY,
    });
    const headings = (stdout: string) => stdout.match(/^\S+:\d+/gm);
    expect(headings(scan(['b', 'a', 'b/one.json']).stdout)).toEqual([
      'b/one.json:1',
      'b/two.json:1',
      'a/three.yaml:2',
    ]);
    expect(headings(scan(['-i', '{a,b}/t*', '-i', 'b/one.json']).stdout)).toEqual([
      'b/two.json:1',
      'b/one.json:1',
      'a/three.yaml:2',
    ]);
    expect(headings(scan(['.']).stdout)).toEqual(['b/one.json:1', 'b/two.json:1', 'a/three.yaml:2']);
  });

  test('links to files, each file once, and a link that leads nowhere is not passed over', () => {
    workspace.write({ 'in/one.json': RISKY, 'elsewhere/two.json': RISKY });
    const link = (target: string, name: string) => symlinkSync(target, join(workspace.path, name));
    link('one.json', 'in/also-one.json');
    link('../elsewhere/two.json', 'in/linked.json');
    link('../elsewhere', 'in/folder');
    const sources = (stdout: string) =>
      (JSON.parse(stdout) as Assessment).policies.map(({ source }) => source?.file);
    expect(sources(scan(['in', '--format', 'json']).stdout)).toEqual(['in/linked.json', 'in/one.json']);
    expect(sources(scan(['in/*.json', '--format', 'json']).stdout)).toEqual([
      'in/linked.json',
      'in/one.json',
    ]);
    link('nowhere', 'in/gone.json');
    link('loop.json', 'in/loop.json');
    const { exitCode, stderr } = scan(['in', '--fail-on', 'critical']);
    expect([exitCode, stderr.split('\n').slice(-4)]).toEqual([
      2,
      [
        'Not assessed: file (in/gone.json): this link leads nowhere; correct it, or name another file',
        'Not assessed: file (in/loop.json): this is a symbolic link that leads back to itself; name the file itself',
        'Exit code 2: 2 files were not read, so --fail-on was not answered for all files.',
        '',
      ],
    ]);
  });

  test('the account and the region, where files do not tell', () => {
    workspace.write({ 'stack.yaml': TEMPLATE });
    const { stdout, stderr } = scan([
      'stack.yaml',
      '--account-id',
      '111122223333',
      '--region',
      'us-gov-west-1',
      '--format',
      'json',
    ]);
    const { principals, account } = JSON.parse(stdout) as Assessment;
    expect(principals.map(({ arn }) => arn)).toEqual(['arn:aws-us-gov:iam::111122223333:user/User']);
    expect(account).toMatchObject({ id: '111122223333', partition: 'aws-us-gov' });
    expect(stderr).toBe('');
  });
});

describe('what is not for us', () => {
  test('is passed over with --skip-others, even where it is all there is', () => {
    workspace.write({
      'notes.json': '{"a": 1}',
      'chart.yaml': 'a: {{ .Values.a }}\n- b',
      'policy.json': RISKY,
      'broken.json': '{"Version": ',
    });
    for (const files of [['notes.json'], ['chart.yaml'], ['notes.json', 'chart.yaml']])
      expect(
        scan([...files, '--skip-others', '--fail-on', 'low', '--format', 'sarif', '--output-file', 'x']),
      ).toEqual({
        exitCode: 0,
        signal: null,
        stdout: '',
        stderr: 'None of the files holds anything to assess.\n',
      });
    expect(existsSync(join(workspace.path, 'x'))).toBe(false);
    expect(scan(['notes.json', 'policy.json', '--skip-others', '--fail-on', 'high']).exitCode).toBe(1);
    expect(scan(['policy.json', '--skip-others']).stdout).toBe(scan(['policy.json']).stdout);
    // What may have been a policy is not passed over.
    expect(scan(['broken.json', '--skip-others', '--fail-on', 'low']).exitCode).toBe(2);
    expect(scan(['notes.json']).exitCode).toBe(2);
  });

  test("Terraform's own state file says how to print it", () => {
    const state = JSON.stringify({
      version: 4,
      terraform_version: '1.9.8',
      serial: 3,
      lineage: 'x',
      resources: [],
    });
    workspace.write({ 'terraform.tfstate': state, 'policy.json': RISKY });
    const sentence =
      "this is Terraform's own file of a state; print it with terraform show -json, and give what is printed";
    expect(scan(['terraform.tfstate'])).toMatchObject({
      exitCode: 2,
      stderr: `cloudsplaining: there is nothing to assess: name policies, Terraform plans or CloudFormation templates (the first of what was found: terraform.tfstate: ${sentence}).\n`,
    });
    expect(scan(['terraform.tfstate', 'policy.json'])).toMatchObject({
      exitCode: 0,
      stderr: `Not assessed: file (terraform.tfstate): ${sentence}\n`,
    });
  });

  describe('the sources of other tools say what to give in their place', () => {
    const ofTerraform =
      "this is Terraform's source, which is not read; give the plan: terraform plan -out plan.out, then terraform show -json plan.out > plan.json";
    const ofServerless =
      'this is the source of the Serverless Framework, which is not read; give the template that serverless package writes: .serverless/cloudformation-template-update-stack.json';
    const ofPulumi =
      'this is the source of Pulumi, which is not read; give the policies as documents of their own';
    const role = 'resource "aws_iam_role" "ci" {}\n';
    const sources = {
      'infra/main.tf': role,
      'infra/network.tf': 'resource "aws_vpc" "main" {}\n',
      'infra/other.tofu': role,
      'cdk.tf.json': '{"resource": {"aws_iam_policy": {"x": {"policy": "{\\"Statement\\": []}"}}}}',
      'serverless.yml': 'service: orders\nprovider: { iam: { role: { statements: [] } } }\n',
      'Pulumi.yaml': 'name: orders\nruntime: yaml\n',
    };

    test.each([
      ['infra/main.tf', ofTerraform],
      ['cdk.tf.json', ofTerraform],
      ['serverless.yml', ofServerless],
      ['Pulumi.yaml', ofPulumi],
    ])('%s by itself', (path, reason) => {
      workspace.write(sources);
      const result = scan([path]);
      expect([result.exitCode, result.stderr]).toEqual([2, `cloudsplaining: ${path}: ${reason}.\n`]);
    });

    test('those of a folder that have to do with permissions', () => {
      workspace.write({ ...sources, 'policy.json': RISKY });
      const { exitCode, stderr } = scan(['.', '--fail-on', 'critical']);
      expect([exitCode, stderr]).toEqual([
        0,
        `Not assessed: file (Pulumi.yaml): ${ofPulumi}\n` +
          `Not assessed: file (cdk.tf.json): ${ofTerraform}\n` +
          `Not assessed: file (serverless.yml): ${ofServerless}\n` +
          `Not assessed: 2 files (infra/main.tf, infra/other.tofu): ${ofTerraform.replace('this', 'each')}\n`,
      ]);
    });

    test('a template that is called like one of them is read', () => {
      workspace.write({ 'serverless.yml': TEMPLATE });
      expect(scan(['serverless.yml']).stdout).toBe(FOUND_IN_TEMPLATE.replace('stack.yaml', 'serverless.yml'));
    });
  });

  test('a template of cdk.out finds its manifest', () => {
    useFixture('cdk-out');
    const { stdout } = scan(['cdk-out/cdk.out/App.template.json', '--format', 'json']);
    expect((JSON.parse(stdout) as Assessment).account.id).toBe('111122223333');
  });
});

describe('exit codes', () => {
  test('a finding as grave as --fail-on', () => {
    useFixture('plan-policies-by-arn');
    expect(scan(['plan-policies-by-arn', '--fail-on', 'high']).exitCode).toBe(1);
    expect(scan(['plan-policies-by-arn', '--fail-on', 'critical']).exitCode).toBe(0);
  });

  test('a file that cannot be read: not fatal among others, but --fail-on is not answered', () => {
    workspace.write({ 'a.json': '{"Statement": [', 'b.json': RISKY });
    const without = scan(['a.json', 'b.json']);
    expect(without).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('Privilege Escalation') });
    expect(without.stderr).toContain(
      'Not assessed: file (a.json): the JSON ends too early, at line 1, column 16; the file is cut off\n',
    );
    const gate = scan(['a.json', 'b.json', '--fail-on', 'critical']);
    expect(gate.exitCode).toBe(2);
    expect(gate.stderr).toContain(
      'Exit code 2: 1 file was not read, so --fail-on was not answered for all files.\n',
    );
  });

  test('a list of policies in which one is none cannot be read', () => {
    workspace.write({ 'list.json': `[${RISKY}, {"a": 1}]`, 'b.json': RISKY });
    const { exitCode, stderr } = scan(['.', '--fail-on', 'critical']);
    expect([exitCode, stderr]).toEqual([
      2,
      'Not assessed: file (list.json): this is neither a policy document (it has no Statement) nor a managed policy with PolicyVersionList (at $[1])\n' +
        'Exit code 2: 1 file was not read, so --fail-on was not answered for all files.\n',
    ]);
  });

  test('files that hold nothing of interest are listed, and the gate is answered', () => {
    workspace.write({ 'package.json': '{}', 'config.yaml': 'a: 1\n', 'b.json': RISKY, 'notes.md': '# a' });
    const { exitCode, stderr } = scan(['.', 'package.json', '--fail-on', 'critical']);
    expect(exitCode).toBe(0);
    expect(stderr).toBe(
      'Not assessed: file (package.json): this is no policy, no Terraform plan or state as terraform show -json prints it, and no CloudFormation template\n' +
        'Not assessed: 1 file (config.yaml): this is no policy, no Terraform plan or state as terraform show -json prints it, and no CloudFormation template\n',
    );
  });

  test.each([
    ['a pattern without a match', ['*.tf'], '*.tf: no file matches this pattern; correct it.'],
    [
      'an empty directory',
      ['.'],
      'there is nothing to assess: name policies, Terraform plans or CloudFormation templates (no files were found in .).',
    ],
    [
      'a file that is not there',
      ['none.json', 'other.json'],
      'none.json: there is no such file; check the path.',
    ],
  ])('%s', (_title, parameters, sentence) => {
    expect(scan(parameters)).toMatchObject({
      exitCode: 2,
      stdout: '',
      stderr: expect.stringContaining(`cloudsplaining: ${sentence}`),
    });
  });

  test('a broken file by itself', () => {
    workspace.write({ 'a.json': '{"Resources": {"R": {"Type" "AWS::IAM::Role"}}}' });
    expect(scan(['a.json'])).toMatchObject({
      exitCode: 2,
      stdout: '',
      stderr:
        'cloudsplaining: a.json: this is not JSON: "\\"" at line 1, column 29 does not belong there; correct the file.\n',
    });
  });
});

describe('what is said', () => {
  test('what principals hold together, and who becomes administrator', () => {
    useFixture('template-json-two-policies');
    const { stdout } = scan(['template-json-two-policies']);
    expect(stdout).toContain('Who can become administrator\n');
    expect(stdout).toContain('  Deployer: lambda-001 -> admin\n');
  });

  test('the Assessment has the place of everything', () => {
    workspace.write({ 'stack.yaml': TEMPLATE, 'policy.json': `\n${RISKY}` });
    const { policies, principals } = JSON.parse(
      scan(['stack.yaml', 'policy.json', '--format', 'json']).stdout,
    ) as Assessment;
    expect(policies.map(({ source }) => source)).toEqual([
      { file: 'policy.json', line: 2, column: 1, statements: [{ line: 2, column: 38 }] },
      {
        file: 'stack.yaml',
        address: 'Resources.User',
        line: 2,
        column: 3,
        statements: [{ line: 10, column: 17 }],
      },
    ]);
    expect(principals.map(({ source }) => source)).toEqual([
      { file: 'stack.yaml', address: 'Resources.User', line: 2, column: 3 },
    ]);
  });

  test('findings keep their ids when lines move, files are added and Sids change', () => {
    const moved = `# A remark\n\n${TEMPLATE.replace('- Effect', '- Sid: New\n                Effect')}`;
    workspace.write({ 'a/stack.yaml': TEMPLATE, 'b/a/stack.yaml': moved, 'b/a/first.yaml': TEMPLATE });
    const idsIn = (folder: string) => {
      const run = runCommandLine(join(workspace.path, folder), ['scan-files', 'a', '--format', 'json']);
      const { findings, policies } = JSON.parse(run.stdout) as Assessment;
      return findings.flatMap(({ id, subject }) =>
        subject.type === 'policy' && policies[subject.policy]?.source?.file === 'a/stack.yaml' ? [id] : [],
      );
    };
    expect(idsIn('b')).toEqual(idsIn('.'));
    expect(idsIn('.')).toHaveLength(1);
  });
});

test('files that declare no policy give a sentence, not silence', () => {
  workspace.write({ 'bucket.yaml': 'Resources:\n  Bucket:\n    Type: AWS::S3::Bucket\n' });
  expect(runCommandLine(workspace.path, ['scan-files', 'bucket.yaml'])).toEqual({
    exitCode: 0,
    signal: null,
    stdout: 'There were no results found.\n',
    stderr: 'Nothing that was read declares a policy.\n',
  });
});

test('a plan that Terraform could not finish is said to be incomplete', () => {
  const plan = { format_version: '1.2', errored: true, planned_values: { root_module: {} } };
  workspace.write({ 'plan.json': JSON.stringify(plan) });
  const { exitCode, stderr } = runCommandLine(workspace.path, ['scan-files', 'plan.json']);
  expect([exitCode, stderr]).toEqual([
    0,
    'Nothing that was read declares a policy.\n' +
      'plan.json: Terraform met an error while it made this plan, so that part of it is missing; correct the error and make the plan again.\n',
  ]);
});
