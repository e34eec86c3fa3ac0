import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runCommandLine } from '../robustness/command-line.js';
import { allowing, EXAMPLES, useWorkspace } from './workspace.js';

const workspace = useWorkspace();
const RISKY = JSON.stringify(allowing('s3:PutObjectAcl', 's3:DeleteBucket'));
const FOUND = `Issue found: Resource Exposure
Actions: s3:PutObjectAcl

Issue found: Unrestricted Infrastructure Modification
Actions: s3:DeleteBucket, s3:PutObjectAcl
`;
const OPEN = `Issue found: Resource Open to Anyone
Trusted: *
Actions: s3:GetObject
`;
const NOTHING = 'There were no results found.\n';
const done = (stdout: string, exitCode = 0) => ({ exitCode, signal: null, stdout, stderr: '' });

const scan = (parameters: readonly string[], input?: string | Uint8Array) =>
  runCommandLine(workspace.path, ['scan-policy-file', ...parameters], input === undefined ? {} : { input });

describe('where the policy comes from', () => {
  test('a file', () => {
    workspace.write({ 'policy.json': RISKY });
    expect(scan(['--input-file', 'policy.json'])).toEqual(done(FOUND));
  });

  test('standard input', () => {
    expect(scan([], RISKY)).toEqual(done(FOUND));
    expect(scan(['-i', '-'], RISKY)).toEqual(done(FOUND));
  });

  test('YAML by the ending of the file, on standard input by how it begins', () => {
    const yaml =
      'Version: 2012-10-17\nStatement:\n  Effect: Allow\n  Action: s3:PutObjectAcl # public\n  Resource: "*"\n';
    workspace.write({ 'a.yml': yaml, 'b.YAML': yaml });
    const found = FOUND.replace('s3:DeleteBucket, ', '');
    expect(scan(['-i', 'a.yml'])).toEqual(done(found));
    expect(scan(['-i', 'b.YAML'])).toEqual(done(found));
    for (const input of [yaml, `# a policy\n${yaml}`, `---\n${yaml}`])
      expect(scan([], input)).toEqual(done(found));
  });

  test.each([
    ['Action: *\nResource: "*"', 'line 1, column 9'],
    ['Action: "*"\nResource: [*]', 'line 2, column 12'],
    ['Action:\n  - *\nResource: "*"', 'line 2, column 5'],
    ['Action: *:*\nResource: "*"', 'line 1, column 9'],
    ['Action: "s3:*"\nResource: * # all', 'line 2, column 11'],
  ])('an asterisk in YAML without quotes: %j', (yaml, place) => {
    workspace.write({ 'a.yml': yaml });
    expect(scan(['-i', 'a.yml'])).toEqual({
      exitCode: 2,
      signal: null,
      stdout: '',
      stderr: `cloudsplaining: a.yml: this is not YAML: the asterisk at ${place} begins an alias that stands for nothing; quote a wildcard as "*".\n`,
    });
  });

  test.each([
    ['UTF-8 with a byte order mark', Buffer.from(`\ufeff${RISKY}`)],
    ['UTF-16, little end first', Buffer.from(`\ufeff${RISKY}`, 'utf16le')],
    ['UTF-16, big end first', Buffer.from(`\ufeff${RISKY}`, 'utf16le').swap16()],
  ])('%s', (_name, bytes) => {
    workspace.write({ 'policy.json': bytes });
    expect(scan(['-i', 'policy.json'])).toEqual(done(FOUND));
    expect(scan([], bytes)).toEqual(done(FOUND));
  });

  test('nothing on standard input', () => {
    expect(scan([], '')).toEqual({
      exitCode: 2,
      signal: null,
      stdout: '',
      stderr: 'cloudsplaining: standard input: the file is empty; it should hold JSON.\n',
    });
  });
});

