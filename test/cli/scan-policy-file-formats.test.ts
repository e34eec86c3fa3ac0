import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runCommandLine } from '../robustness/command-line.js';
import {
  findingsOfRequest,
  first,
  fixedText,
  placeOf,
  type SarifLog,
} from '../output/formats/written-shapes.js';
import { allowing, useWorkspace } from './workspace.js';

const workspace = useWorkspace();
const RISKY = JSON.stringify(allowing('s3:PutObjectAcl', 's3:DeleteBucket'));
const TEXT = `Issue found: Resource Exposure
Actions: s3:PutObjectAcl

Issue found: Unrestricted Infrastructure Modification
Actions: s3:DeleteBucket, s3:PutObjectAcl
`;
const scan = (...parameters: readonly string[]) =>
  runCommandLine(workspace.path, ['scan-policy-file', '-i', 'policy.json', ...parameters]);
const read = (...path: readonly string[]) => readFileSync(join(workspace.path, ...path), 'utf8');
const failed = (message: string) => ({
  exitCode: 2,
  signal: null,
  stdout: '',
  stderr: `cloudsplaining: ${message}\n`,
});

describe('where formats go', () => {
  test('not where something is read', () => {
    workspace.write({ 'policy.json': RISKY, 'in/a.json': RISKY, 'in/notes.json': '{}' });
    const refused = (file: string) => failed(`${file}: this is the input; name another file for the output.`);
    for (const format of ['text', 'json'])
      expect(scan('--format', format, '--output-file', 'policy.json')).toEqual(refused('policy.json'));
    const scanFolder = (...parameters: readonly string[]) =>
      runCommandLine(workspace.path, ['scan-files', 'in', '--format', 'json', ...parameters]);
    expect(scanFolder('--output-file', 'in/a.json')).toEqual(refused('in/a.json'));
    expect([read('policy.json'), read('in', 'a.json')]).toEqual([RISKY, RISKY]);
    // What holds nothing that is scanned may be an earlier output.
    for (const file of ['in/notes.json', 'in/findings.json', 'in/findings.json'])
      expect(scanFolder('--output-file', file).exitCode, file).toBe(0);
  });

  test('one goes to standard output, and nothing else does', () => {
    workspace.write({ 'policy.json': RISKY });
    const { stdout, stderr, exitCode } = scan('--format', 'sarif');
    expect([exitCode, stderr]).toEqual([0, '']);
    const { artifactLocation } = placeOf(first(first((JSON.parse(stdout) as SarifLog).runs).results));
    expect(artifactLocation).toEqual({ uri: 'policy.json', uriBaseId: '%SRCROOT%' });
    expect(scan('--format', 'sarif', '--output-file', '-').stdout.length).toBe(stdout.length);
  });

  test('one goes to a file, whose folder is made', () => {
    workspace.write({ 'policy.json': RISKY });
    expect(scan('--format', 'markdown', '--output-file', 'a/b/comment.md').stdout).toBe('');
    expect(read('a', 'b', 'comment.md').startsWith('<!-- cloudsplaining -->\n')).toBe(true);
    expect(readdirSync(join(workspace.path, 'a', 'b'))).toEqual(['comment.md']);
    scan('--output-file', 'report.txt');
    expect(read('report.txt')).toBe(TEXT);
  });

  test('several go to a directory, named after the input; text beside them to standard output', () => {
    workspace.write({ 'policy.json': RISKY });
    const { stdout } = scan('--format', 'text,sarif', '--format', 'junit,html', '--output-file', 'out/');
    expect(stdout).toBe(TEXT);
    expect(readdirSync(join(workspace.path, 'out')).sort()).toEqual([
      'policy.html',
      'policy.junit.xml',
      'policy.sarif',
    ]);
    expect(scan('--format', 'csv', '--output-file', 'out').exitCode).toBe(0);
    expect(existsSync(join(workspace.path, 'out', 'policy.csv'))).toBe(true);
  });

  test('several have no room on standard output or in a file', () => {
    workspace.write({ 'policy.json': RISKY });
    expect(scan('--format', 'text,csv')).toEqual(
      failed(
        'Standard output takes one format, not 2; name a directory for them with --output-file DIRECTORY/.',
      ),
    );
    expect(scan('--format', 'csv,sarif', '--output-file', 'x.sarif')).toEqual(
      failed('x.sarif: a file takes one format, not 2; name a directory with --output-file x.sarif/.'),
    );
    expect(readdirSync(workspace.path)).toEqual(['policy.json']);
  });

  test('nothing is written where a format cannot hold the findings', () => {
    workspace.write({ 'policy.json': RISKY });
    expect(scan('--format', 'csv,asff', '--output-file', 'out/')).toEqual(
      failed(
        '--format asff: the input does not tell which account it is about, and Security Hub takes findings of an account; name it with --account-id.',
      ),
    );
    expect(readdirSync(workspace.path)).toEqual(['policy.json']);
    const { stdout, exitCode } = scan(
      '--format',
      'asff',
      '--account-id',
      '111122223333',
      '--region',
      'eu-west-1',
    );
    expect(exitCode).toBe(0);
    expect(first(findingsOfRequest(stdout)).ProductArn).toBe(
      'arn:aws:securityhub:eu-west-1:111122223333:product/111122223333/default',
    );
  });

  test.each([
    [['--account-id', '1234'], '"1234" is no account; --account-id takes its 12 digits.'],
    [['--region', 'Mars'], '"Mars" is no region; --region takes one such as eu-central-1.'],
  ])('%j is refused', (parameters, message) => {
    workspace.write({ 'policy.json': RISKY });
    expect(scan(...parameters)).toEqual(failed(message));
  });

  test('lines link to GitHub where its Actions run, and only if they say who they are', () => {
    workspace.write({ 'policy.json': RISKY });
    const environment = {
      GITHUB_SERVER_URL: 'https://github.example',
      GITHUB_REPOSITORY: 'o/r',
      GITHUB_SHA: '0123456789abcdef0123456789abcdef01234567',
    };
    for (const GITHUB_SHA of [environment.GITHUB_SHA, 'x)](javascript:alert(1)']) {
      const { exitCode, stdout } = runCommandLine(
        workspace.path,
        ['scan-policy-file', '-i', 'policy.json', '--format', 'markdown'],
        { environment: { ...environment, GITHUB_SHA } },
      );
      expect(exitCode).toBe(0);
      expect(stdout).not.toContain('javascript');
    }
  });
});

