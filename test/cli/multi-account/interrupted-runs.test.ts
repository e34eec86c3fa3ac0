import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, watch } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { cleanVariables, keyVariables } from '../../aws/aws-environment.js';
import { useEndpoint } from '../../aws/running-endpoint.js';
import { inventOrganization } from '../../aws-endpoint/invented-organization.js';
import { MISBEHAVIOURS, misbehaveSometimes } from '../../aws-endpoint/misbehaviour.js';
import { COMMAND_LINE } from '../../robustness/command-line.js';
import { Random } from '../../../scripts/bench/random.js';
import { runWithAws } from '../run-command-line.js';
import { useWorkspace } from '../workspace.js';
import { configOf } from './account-list.js';
import { digestsOf, runStates } from './run-output.js';

const workspace = useWorkspace();
const start = useEndpoint();
const ORGANIZATION = inventOrganization({ seed: 5, accounts: 11, principals: 8, suspendedPercent: 0 });
const ACCOUNTS = ORGANIZATION.accounts.filter(({ status }) => status === 'ACTIVE');
const CONFIG = configOf(ACCOUNTS);
const SCAN = ['scan-multi-account', '-r', 'Scan', '-c', 'accounts.yml'];
/** Each runs the command a dozen times. */
const LONG = 240_000;
const KILLS = 10;
const MOST_CALLS = 12;
const MOST_CHANGES = 12;

describe('a run over accounts', () => {
  test(
    'is the same as an undisturbed one after it was killed at ten moments and resumed',
    { timeout: LONG },
    async () => {
      workspace.write({ 'accounts.yml': CONFIG });
      let called = (): void => undefined;
      let killed = 0;
      const endpoint = await start({
        ...ORGANIZATION,
        misbehaviour: () => {
          called();
          return null;
        },
      });
      const variables = { AWS_ENDPOINT_URL: endpoint.url, ...keyVariables(endpoint) };
      const random = new Random(20_261_125);
      const out = join(workspace.path, 'out');
      mkdirSync(out);
      const place = (): readonly string[] =>
        existsSync(join(out, 'cloudsplaining-run.json')) ? ['--resume', 'out'] : ['-o', 'out'];
      for (let kill = 0; kill < KILLS; kill++) {
        const child = spawn(process.execPath, [COMMAND_LINE, ...SCAN, ...place(), '--concurrency', '3'], {
          cwd: workspace.path,
          env: { PATH: process.env['PATH'], ...cleanVariables(workspace.path), ...variables },
          stdio: 'ignore',
        });
        // In turns: while AWS is asked, and while files are written.
        let left = random.integer(1, kill % 2 === 0 ? MOST_CALLS : MOST_CHANGES);
        const countDown = (): void => {
          if (--left === 0 && child.kill('SIGKILL')) killed++;
        };
        const watcher = watch(out, kill % 2 === 0 ? () => undefined : countDown);
        called = kill % 2 === 0 ? countDown : () => undefined;
        await new Promise((resolve) => child.on('close', resolve));
        watcher.close();
      }
      called = () => undefined;
      expect(killed).toBe(KILLS);
      const last = await runWithAws(workspace.path, [...SCAN, ...place()], variables);
      expect(last.stderr).toBe('');
      const whole = await runWithAws(workspace.path, [...SCAN, '-o', 'whole'], variables);
      expect(whole.stderr).toBe('');
      expect(digestsOf(out)).toEqual(digestsOf(join(workspace.path, 'whole')));
    },
  );

  test(
    'scans every account that can be scanned where three calls in ten fail, in every way',
    { timeout: LONG },
    async () => {
      workspace.write({ 'accounts.yml': CONFIG });
      const sometimes = misbehaveSometimes({ seed: 3, share: 0.3, among: MISBEHAVIOURS });
      // The run itself needs to know who calls; from then on anything may fail.
      const endpoint = await start({
        ...ORGANIZATION,
        misbehaviour: (call) => (call.action === 'GetCallerIdentity' ? null : sometimes(call)),
      });
      const variables = { AWS_ENDPOINT_URL: endpoint.url, ...keyVariables(endpoint), AWS_MAX_ATTEMPTS: '5' };
      const run = await runWithAws(
        workspace.path,
        [...SCAN, '-o', 'out', '--timeout', '0.5', '-v'],
        variables,
      );
      const refused = new Set(
        endpoint.calls.flatMap(({ misbehaviour, resource, accountId, action }) =>
          misbehaviour !== 'access-denied'
            ? []
            : [action === 'AssumeRole' ? (resource.split(':')[4] ?? '') : accountId],
        ),
      );
      expect(run.exitCode).toBe(refused.size > 0 ? 3 : 0);
      const states = runStates(join(workspace.path, 'out'));
      expect(states.filter(([, state]) => state === 'waiting')).toEqual([]);
      const failed = states.filter(([, state]) => state === 'failed').map(([name]) => name);
      const mayFail = ACCOUNTS.filter(({ id }) => refused.has(id)).map(({ name }) => name);
      expect(failed.filter((name) => !mayFail.includes(name))).toEqual([]);
      for (const name of failed) expect(run.stderr).toMatch(new RegExp(`^Failed: ${name} \\(.*\\.$`, 'm'));
      expect(endpoint.secrets.filter((secret) => (run.stdout + run.stderr).includes(secret))).toEqual([]);

      const calm = await start(ORGANIZATION);
      await runWithAws(workspace.path, [...SCAN, '-o', 'whole'], {
        AWS_ENDPOINT_URL: calm.url,
        ...keyVariables(calm),
      });
      const whole = new Set(digestsOf(join(workspace.path, 'whole')));
      const ofAccounts = digestsOf(join(workspace.path, 'out')).filter((name) =>
        ACCOUNTS.some((account) => name.startsWith(`${account.name}.`)),
      );
      expect(ofAccounts).toHaveLength(3 * (ACCOUNTS.length - failed.length));
      expect(ofAccounts.filter((name) => !whole.has(name))).toEqual([]);
    },
  );
});