describe('what a policy may look like', () => {
  const document: unknown = JSON.parse(RISKY);
  const versions = [
    { VersionId: 'v2', IsDefaultVersion: true, Document: document },
    { VersionId: 'v1', IsDefaultVersion: false, Document: allowing('iam:*') },
  ];
  test.each<[string, unknown]>([
    ['a managed policy with its versions', { PolicyName: 'x', PolicyVersionList: versions }],
    [
      'its default named by DefaultVersionId',
      {
        DefaultVersionId: 'v2',
        PolicyVersionList: versions.map(({ VersionId, Document }) => ({ VersionId, Document })),
      },
    ],
    [
      'aws iam get-policy-version',
      { PolicyVersion: { Document: document, VersionId: 'v2', IsDefaultVersion: true } },
    ],
    ['aws iam get-role-policy', { RoleName: 'r', PolicyName: 'x', PolicyDocument: document }],
    ['a URL-encoded document', { PolicyName: 'x', PolicyDocument: encodeURIComponent(RISKY) }],
    ['a policy inside Policy', { Policy: { PolicyName: 'x', PolicyVersionList: versions } }],
    [
      'one statement instead of a list',
      { Statement: allowing('s3:PutObjectAcl', 's3:DeleteBucket').Statement[0] },
    ],
    ['a list of one', [document]],
  ])('%s', (_name, value) => {
    expect(scan([], JSON.stringify(value))).toEqual(done(FOUND));
  });

  test('a list of several, each under its name', () => {
    workspace.write({
      'all.json': JSON.stringify([
        { PolicyName: 'first', PolicyVersionList: versions },
        allowing('s3:ListAllMyBuckets'),
      ]),
    });
    expect(scan(['-i', 'all.json'])).toEqual(done(`Policy: first\n\n${FOUND}\nPolicy: all[1]\n\n${NOTHING}`));
  });

  test.each<[unknown, string]>([
    [[], 'the list holds no policy.'],
    [['x'], 'a policy must be an object, not a string (at $[0]).'],
    [7, 'a policy must be an object, not a number.'],
    [
      {},
      'this is neither a policy document (it has no Statement) nor a managed policy with PolicyVersionList.',
    ],
    [
      { PolicyVersionList: [] },
      'no version of the policy is marked as the default (at $.PolicyVersionList).',
    ],
    [
      { format: 'cloudsplaining-findings' },
      'these are findings that a scan wrote, not a policy; name the file that was scanned.',
    ],
    [{ RoleDetailList: [] }, 'these are the authorization details of an account; use the scan command.'],
  ])('%j is refused', (value, message) => {
    const { exitCode, stdout, stderr } = scan([], JSON.stringify(value));
    expect({ exitCode, stdout, stderr }).toEqual({
      exitCode: 2,
      stdout: '',
      stderr: `cloudsplaining: standard input: ${message}\n`,
    });
  });

  test('a mistake in an exclusions file is shown with its line', () => {
    workspace.write({ 'exclusions.yml': 'roles:\n  - a\n  - [b]\n' });
    expect(scan(['-e', 'exclusions.yml'], RISKY)).toEqual({
      exitCode: 2,
      signal: null,
      stdout: '',
      stderr:
        'cloudsplaining: exclusions.yml: an entry of roles must be a text, not a list (at $.roles[1], line 3).\n',
    });
  });
});

