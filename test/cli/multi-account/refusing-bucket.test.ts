import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { configOf } from './account-list.js';
import { LISTED, useRuns } from './listed-runs.js';
import { runStates } from './run-output.js';

const { workspace, startWith, scan, out, json } = useRuns();
const [ONE, TWO] = LISTED;
const ONE_AT_A_TIME = ['-c', 'accounts.yml', '--concurrency', '1', '-o', 'out', '-b', 'reports'];

const assessed = (): unknown =>
  (json('organization-findings.json')['accounts'] as readonly { name: string }[])
    .map(({ name }) => name)
    .sort();

describe('a bucket that does not take everything', () => {
  test('costs no account where the manifest cannot be written once, and none counts twice', async () => {
    workspace.write({ 'accounts.yml': configOf(LISTED) });
    let saves = 0;
    const endpoint = await startWith({
      misbehaviour: ({ action, resource }) =>
        action === 'PutObject' && resource.endsWith('cloudsplaining-run.json') && ++saves === 2
          ? 'unavailable'
          : null,
    });
    const run = await scan(endpoint, ONE_AT_A_TIME, { AWS_MAX_ATTEMPTS: '1' });
    expect([run.exitCode, run.stderr]).toEqual([0, '']);
    expect(assessed()).toEqual(LISTED.map(({ name }) => name).sort());
    expect(runStates(out())).toEqual(LISTED.map(({ name }) => [name, 'done']));
  });

  test('leaves no unfinished file in the folder of an account that it refuses', async () => {
    workspace.write({ 'accounts.yml': configOf(LISTED.slice(0, 2)) });
    const endpoint = await startWith({
      misbehaviour: ({ action, resource }) =>
        action === 'PutObject' && resource.endsWith(`${TWO?.name}.findings.json`) ? 'access-denied' : null,
    });
    const run = await scan(endpoint, ONE_AT_A_TIME);
    const caller = `arn:aws:iam::${endpoint.credentials[0]?.accountId}:user/operator`;
    expect([run.exitCode, run.stderr]).toEqual([
      3,
      `Failed: ${TWO?.name} (${TWO?.id}): ${caller} may not use s3:PutObject (no identity-based policy allows it); give it the permission s3:PutObject.\n` +
        '1 of 2 accounts failed; to try them again, add --resume out to the command.\n',
    ]);
    expect(assessed()).toEqual([ONE?.name]);
    expect(readdirSync(out()).filter((name) => name.startsWith('.'))).toEqual([]);
  });
});
