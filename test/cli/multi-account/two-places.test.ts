import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { AwsEndpoint } from '../../aws-endpoint/aws-endpoint.js';
import { configOf } from './account-list.js';
import { LISTED, useRuns } from './listed-runs.js';

const { workspace, startWith, scan, out } = useRuns();
const listed = LISTED.slice(0, 2);
const RUN = ['-c', 'accounts.yml'];

const digest = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const inBucket = (endpoint: AwsEndpoint): readonly string[] =>
  [...(endpoint.buckets.get('reports') ?? [])].map(([key, { body }]) => `${key} ${digest(body)}`).sort();
const inFolder = (): readonly string[] =>
  readdirSync(out())
    .map((name) => `${name} ${digest(readFileSync(out(name)))}`)
    .sort();
const rolesAssumed = ({ calls }: AwsEndpoint): number =>
  calls.filter(({ action }) => action === 'AssumeRole').length;

describe('a run that goes on in a bucket and a directory', () => {
  test('is the one in the bucket where --resume names that, as on a machine that has no files of it', async () => {
    workspace.write({ 'accounts.yml': configOf(listed) });
    const endpoint = await startWith();
    await scan(endpoint, [...RUN, '-o', 'out', '-b', 'reports']);
    rmSync(out(), { recursive: true });
    const resumed = [...RUN, '--resume', 's3://reports', '-o', 'out'];
    const run = await scan(endpoint, resumed);
    expect([run.exitCode, run.stderr]).toEqual([0, '']);
    expect(inFolder()).toEqual(inBucket(endpoint));
    const before = rolesAssumed(endpoint);
    expect((await scan(endpoint, resumed)).exitCode).toBe(0);
    expect(rolesAssumed(endpoint)).toBe(before);
  });

  test('leaves the files of accounts that are gone where it was begun', async () => {
    workspace.write({ 'accounts.yml': configOf(listed) });
    const endpoint = await startWith();
    await scan(endpoint, [...RUN, '-b', 'reports']);
    const [one, two] = listed;
    const without = ['--exclude-account', one?.id ?? ''];
    const run = await scan(endpoint, [...RUN, '--resume', 's3://reports', '-o', 'out', ...without]);
    expect([run.exitCode, run.stderr]).toEqual([
      0,
      `No longer listed: ${one?.name} (${one?.id}): its files stay in s3://reports, and the page goes without it.\n`,
    ]);
    expect(readdirSync(out())).toContain(`${two?.name}.html`);
  });

  test('is not looked for in the directory where --resume names a bucket', async () => {
    workspace.write({ 'accounts.yml': configOf(listed) });
    const endpoint = await startWith();
    await scan(endpoint, [...RUN, '-o', 'out']);
    const run = await scan(endpoint, [...RUN, '--resume', 's3://reports/none', '-o', 'out']);
    expect([run.exitCode, run.stderr]).toEqual([
      2,
      'cloudsplaining: s3://reports/none/cloudsplaining-run.json: there is no run to resume; leave --resume out to begin one.\n',
    ]);
  });

  test('does not take what another run left in the second place for its own', async () => {
    workspace.write({ 'accounts.yml': configOf(listed) });
    const endpoint = await startWith();
    await scan(endpoint, [...RUN, '-b', 'reports']);
    const parameters = [...RUN, '-aR'];
    await scan(endpoint, [...parameters, '-o', 'out']);
    const run = await scan(endpoint, [...parameters, '--resume', 'out', '-b', 'reports']);
    expect([run.exitCode, run.stderr]).toEqual([0, '']);
    expect(inBucket(endpoint)).toEqual(inFolder());
  });
});