describe('policies that name principals', () => {
  const TRUST = {
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sts:AssumeRole' },
      { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' },
    ],
  };
  const BUCKET = {
    Version: '2012-10-17',
    Statement: { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: 'arn:aws:s3:::b/*' },
  };
  const TRUSTED = `Issue found: Assumable by Compute Service
Trusted: lambda

Issue found: Assumable by Any Principal
Trusted: *
`;

  test('a trust policy is judged by the kinds for trust policies, and its findings count', () => {
    workspace.write({ 'trust.json': JSON.stringify(TRUST) });
    expect(scan(['-i', 'trust.json', '--fail-on', 'critical'])).toEqual(done(TRUSTED, 1));
    expect(scan(['-i', 'trust.json', '-f', 'critical']).stdout).toBe(
      'Issue found: Assumable by Any Principal\nTrusted: *\n',
    );
  });

  test('a trust policy without a fault', () => {
    const own = {
      Effect: 'Allow',
      Principal: { AWS: 'arn:aws:iam::111122223333:root' },
      Action: 'sts:AssumeRole',
    };
    const role = {
      RoleName: 'app',
      Arn: 'arn:aws:iam::111122223333:role/app',
      AssumeRolePolicyDocument: { Statement: own },
    };
    expect(scan(['--fail-on', 'none'], JSON.stringify({ Role: role }))).toEqual(done(NOTHING));
  });

  test('where the account of the role is not known, every account is another one, and that is said', () => {
    const other = { Effect: 'Allow', Principal: { AWS: '444455556666' }, Action: 'sts:AssumeRole' };
    const found = `Issue found: Assumable by Cross-Account Principal
Trusted: 444455556666

Issue found: Assumable by Third Party Without External ID
Trusted: 444455556666
`;
    expect(scan([], JSON.stringify({ Statement: other }))).toEqual({
      ...done(found),
      stderr:
        'A trust policy does not say which account its role is in, so every account that it names counts as another one: say which with --account-id, or list your own under known-accounts in an exclusions file.\n',
    });
    workspace.write({ 'exclusions.yml': "known-accounts:\n  - '444455556666'\n" });
    expect(scan(['-e', 'exclusions.yml'], JSON.stringify({ Statement: other }))).toEqual(done(NOTHING));
    expect(scan(['--account-id', '444455556666'], JSON.stringify({ Statement: other }))).toEqual(
      done(NOTHING),
    );
    expect(scan(['--account-id', '111122223333'], JSON.stringify({ Statement: other }))).toEqual(done(found));
  });

  test('a resource policy is judged for whom it lets in', () => {
    workspace.write({ 'bucket.json': JSON.stringify(BUCKET) });
    expect(scan(['-i', 'bucket.json'])).toEqual(done(OPEN));
    expect(scan(['-i', 'bucket.json', '--fail-on', 'high'])).toEqual(done(OPEN, 1));
    const json: unknown = JSON.parse(scan(['-i', 'bucket.json', '--format', 'json']).stdout);
    expect(json).toMatchObject({
      findings: [{ kind: 'ResourceOpenToAnyone', counted: true, trusted: ['*'] }],
    });
  });

  test('a resource policy that names accounts does not tell which is its own', () => {
    const secret = {
      Effect: 'Allow',
      Principal: { AWS: '444455556666' },
      Action: 'secretsmanager:GetSecretValue',
      Resource: '*',
    };
    const found = `Issue found: Resource Open to Another Account
Trusted: 444455556666
Actions: secretsmanager:GetSecretValue
`;
    const text = JSON.stringify({ Statement: secret });
    expect(scan(['--account-id', '444455556666'], text)).toEqual(done(NOTHING));
    expect(scan(['--account-id', '111122223333'], text)).toEqual(done(found));
    workspace.write({ 'one/secret.json': text, 'one/other.json': RISKY });
    expect(scan(['--account-id', '444455556666', 'one'], '').stdout).not.toContain('Another Account');
    expect(scan([], text)).toEqual({
      ...done(found),
      stderr:
        'A resource policy does not say which account its resource is in, so every account that it names counts as another one: say which with --account-id, or list your own under known-accounts in an exclusions file.\n',
    });
  });

  test('a list tells of each', () => {
    workspace.write({ 'all.json': JSON.stringify([BUCKET, TRUST, JSON.parse(RISKY)]) });
    expect(scan(['-i', 'all.json'])).toEqual(
      done(
        `Policy: all[2]\n\n${FOUND}\nTrust policy: all[1]\n\n${TRUSTED}\nResource policy: all[0]\n\n${OPEN}`,
      ),
    );
    workspace.write({ 'two.json': JSON.stringify([BUCKET, TRUST]) });
    expect(scan(['-i', 'two.json']).stdout).toBe(
      `Trust policy: two[1]\n\n${TRUSTED}\nResource policy: two[0]\n\n${OPEN}`,
    );
  });
});

