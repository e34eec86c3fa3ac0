import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { allow, details, document, inline, role, user } from '../../account/authorization-details.js';
import { inAccount } from '../../account/in-account.js';
import { keyVariables } from '../../aws/aws-environment.js';
import { useEndpoint } from '../../aws/running-endpoint.js';
import type { AuthorizationDetails } from '../../aws-endpoint/endpoint-options.js';
import { runWithAws } from '../run-command-line.js';
import { useWorkspace } from '../workspace.js';
import { digestsOf } from './run-output.js';

const workspace = useWorkspace();
const start = useEndpoint();
const [MANAGEMENT, PROD, TEST] = ['111122223333', '444455556666', '777788889999'] as const;
const CONFIG = `accounts:\n  management: "${MANAGEMENT}"\n  prod: "${PROD}"\n`;
const NONE = { critical: 0, high: 0, medium: 0, low: 0, none: 0 };

/** An account with a user for each action, who may use it on everything. */
const withUsers = (accountId: string, actions: Readonly<Record<string, string>>): AuthorizationDetails =>
  inAccount(
    accountId,
    details({
      users: Object.entries(actions).map(([name, action]) =>
        user(name, { UserPolicyList: [inline(`${name}-policy`, document(allow(action)))] }),
      ),
      roles: [role('Scan')],
    }),
  );

async function startWith(accounts: Readonly<Record<string, Readonly<Record<string, string>>>>) {
  const endpoint = await start({
    accounts: Object.entries(accounts).map(([id, actions]) => ({
      id,
      name: id,
      details: withUsers(id, actions),
      roles: [{ name: 'Scan' }],
    })),
    buckets: [{ name: 'reports' }],
  });
  const variables = { AWS_ENDPOINT_URL: endpoint.url, ...keyVariables(endpoint) };
  const scan = (...more: readonly string[]) =>
    runWithAws(
      workspace.path,
      ['scan-multi-account', '-c', 'accounts.yml', '-r', 'Scan', ...more],
      variables,
    );
  return scan;
}

/** What was there, and what is there now: ann has lost her policy, bob has his yet, and eve has come. */
const before = () =>
  startWith({
    [MANAGEMENT]: { ann: 's3:PutBucketPolicy', bob: 's3:PutBucketAcl' },
    [PROD]: { ann: 's3:GetObject' },
  });
const later = () =>
  startWith({
    [MANAGEMENT]: { ann: 's3:ListBucket', bob: 's3:PutBucketAcl', eve: 's3:GetObject' },
    [PROD]: { ann: 's3:GetObject' },
    [TEST]: { ann: 's3:PutBucketPolicy' },
  });

const out = (name: string): Record<string, unknown> =>
  JSON.parse(readFileSync(join(workspace.path, 'out', name), 'utf8')) as Record<string, unknown>;
const text = (name: string): string => readFileSync(join(workspace.path, 'out', name), 'utf8');