describe('SARIF with --fixes', () => {
  const sarifOf = (...parameters: readonly string[]) => {
    const { stdout, exitCode } = runCommandLine(workspace.path, [
      'scan-policy-file',
      ...parameters,
      '--format',
      'sarif',
    ]);
    expect(exitCode).toBe(0);
    return first((JSON.parse(stdout) as SarifLog).runs).results;
  };
  const WITHOUT_NEWLINE = `{"Version": "2012-10-17",
  "Statement": [
    {"Effect": "Allow", "Action": "s3:ListBucket", "Resource": "*"},
    {"Effect": "Allow", "Action": "sqs:AddPermission", "Resource": "*"}]}`;

  test('holds the change of a policy file, which gives the file that fix writes', () => {
    workspace.write({ 'queues.json': WITHOUT_NEWLINE });
    const place = ['--account-id', '111122223333', '--region', 'eu-west-1'];
    const [fix, ...others] = sarifOf('-i', 'queues.json', '--fixes', ...place).flatMap(
      ({ fixes = [] }) => fixes,
    );
    if (fix === undefined) throw new Error('there is no fix');
    // Two kinds find the same action; one change removes both.
    expect(others).toEqual([fix]);
    expect(fix.artifactChanges).toEqual([
      {
        artifactLocation: { uri: 'queues.json', uriBaseId: '%SRCROOT%' },
        replacements: [
          {
            deletedRegion: { startLine: 4, startColumn: 1, endLine: 4, endColumn: 74 },
            insertedContent: {
              text: '    {"Effect": "Allow", "Action": "sqs:AddPermission", "Resource": "arn:aws:sqs:eu-west-1:111122223333:QUEUE_NAME"}]}',
            },
          },
        ],
      },
    ]);
    runCommandLine(workspace.path, ['fix', '-i', 'queues.json', '--write', ...place]);
    expect(fixedText(WITHOUT_NEWLINE, fix)).toBe(read('queues.json'));
  });

  test('holds those of several files and policies of one file, trust policies too', () => {
    const policies = `- PolicyName: a
  PolicyDocument:
    Statement:
      - {Effect: Allow, Action: 's3:PutBucketPolicy', Resource: '*'} # keep
- RoleName: r
  AssumeRolePolicyDocument:
    Statement:
      - Effect: Allow
        Principal: {Service: scheduler.amazonaws.com}
        Action: sts:AssumeRole
`;
    workspace.write({ 'in/list.yaml': policies, 'in/one.json': RISKY });
    const results = sarifOf('in', '--fixes', '--account-id', '111122223333');
    const changed = results.flatMap(({ ruleId, fixes = [] }) =>
      fixes.map((fix) => [ruleId, first(fix.artifactChanges).artifactLocation.uri, fix] as const),
    );
    expect(changed.map(([rule, uri]) => `${rule} ${uri}`).sort()).toEqual([
      'AssumableByServiceWithoutSource in/list.yaml',
      'InfrastructureModification in/list.yaml',
      'InfrastructureModification in/one.json',
      'ResourceExposure in/list.yaml',
      'ResourceExposure in/one.json',
    ]);
    const textAfter = (kind: string) => {
      const fix = changed.find(([rule, uri]) => rule === kind && uri === 'in/list.yaml')?.[2];
      return fix === undefined ? null : fixedText(policies, fix);
    };
    expect(textAfter('ResourceExposure')).toBe(
      policies.replace("Resource: '*'}", 'Resource: arn:aws:s3:::BUCKET_NAME}'),
    );
    expect(textAfter('AssumableByServiceWithoutSource')).toBe(`${policies}        Condition:
          StringEquals:
            aws:SourceAccount: "111122223333"
`);
  });

  test('holds none for templates, whose documents are not what is written in them', () => {
    workspace.write({
      'stack.yaml': `Resources:
  Policy:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument:
        Statement: {Effect: Allow, Action: 's3:PutBucketPolicy', Resource: '*'}
`,
    });
    const { stdout } = runCommandLine(workspace.path, [
      'scan-policy-file',
      'stack.yaml',
      '--fixes',
      '--format',
      'sarif',
    ]);
    const { results } = first((JSON.parse(stdout) as SarifLog).runs);
    expect(results.map(({ ruleId, fixes }) => [ruleId, fixes])).toEqual([
      ['ResourceExposure', undefined],
      ['InfrastructureModification', undefined],
    ]);
  });
});

