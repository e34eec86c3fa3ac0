import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { allow, details, document, inline, role, user } from '../../account/authorization-details.js';
import { inAccount } from '../../account/in-account.js';
import { keyVariables } from '../../aws/aws-environment.js';
import { useEndpoint } from '../../aws/running-endpoint.js';
import type { AuthorizationDetails } from '../../aws-endpoint/endpoint-options.js';
import { runWithAws } from '../run-command-line.js';
import { useWorkspace } from '../workspace.js';

const workspace = useWorkspace();
const start = useEndpoint();
const [MANAGEMENT, PROD] = ['111122223333', '444455556666'] as const;
const MISSPELT = { Statement: [{ Effect: 'Alow', Action: '*', Resource: '*' }] };
const UNREAD = 'Exit code 2: 1 policy could not be read, so --fail-on was not answered for all policies.\n';

/** Two accounts: one without a finding, unless its action makes one, and one with a user whose policy nobody can read. */
async function useAccounts(action = 'sqs:GetQueueUrl') {
  const withUser = (accountId: string, policy: object): AuthorizationDetails =>
    inAccount(
      accountId,
      details({ users: [user('ann', { UserPolicyList: [inline('own', policy)] })], roles: [role('Scan')] }),
    );
  const policies: readonly (readonly [id: string, policy: object])[] = [
    [MANAGEMENT, document(allow(action))],
    [PROD, MISSPELT],
  ];
  const endpoint = await start({
    accounts: policies.map(([id, policy]) => ({
      id,
      name: id,
      details: withUser(id, policy),
      roles: [{ name: 'Scan' }],
    })),
  });
  workspace.write({
    'accounts.yml': `accounts:\n  management: "${MANAGEMENT}"\n  prod: "${PROD}"\n`,
    'none.yml': 'policies: [own]\n',
  });
  const scan = (...more: readonly string[]) =>
    runWithAws(workspace.path, ['scan-multi-account', '-c', 'accounts.yml', '-r', 'Scan', ...more], {
      AWS_ENDPOINT_URL: endpoint.url,
      ...keyVariables(endpoint),
    });
  return { scan, endpoint };
}

describe('--fail-on of scan-multi-account', () => {
  test('is not answered where a policy could not be read, also of an account that was scanned before', async () => {
    const { scan } = await useAccounts();
    const run = await scan('-o', 'out', '--fail-on', 'low');
    expect([run.exitCode, run.stderr]).toEqual([2, UNREAD]);
    expect(run.stdout).toContain('1 part of 1 account was not assessed, as its report tells: prod.\n');
    const resumed = await scan('--resume', 'out', '--fail-on', 'low');
    expect([resumed.exitCode, resumed.stderr]).toEqual([2, UNREAD]);
  });

  test('is answered where nobody asks, the policy is excluded, or a finding is there anyway', async () => {
    const { scan } = await useAccounts();
    const unasked = await scan('-o', 'out');
    expect([unasked.exitCode, unasked.stderr]).toEqual([0, '']);
    const excluded = await scan('-o', 'out', '--fail-on', 'low', '-e', 'none.yml');
    expect([excluded.exitCode, excluded.stderr]).toEqual([0, '']);
    const risky = await useAccounts('s3:PutBucketPolicy');
    const found = await risky.scan('-o', 'out', '--fail-on', 'low');
    expect([found.exitCode, found.stderr]).toEqual([1, '']);
  });

  test('comes after an account that failed', async () => {
    const { scan } = await useAccounts();
    writeFileSync(
      join(workspace.path, 'accounts.yml'),
      `${readFileSync(join(workspace.path, 'accounts.yml'), 'utf8')}  gone: "777788889999"\n`,
    );
    const run = await scan('-o', 'out', '--fail-on', 'low');
    expect(run.exitCode).toBe(3);
    expect(run.stderr).not.toContain('Exit code');
  });

  test('is refused beside a filter that leaves out all it looks for, before anything is asked', async () => {
    const { scan, endpoint } = await useAccounts();
    const run = await scan('-o', 'out', '-f', 'low', '--fail-on', 'high');
    expect([run.exitCode, run.stderr]).toEqual([
      2,
      'cloudsplaining: --filter-severity low leaves out all that --fail-on high looks for; let it keep high, or leave one of them out.\n',
    ]);
    expect(endpoint.calls).toEqual([]);
  });
});
