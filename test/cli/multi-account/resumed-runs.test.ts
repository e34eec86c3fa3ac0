import { copyFileSync, readdirSync, rmSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { configOf } from './account-list.js';
import { ACTIVE, LISTED, ORGANIZATION, useRuns } from './listed-runs.js';
import { digestsOf, runStates } from './run-output.js';

const { workspace, startWith, scan, out } = useRuns();

describe('a resumed run', () => {
  test('does not go on with a run under other options', async () => {
    workspace.write({ 'accounts.yml': configOf(LISTED.slice(0, 1)) });
    const endpoint = await startWith();
    await scan(endpoint, ['-c', 'accounts.yml', '-o', 'out']);
    const run = await scan(endpoint, ['-c', 'accounts.yml', '--resume', 'out', '-aR']);
    expect(run.exitCode).toBe(2);
    expect(run.stderr).toBe(
      'cloudsplaining: out/cloudsplaining-run.json: the run was begun with --flag-all-risky-actions left out and cannot go on with it given; give the same options, or begin a new run elsewhere, with another output directory, prefix or run name (at $.settings).\n',
    );
  });

  test('does not go on under another region where a format shows it, and does where none does', async () => {
    workspace.write({ 'accounts.yml': configOf(LISTED.slice(0, 1)) });
    const endpoint = await startWith();
    const parameters = ['-c', 'accounts.yml', '--format', 'asff'];
    await scan(endpoint, [...parameters, '--region', 'eu-west-1', '-o', 'out']);
    const run = await scan(endpoint, [...parameters, '--region', 'eu-central-1', '--resume', 'out']);
    expect([run.exitCode, run.stderr]).toEqual([
      2,
      'cloudsplaining: out/cloudsplaining-run.json: the run was begun with --region eu-west-1 and cannot go on with eu-central-1; give the same options, or begin a new run elsewhere, with another output directory, prefix or run name (at $.settings).\n',
    ]);
    const plain = ['-c', 'accounts.yml', '--region', 'eu-west-1'];
    await scan(endpoint, [...plain, '-o', 'plain']);
    const resumed = await scan(endpoint, ['-c', 'accounts.yml', '--resume', 'plain']);
    expect([resumed.exitCode, resumed.stderr]).toEqual([0, '']);
  });

  test.each([
    ['', 'the file is empty; it should hold JSON; begin anew without --resume.'],
    [
      '{"format": "cloudsplaining-run",',
      'the JSON ends too early, at line 1, column 33; the file is cut off; begin anew without --resume.',
    ],
    ['null', 'expected an object, not null; begin anew without --resume.'],
    [
      '{"format": "cloudsplaining-run", "version": 2}',
      'this is no manifest of a run that this version can resume; begin anew without --resume.',
    ],
    [
      '{"format": "cloudsplaining-run", "version": 1}',
      'expected an object, not nothing (at $.tool); begin anew without --resume.',
    ],
  ])('says what to do where the manifest is %j', async (text, sentence) => {
    workspace.write({ 'accounts.yml': configOf(LISTED.slice(0, 1)), 'out/cloudsplaining-run.json': text });
    const run = await scan(await startWith(), ['-c', 'accounts.yml', '--resume', 'out']);
    expect([run.exitCode, run.stderr]).toEqual([
      2,
      `cloudsplaining: out/cloudsplaining-run.json: ${sentence}\n`,
    ]);
    expect(readdirSync(out())).toEqual(['cloudsplaining-run.json']);
  });

  test('says which accounts it is no longer about', async () => {
    const [one, two] = LISTED;
    workspace.write({ 'accounts.yml': configOf(LISTED.slice(0, 2)) });
    const endpoint = await startWith();
    await scan(endpoint, ['-c', 'accounts.yml', '-o', 'out']);
    const resumed = await scan(endpoint, [
      '-c',
      'accounts.yml',
      '--resume',
      'out',
      '--exclude-account',
      two?.id ?? '',
    ]);
    expect([resumed.exitCode, resumed.stderr]).toEqual([
      0,
      `No longer listed: ${two?.name} (${two?.id}): its files stay in out, and the page goes without it.\n`,
    ]);
    expect(readdirSync(out())).toContain(`${two?.name}.html`);
    expect(runStates(out())).toEqual([[one?.name, 'done']]);
  });

  test('does again what somebody took away or mixed up, and keeps the rest', async () => {
    const [one, two, three, four] = LISTED.map(({ name }) => name);
    workspace.write({ 'accounts.yml': configOf(LISTED) });
    const endpoint = await startWith();
    const parameters = ['-c', 'accounts.yml', '-w'];
    expect((await scan(endpoint, [...parameters, '-o', 'out'])).exitCode).toBe(0);
    const whole = digestsOf(out());
    rmSync(out(`${one}.html`));
    rmSync(out(`${two}.json`));
    copyFileSync(out(`${four}.findings.json`), out(`${three}.findings.json`));
    const before = endpoint.calls.length;
    const resumed = await scan(endpoint, [...parameters, '-o', './out', '--resume', 'out/']);
    expect([resumed.exitCode, resumed.stderr]).toEqual([0, '']);
    const roles = endpoint.calls
      .slice(before)
      .flatMap(({ action, resource }) => (action === 'AssumeRole' ? [resource] : []));
    expect(roles.sort()).toEqual(
      LISTED.slice(0, 3)
        .map(({ id }) => `arn:aws:iam::${id}:role/Scan`)
        .sort(),
    );
    expect(digestsOf(out())).toEqual(whole);
  });

  test('scans the account again that another policy of the organisation binds now', async () => {
    const first = await startWith();
    expect((await scan(first, ['--organization', '-o', 'out'])).stderr).not.toContain('changed since');
    const { organization } = ORGANIZATION;
    const changed = ACTIVE[2]?.id ?? '';
    const second = await startWith({
      organization: {
        ...organization,
        // The order of the others is no change.
        policies: [
          ...[...organization.policies].reverse(),
          {
            id: 'p-nokeys01',
            name: 'no-keys',
            type: 'SERVICE_CONTROL_POLICY',
            document: {
              Version: '2012-10-17',
              Statement: [{ Effect: 'Deny', Action: 'iam:CreateAccessKey', Resource: '*' }],
            },
            targets: [changed],
          },
        ],
      },
    });
    const resumed = await scan(second, ['--organization', '--resume', 'out']);
    expect(resumed.exitCode).toBe(0);
    expect(resumed.stderr).toContain(
      'The policies of the organisation that bind 1 account that was done have changed since: it is scanned again.\n',
    );
    const roles = second.calls.flatMap(({ action, resource }) => (action === 'AssumeRole' ? [resource] : []));
    expect(roles).toEqual([`arn:aws:iam::${changed}:role/Scan`]);
    expect(runStates(out()).map(([, state]) => state)).toEqual(ACTIVE.map(() => 'done'));
  });

  test('fills a bucket that is named when a run goes on', async () => {
    const listed = LISTED.slice(0, 2);
    workspace.write({ 'accounts.yml': configOf(listed) });
    const endpoint = await startWith();
    await scan(endpoint, ['-c', 'accounts.yml', '-o', 'out']);
    const resumed = await scan(endpoint, ['-c', 'accounts.yml', '--resume', 'out', '-b', 'reports']);
    expect([resumed.exitCode, resumed.stderr]).toEqual([0, '']);
    expect([...(endpoint.buckets.get('reports') ?? new Map()).keys()].sort()).toEqual(
      readdirSync(out()).sort(),
    );
  });

  test('is what a run leaves that could not write its page', async () => {
    workspace.write({ 'accounts.yml': configOf(LISTED.slice(0, 2)) });
    let refused = 'index.html';
    const endpoint = await startWith({
      misbehaviour: ({ action, resource }) =>
        action === 'PutObject' && refused !== '' && resource.endsWith(refused) ? 'unavailable' : null,
    });
    const again = { AWS_MAX_ATTEMPTS: '1' };
    const run = await scan(endpoint, ['-c', 'accounts.yml', '-b', 'reports', '--prefix', 'iam'], again);
    const failed =
      'cloudsplaining: AWS failed to answer s3:PutObject (status 503, ServiceUnavailable); try again later.\n';
    expect([run.exitCode, run.stdout, run.stderr]).toEqual([
      2,
      '',
      `Not finished: what is done is kept; to go on, add --resume s3://reports/iam to the command.\n${failed}`,
    ]);
    const manifest = () =>
      JSON.parse(
        endpoint.buckets.get('reports')?.get('iam/cloudsplaining-run.json')?.body.toString() ?? '',
      ) as unknown;
    expect(manifest()).toMatchObject({ finishedAt: null, accounts: [{ state: 'done' }, { state: 'done' }] });
    const resumed = ['-c', 'accounts.yml', '--resume', 's3://reports/iam'];
    expect((await scan(endpoint, resumed, again)).stderr).toBe(
      `Not finished: what is done is kept; to go on, give the same command again.\n${failed}`,
    );
    refused = '';
    const before = endpoint.calls.length;
    expect((await scan(endpoint, resumed, again)).exitCode).toBe(0);
    expect(endpoint.calls.slice(before).filter(({ action }) => action === 'AssumeRole')).toEqual([]);
    expect(manifest()).toMatchObject({ finishedAt: expect.any(String) as string });
  });

  test.each([
    [
      'NoSuchBucket',
      's3://no-such-bucket/run',
      null,
      'there is no such bucket; check its name (--output-bucket, --resume or --baseline).',
    ],
    [
      'a missing permission',
      's3://reports/run',
      'access-denied',
      /^cloudsplaining: arn:aws:iam::\d+:user\/operator may not use s3:GetObject \(.*\); give it the permission s3:GetObject\.\n$/,
    ],
    [
      'throttling',
      's3://reports/run',
      'throttling',
      'AWS kept refusing s3:GetObject because it is asked too often; try again later.',
    ],
  ] as const)('says why a run in a bucket cannot be read: %s', async (_, place, misbehaviour, message) => {
    workspace.write({ 'accounts.yml': configOf(LISTED.slice(0, 1)) });
    const endpoint = await startWith({
      misbehaviour: ({ action }) => (action === 'GetObject' ? misbehaviour : null),
    });
    const run = await scan(endpoint, ['-c', 'accounts.yml', '--resume', place]);
    expect(run.exitCode).toBe(2);
    if (typeof message === 'string') expect(run.stderr).toBe(`cloudsplaining: ${message}\n`);
    else expect(run.stderr).toMatch(message);
  });
});