describe('--baseline of scan-multi-account', () => {
  test('leaves --fail-on the new findings, and tells all formats what became of the others', async () => {
    workspace.write({ 'accounts.yml': CONFIG });
    const scanBefore = await before();
    expect((await scanBefore('-o', 'before', '--fail-on', 'high')).exitCode).toBe(1);
    const scan = await later();
    const high = await scan(
      '-o',
      'out',
      '--baseline',
      'before',
      '--fail-on',
      'high',
      '--format',
      'sarif,csv',
    );
    expect(high.stderr).toBe('--fail-on looks at new findings only: 2 (1 medium, 1 low) of 6.\n');
    expect(high.exitCode).toBe(0);
    expect(high.stdout.replaceAll(/\s+/g, ' ')).toContain(
      'Since the earlier findings: 2 new (1 medium, 1 low), 2 fixed (1 high, 1 low), 4 unchanged.',
    );
    expect(out('organization-findings.json')['trend']).toEqual({
      new: { ...NONE, medium: 1, low: 1 },
      fixed: { ...NONE, high: 1, low: 1 },
      unchanged: { ...NONE, high: 1, medium: 1, low: 2 },
      newAccounts: [],
      missingAccounts: [],
      sameOptions: true,
    });
    expect(out('management.findings.json')['trend']).toMatchObject({
      new: { ...NONE, medium: 1, low: 1 },
      fixedFindings: [
        { severity: 'high', kind: 'ResourceExposure', name: 'ann-policy', on: 'policy' },
        { severity: 'low', name: 'ann-policy' },
      ],
    });
    expect(text('management.sarif')).toContain('"baselineState":"new"');
    expect(text('index.html')).toContain('<h2 id="trend-title">Trend</h2>');
  });

  test('takes all findings of an account that it does not hold as new ones, and says who is missing', async () => {
    workspace.write({ 'accounts.yml': CONFIG });
    await (
      await before()
    )('-o', 'before');
    workspace.write({ 'accounts.yml': `accounts:\n  prod: "${PROD}"\n  test: "${TEST}"\n` });
    const scan = await later();
    const run = await scan(
      '-o',
      'out',
      '--baseline',
      'before/organization-findings.json',
      '--fail-on',
      'high',
    );
    expect(run.exitCode).toBe(1);
    expect(run.stderr).toBe(
      '--fail-on looks at new findings only: 2 (1 high, 1 low) of 4. Of 1 account the baseline holds nothing, so all their findings are new.\n',
    );
    const { trend, accounts } = out('organization-findings.json') as {
      readonly trend: {
        readonly newAccounts: readonly number[];
        readonly missingAccounts: readonly string[];
      };
      readonly accounts: readonly { readonly name: string }[];
    };
    expect(trend.newAccounts.map((index) => accounts[index]?.name)).toEqual(['test']);
    expect(trend.missingAccounts).toEqual(['management']);
  });

  test('is the same after a part was done again, and cannot be another one then', async () => {
    workspace.write({ 'accounts.yml': CONFIG });
    const scanBefore = await before();
    await scanBefore('-o', 'before');
    const scan = await later();
    const compare = (...more: readonly string[]) =>
      scan('--baseline', 'before', '--fail-on', 'high', ...more);
    const whole = await compare('-o', 'out');
    expect(whole.exitCode).toBe(0);
    const digests = digestsOf(join(workspace.path, 'out'));
    rmSync(join(workspace.path, 'out/prod.findings.json'));
    const resumed = await compare('--resume', 'out');
    expect({ exitCode: resumed.exitCode, stderr: resumed.stderr }).toEqual({
      exitCode: 0,
      stderr: whole.stderr,
    });
    expect(digestsOf(join(workspace.path, 'out'))).toEqual(digests);

    await scan('-o', 'again');
    const other = await scan('--resume', 'out', '--baseline', 'again');
    expect(other.exitCode).toBe(2);
    expect(other.stderr).toMatch(
      /^cloudsplaining: out\/cloudsplaining-run\.json: the run was begun with --baseline SHA-256 [0-9a-f]{64} and cannot go on with SHA-256 /,
    );
  });

  test('may be the directory that is written to again', async () => {
    workspace.write({ 'accounts.yml': CONFIG });
    await (
      await before()
    )('-o', 'out');
    const run = await (await later())('-o', 'out', '--baseline', 'out', '--fail-on', 'medium');
    expect(run.exitCode).toBe(1);
    expect(run.stderr).toBe('--fail-on looks at new findings only: 2 (1 medium, 1 low) of 6.\n');
    expect(out('management.findings.json')['trend']).toMatchObject({
      fixedFindings: [{ name: 'ann-policy' }, { name: 'ann-policy' }],
    });
  });

  test('may be in a bucket', async () => {
    workspace.write({ 'accounts.yml': CONFIG });
    const scan = await before();
    await scan('-b', 'reports', '--prefix', 'yesterday');
    for (const baseline of ['s3://reports/yesterday', 's3://reports/yesterday/organization-findings.json']) {
      const run = await scan('-o', 'out', '--baseline', baseline, '--fail-on', 'low');
      expect({ exitCode: run.exitCode, stderr: run.stderr }).toEqual({
        exitCode: 0,
        stderr: '--fail-on looks at new findings only: 0 of 6.\n',
      });
    }
    const none = await scan('-o', 'out', '--baseline', 's3://reports/today');
    expect({ exitCode: none.exitCode, stderr: none.stderr }).toEqual({
      exitCode: 2,
      stderr:
        'cloudsplaining: s3://reports/today: there are no findings of an earlier run; name a place with organization-findings.json, or that file.\n',
    });
  });

  test.each([
    ['out', 'out: '],
    [
      '.',
      '.: there are no findings of an earlier run; name a place with organization-findings.json, or that file.',
    ],
    ['accounts.yml', 'accounts.yml: '],
  ])('refuses %s', async (baseline, message) => {
    workspace.write({ 'accounts.yml': CONFIG });
    const run = await (await before())('-o', 'out', '--baseline', baseline);
    expect(run.exitCode).toBe(2);
    expect(run.stderr.startsWith(`cloudsplaining: ${message}`)).toBe(true);
    expect(run.stderr.split('\n')).toHaveLength(2);
  });
});