describe('options', () => {
  test('--high-priority-only leaves infrastructure modification out', () => {
    expect(scan(['--high-priority-only'], RISKY)).toEqual(
      done('Issue found: Resource Exposure\nActions: s3:PutObjectAcl\n'),
    );
  });

  test.each([['-f', 'low'], ['--filter-severity=LOW'], ['-f', 'none', '-f', 'low'], ['-f', 'none,low']])(
    '--filter-severity: %s %s %s %s',
    (...parameters) => {
      expect(
        scan(
          parameters.filter((parameter) => parameter !== undefined),
          RISKY,
        ),
      ).toEqual(
        done(
          'Issue found: Unrestricted Infrastructure Modification\nActions: s3:DeleteBucket, s3:PutObjectAcl\n',
        ),
      );
    },
  );

  test('-aR counts what resources confine', () => {
    const scoped = JSON.stringify({
      Statement: { Effect: 'Allow', Action: 's3:PutObjectAcl', Resource: 'arn:aws:s3:::one/*' },
    });
    expect(scan([], scoped).stdout).toBe(NOTHING);
    const found = done(FOUND.replace('s3:DeleteBucket, ', ''));
    expect(scan(['-aR'], scoped)).toEqual(found);
    expect(scan(['--flag-all-risky-actions'], scoped)).toEqual(found);
    expect(scan(['-aRf', 'high'], scoped)).toEqual(
      done('Issue found: Resource Exposure\nActions: s3:PutObjectAcl\n'),
    );
  });

  test('-e leaves out and takes in what the file says', () => {
    workspace.write({
      'exclusions.yml': 'exclude-actions:\n  - s3:DeleteBucket\ninclude-actions:\n  - s3:ListBucket\n',
    });
    const policy = JSON.stringify(allowing('s3:DeleteBucket', 's3:ListBucket'));
    expect(scan(['-e', 'exclusions.yml'], policy).stdout).toBe(
      'Issue found: Unrestricted Infrastructure Modification\nActions: s3:ListBucket\n',
    );
  });

  test('rules about names do not look at what the file of a policy is called, and are no vain ones', () => {
    const rules = 'policies: [keys*]\nroles: [keys*]\nexclude-actions: [s3:DeleteBucket]\n';
    workspace.write({
      'exclusions.yml': rules,
      'keys.json': RISKY,
      'keys-version.json': JSON.stringify({ PolicyVersion: { Document: JSON.parse(RISKY) as unknown } }),
    });
    const found = {
      ...done(FOUND.replace('s3:DeleteBucket, ', '')),
      stderr: 'Excluded: 1 action\n  s3:DeleteBucket  1 action\n',
    };
    expect(scan(['-i', 'keys.json', '-e', 'exclusions.yml'])).toEqual(found);
    expect(scan(['-i', 'keys-version.json', '-e', 'exclusions.yml'])).toEqual(found);
  });

  test('rules about names look at the name that stands in the file', () => {
    workspace.write({
      'exclusions.yml': 'policies: [keys*]\n',
      'a.json': JSON.stringify({ PolicyName: 'keys', PolicyDocument: JSON.parse(RISKY) as unknown }),
    });
    expect(scan(['-i', 'a.json', '-e', 'exclusions.yml'])).toEqual({
      ...done(NOTHING),
      stderr: 'Excluded: 1 policy\n  keys*  1 policy\n',
    });
  });

  test.each([
    ['critical', 0],
    ['high', 1],
    ['low', 1],
    ['NONE', 1],
  ])('--fail-on %s exits with %i', (severity, exitCode) => {
    expect(scan(['--fail-on', severity], RISKY)).toEqual(done(FOUND, exitCode));
  });

  test('--fail-on without a finding exits with 0', () => {
    expect(scan(['--fail-on', 'none'], JSON.stringify(allowing('s3:ListAllMyBuckets')))).toEqual(
      done(NOTHING),
    );
  });

  test('--format json prints the assessment', () => {
    const { exitCode, stdout, stderr } = scan(['--format', 'json'], RISKY);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(JSON.parse(stdout)).toMatchObject({
      format: 'cloudsplaining-assessment',
      findings: [{ kind: 'ResourceExposure' }, { kind: 'InfrastructureModification' }],
    });
    expect(stdout.endsWith('}\n')).toBe(true);
  });

  test('--verbose says how long each step took, on standard error', () => {
    const { stdout, stderr } = scan(['-v'], RISKY);
    expect(stdout).toBe(FOUND);
    expect(stderr).toMatch(/^Reading: \d+ ms\nAssessing: \d+ ms\n$/);
  });
});

test('the examples can be scanned', () => {
  const { exitCode, stdout } = scan(['-i', join(EXAMPLES, 'policies', 'passrole-lambda.yml')]);
  expect(exitCode).toBe(0);
  expect(
    stdout.startsWith('Issue found: Privilege Escalation\nMethod: PassExistingRoleToNewLambdaThenInvoke\n'),
  ).toBe(true);
});
