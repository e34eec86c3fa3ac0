import { describe, expect, test } from 'vitest';
import { configOf } from './account-list.js';
import { LISTED, useRuns } from './listed-runs.js';
import { runStates } from './run-output.js';

const { workspace, startWith, scan, out, json } = useRuns();
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
});