describe('a baseline', () => {
  const before = JSON.stringify(allowing('s3:PutObjectAcl', 'secretsmanager:GetSecretValue'));
  const saved = () => {
    workspace.write({ 'policy.json': before });
    scan('--format', 'json', '--output-file', 'before.json');
  };

  test('tells what is new, fixed and unchanged, and which findings --fail-on looks at', () => {
    saved();
    workspace.write({ 'policy.json': RISKY });
    const { exitCode, stdout, stderr } = scan('--baseline', 'before.json', '--fail-on', 'high');
    expect(exitCode).toBe(0);
    expect(stdout).toBe(TEXT.replace('Infrastructure Modification', 'Infrastructure Modification (new)'));
    expect(stderr.replace(/\d{4}-\d{2}-\d{2} \d{2}:\d{2}/, 'THEN'))
      .toBe(`Since THEN UTC: 1 new (1 low), 2 fixed (1 medium, 1 low), 1 unchanged.
Fixed: Data Exfiltration (medium) in policy
Fixed: Unrestricted Infrastructure Modification (low) in policy
--fail-on looks at new findings only: 1 (1 low) of 2.
`);
    expect(scan('--baseline', 'before.json', '--fail-on', 'low').exitCode).toBe(1);
    expect(scan('--fail-on', 'high').exitCode).toBe(1);
  });

  test('is the same file under another name, in another layout, with other Sids', () => {
    saved();
    const policy = JSON.parse(before) as { readonly Statement: readonly object[] };
    workspace.write({
      'renamed.json': JSON.stringify(
        { Statement: policy.Statement.map((each) => ({ ...each, Sid: 'New' })) },
        null,
        8,
      ),
    });
    const { exitCode, stderr } = runCommandLine(workspace.path, [
      'scan-policy-file',
      '-i',
      'renamed.json',
      '--baseline',
      'before.json',
      '--fail-on',
      'none',
    ]);
    expect(exitCode).toBe(0);
    expect(stderr).toContain('0 new, 0 fixed, 3 unchanged');
  });

  test('has nothing fixed that --high-priority-only does not look for', () => {
    saved();
    const { stderr } = scan('--baseline', 'before.json', '--high-priority-only');
    expect(stderr.replace(/\d{4}-\d{2}-\d{2} \d{2}:\d{2}/, 'THEN')).toBe(
      'Since THEN UTC: 0 new, 0 fixed, 2 unchanged.\n',
    );
  });

  test('was made with the same options whether or not there were roles, whose trust policies always count', () => {
    const trust = { Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' };
    workspace.write({
      'a.json': before,
      'b.json': RISKY,
      'role.json': JSON.stringify({ Version: '2012-10-17', Statement: { Effect: 'Allow', ...trust } }),
    });
    const files = (...parameters: readonly string[]) =>
      runCommandLine(workspace.path, ['scan-files', 'a.json', 'b.json', ...parameters]);
    files('--format', 'json', '--output-file', 'before.json');
    expect(files('role.json', '--baseline', 'before.json').stderr).toMatch(
      /^Since .* UTC: 1 new \(1 low\), 0 fixed, 5 unchanged\.\n/,
    );
    files('role.json', '--format', 'json', '--output-file', 'before.json');
    expect(files('--baseline', 'before.json').stderr).toMatch(
      /^Since .* UTC: 0 new, 1 fixed \(1 low\), 5 unchanged\.\nFixed: /,
    );
  });

  test('counts equal policies one by one', () => {
    workspace.write({ 'policy.json': `[${before},${before}]`, 'one.json': `[${before}]` });
    runCommandLine(workspace.path, [
      'scan-policy-file',
      '-i',
      'one.json',
      '--format',
      'json',
      '--output-file',
      'before.json',
    ]);
    const { stderr } = scan('--baseline', 'before.json');
    expect(stderr).toContain('3 new (1 high, 1 medium, 1 low), 0 fixed, 3 unchanged');
  });

  test('of another account leaves all findings new, which is said', () => {
    workspace.write({
      'policy.json': RISKY,
      'before.json': JSON.stringify({
        format: 'cloudsplaining-organization-findings',
        version: 1,
        accounts: ['444455556666', '777788889999'].map((accountId) => ({
          name: accountId,
          accountId,
          assessedAt: '2026-11-01T10:00:00.000Z',
          options: { flagAllRiskyActions: false, flagTrustPolicies: false, severities: [] },
          findings: { critical: [], high: [], medium: [], low: [], none: [] },
        })),
      }),
    });
    expect(scan('--baseline', 'before.json', '--fail-on', 'high')).toEqual({
      exitCode: 1,
      signal: null,
      stdout: TEXT,
      stderr: 'The baseline holds nothing of this, so --fail-on looks at all findings as new ones.\n',
    });
  });

  test('that is none is refused', () => {
    workspace.write({ 'policy.json': RISKY, 'before.json': '{}' });
    expect(scan('--baseline', 'before.json')).toEqual(
      failed(
        'before.json: this is no findings file; name an iam-findings-NAME.json or organization-findings.json that a scan wrote.',
      ),
    );
  });
});
