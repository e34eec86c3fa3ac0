import type { ChildProcess } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { keyVariables } from '../../aws/aws-environment.js';
import type { AwsEndpoint } from '../../aws-endpoint/aws-endpoint.js';
import { runWithAws } from '../run-command-line.js';
import { configOf } from './account-list.js';
import { LISTED, useRuns } from './listed-runs.js';
import { digestsOf, runStates } from './run-output.js';

const { workspace, startWith, scan, out } = useRuns();
const NAMES = LISTED.map(({ name }) => name);
const HINT = 'Stopped: what is done is kept; to go on, add --resume out to the command.\n';
const NOTICE =
  'The run that wrote to out before did 2 of 4 accounts and was stopped, and this one begins anew; to go on with it instead, stop this one before its first account is done, and add --resume out to the command.\n';

/** Runs one account after the other, and stops the process when it assumes a role for the time given. */
async function stoppable() {
  workspace.write({ 'accounts.yml': configOf(LISTED) });
  let left = 0;
  let running: ChildProcess | undefined;
  const endpoint: AwsEndpoint = await startWith({
    misbehaviour: ({ action }) => {
      if (action === 'AssumeRole' && --left === 0) running?.kill('SIGINT');
      return null;
    },
  });
  const scan = (parameters: readonly string[], stoppedAt = 0) => {
    left = stoppedAt;
    return runWithAws(
      workspace.path,
      ['scan-multi-account', '-r', 'Scan', '-c', 'accounts.yml', '--concurrency', '1', ...parameters],
      { AWS_ENDPOINT_URL: endpoint.url, ...keyVariables(endpoint) },
      (child) => {
        running = child;
      },
    );
  };
  const assumed = () => endpoint.calls.filter(({ action }) => action === 'AssumeRole').length;
  return { scan, assumed };
}

const statesAfter = (done: number) =>
  NAMES.map((name, index) => [name, index < done ? 'done' : 'waiting'] as const);

describe('a run that is stopped', () => {
  test('says how to go on with it', async () => {
    const { scan } = await stoppable();
    expect(await scan(['-o', 'out'], 3)).toEqual({
      exitCode: null,
      signal: 'SIGINT',
      stdout: '',
      stderr: HINT,
    });
    expect(runStates(out())).toEqual(statesAfter(2));
  });

  test('is told of by one that begins anew, and can be gone on with until that has an account', async () => {
    const { scan, assumed } = await stoppable();
    await scan(['-o', 'out'], 3);
    expect(await scan(['-o', 'out'], 1)).toEqual({
      exitCode: null,
      signal: 'SIGINT',
      stdout: '',
      stderr: NOTICE + HINT,
    });
    expect(runStates(out())).toEqual(statesAfter(2));
    const before = assumed();
    const resumed = await scan(['--resume', 'out']);
    expect([resumed.exitCode, resumed.stderr]).toEqual([0, '']);
    expect(assumed() - before).toBe(2);
    const resumedDigests = digestsOf(out());

    const again = await scan(['-o', 'out']);
    expect([again.exitCode, again.stderr]).toEqual([0, '']);
    expect(digestsOf(out())).toEqual(resumedDigests);
  });

  test('is written over from the first account on', async () => {
    const { scan } = await stoppable();
    await scan(['-o', 'out'], 3);
    expect((await scan(['-o', 'out'], 2)).stderr).toBe(NOTICE + HINT);
    expect(runStates(out())).toEqual(statesAfter(1));
  });

  test('under other options is not told of, for nothing can go on with it', async () => {
    const { scan } = await stoppable();
    await scan(['-o', 'out'], 3);
    const other = await scan(['-o', 'out', '-aR']);
    expect([other.exitCode, other.stderr]).toEqual([0, '']);
  });

  test('before it did an account is not told of', async () => {
    const { scan } = await stoppable();
    expect((await scan(['-o', 'out'], 1)).stderr).toBe(HINT);
    const again = await scan(['-o', 'out']);
    expect([again.exitCode, again.stderr]).toEqual([0, '']);
  });
});

test('a run that cannot write ends at once, whatever else is under way', async () => {
  workspace.write({ 'accounts.yml': configOf(LISTED.slice(1, 3)) });
  const [, one, two] = LISTED;
  const endpoint = await startWith({
    misbehaviour: ({ action, accountId, resource }) => {
      if (action === 'AssumeRole' && resource.includes(two?.id ?? '')) mkdirSync(out(`${two?.name}.html`));
      return action === 'GetAccountAuthorizationDetails' && accountId === one?.id ? 'hang' : null;
    },
  });
  const begun = Date.now();
  const run = await scan(endpoint, ['-c', 'accounts.yml', '-o', 'out', '--concurrency', '2']);
  expect(run).toMatchObject({
    exitCode: 2,
    stderr: `cloudsplaining: out/${two?.name}.html: there is a directory of this name; move it away or choose another folder with --output-directory.\n`,
  });
  // The call that hangs is given up after a minute, and made again twice.
  expect(Date.now() - begun).toBeLessThan(30_000);
});
