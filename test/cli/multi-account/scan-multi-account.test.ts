import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { keyVariables } from '../../aws/aws-environment.js';
import type { Misbehaviour } from '../../aws-endpoint/misbehaviour.js';
import { findingsOfRequest, first, placeOf, type SarifLog } from '../../output/formats/written-shapes.js';
import { runWithAws } from '../run-command-line.js';
import { configOf } from './account-list.js';
import { ACTIVE, LISTED, ORGANIZATION, useRuns } from './listed-runs.js';
import { digestsOf, everythingIn, runStates } from './run-output.js';

const { workspace, startWith, scan, out, json } = useRuns();
const statesOf = () => runStates(out());

describe('scan-multi-account', () => {
  test('writes a report and findings for each account of a file, and what they come to together', async () => {
    workspace.write({ 'accounts.yml': configOf(LISTED) });
    const run = await scan(await startWith(), ['-c', 'accounts.yml', '-o', 'out']);
    expect(run.stderr).toBe('');
    expect(run.exitCode).toBe(0);
    expect(readdirSync(out()).sort()).toEqual(
      [
        ...LISTED.flatMap(({ name }) => [`${name}.crossings.json`, `${name}.findings.json`, `${name}.html`]),
        'cloudsplaining-run.json',
        'index.html',
        'organization-findings.json',
      ].sort(),
    );
    expect(statesOf()).toEqual(LISTED.map(({ name }) => [name, 'done']));
    const { accounts } = json('organization-findings.json') as { accounts: { accountId: string }[] };
    expect(accounts.map(({ accountId }) => accountId).sort()).toEqual(LISTED.map(({ id }) => id).sort());
    expect(run.stdout).toContain('4 accounts: ');
  });

  test('writes other formats for each account, to the bucket too, and a resumed run does not do without', async () => {
    const listed = LISTED.slice(0, 2);
    workspace.write({ 'accounts.yml': configOf(listed) });
    const endpoint = await startWith();
    const formats = ['--format', 'sarif,asff', '--format', 'html'];
    const run = await scan(endpoint, ['-c', 'accounts.yml', '-o', 'out', '-b', 'reports', ...formats]);
    expect([run.exitCode, run.stderr]).toEqual([0, '']);
    const account = first(listed);
    const lines = readFileSync(out(`${account.name}.asff.jsonl`), 'utf8')
      .trim()
      .split('\n');
    expect(first(findingsOfRequest(first(lines))).AwsAccountId).toBe(account.id);
    // Our own file, in the shape that other tests check.
    const { results } = first((json(`${account.name}.sarif`) as unknown as SarifLog).runs);
    expect(results.length).toBeGreaterThan(0);
    // GitHub refuses the whole file for one result that names none.
    expect(new Set(results.map((result) => placeOf(result).artifactLocation.uri))).toEqual(
      new Set([`${account.name}.findings.json`]),
    );
    rmSync(out(`${account.name}.sarif`));
    const resumed = ['-c', 'accounts.yml', '--resume', 'out', '-b', 'reports'];
    expect((await scan(endpoint, resumed)).stderr).toContain('was begun with --format asff,html,sarif');
    expect((await scan(endpoint, [...resumed, ...formats])).exitCode).toBe(0);
    expect(json(`${account.name}.sarif`)['version']).toBe('2.1.0');
  });

  test('writes the results of 0.9.1 on demand, and takes exclusions, flags and a threshold', async () => {
    workspace.write({
      'accounts.yml': configOf(LISTED.slice(0, 1)),
      'none.yml':
        'policies: []\nroles: []\nusers: []\ngroups: []\ninclude-actions: []\nexclude-actions: []\n',
    });
    const { name = '' } = LISTED[0] ?? {};
    const endpoint = await startWith();
    const run = await scan(endpoint, [
      '-c',
      'accounts.yml',
      '-o',
      'out',
      '-w',
      '-t',
      '-aR',
      '-e',
      'none.yml',
      '--fail-on',
      'low',
    ]);
    expect(run.stderr).toBe('');
    expect(run.exitCode).toBe(1);
    expect(Object.keys(json(`${name}.json`))).toEqual([
      'groups',
      'users',
      'roles',
      'aws_managed_policies',
      'customer_managed_policies',
      'inline_policies',
      'exclusions',
      'links',
    ]);
    expect(json(`${name}.findings.json`)['options']).toMatchObject({
      flagAllRiskyActions: true,
      flagTrustPolicies: true,
    });
  });

  test('scans the rest where an account fails, says why, and does only that one when resumed', async () => {
    const [, second] = LISTED;
    const lost = second?.id ?? '';
    workspace.write({ 'accounts.yml': configOf(LISTED) });
    let isBroken = true;
    const endpoint = await startWith({
      misbehaviour: ({ action, resource }) =>
        isBroken && action === 'AssumeRole' && resource.includes(lost) ? 'access-denied' : null,
    });
    const run = await scan(endpoint, ['-c', 'accounts.yml', '-o', 'out']);
    expect(run.exitCode).toBe(3);
    expect(run.stderr).toMatch(
      new RegExp(
        `^Failed: ${second?.name} \\(${lost}\\): .*sts:AssumeRole.*\\.\\n1 of 4 accounts failed; to try them again, add --resume out to the command\\.\\n$`,
      ),
    );
    expect(existsSync(out(`${second?.name}.html`))).toBe(false);
    expect(statesOf()).toEqual(LISTED.map(({ name, id }) => [name, id === lost ? 'failed' : 'done']));
    const { notAssessed } = json('organization-findings.json');
    expect(notAssessed).toEqual([
      { what: `${second?.name} (${lost})`, reason: expect.stringContaining('sts:AssumeRole') },
    ]);

    isBroken = false;
    const before = endpoint.calls.length;
    const resumed = await scan(endpoint, ['-c', 'accounts.yml', '--resume', 'out']);
    expect(resumed.stderr).toBe('');
    expect(resumed.exitCode).toBe(0);
    const roles = endpoint.calls
      .slice(before)
      .flatMap(({ action, resource }) => (action === 'AssumeRole' ? [resource] : []));
    expect(roles).toEqual([`arn:aws:iam::${lost}:role/Scan`]);
    expect(statesOf()).toEqual(LISTED.map(({ name }) => [name, 'done']));

    const whole = await scan(endpoint, ['-c', 'accounts.yml', '-o', 'whole']);
    expect(whole.exitCode).toBe(0);
    expect(digestsOf(out())).toEqual(digestsOf(join(workspace.path, 'whole')));
  });

  test('takes the accounts of the organisation with what binds each of them', async () => {
    const endpoint = await startWith();
    const suspended = ORGANIZATION.accounts.filter(({ status }) => status === 'SUSPENDED');
    const [excluded] = ACTIVE.slice(-1);
    const run = await scan(endpoint, [
      '--organization',
      '-o',
      'out',
      '--exclude-account',
      excluded?.id ?? '',
    ]);
    expect(run.stderr).toBe(
      suspended.map(({ name, id }) => `Left out: ${name} (${id}): its status is SUSPENDED.\n`).join(''),
    );
    expect(run.exitCode).toBe(0);
    const { accounts, notAssessed } = json('organization-findings.json') as {
      accounts: { accountId: string }[];
      notAssessed: unknown[];
    };
    expect(accounts.map(({ accountId }) => accountId).sort()).toEqual(
      ACTIVE.map(({ id }) => id)
        .filter((id) => id !== excluded?.id)
        .sort(),
    );
    expect(notAssessed).toHaveLength(suspended.length);
    const organization = json('organization.json') as {
      managementAccount: string;
      accounts: Record<string, { serviceControlPolicies: { level: string }[] }>;
    };
    expect(organization.managementAccount).toBe(ACTIVE[0]?.id);
    expect(organization.accounts[ACTIVE[1]?.id ?? '']?.serviceControlPolicies[0]?.level).toBe('root');
  });

  test('writes to a bucket without any ACL, and resumes from it', async () => {
    workspace.write({ 'accounts.yml': configOf(LISTED.slice(0, 2)) });
    const endpoint = await startWith();
    const parameters = ['-c', 'accounts.yml', '-b', 'reports', '--prefix', 'iam/today'];
    const run = await scan(endpoint, parameters);
    expect(run.stderr).toBe('');
    expect(run.exitCode).toBe(0);
    expect(run.stdout).toContain('s3://reports/iam/today/index.html');
    const objects = endpoint.buckets.get('reports') ?? new Map();
    expect([...objects].map(([key, { contentType, acl }]) => `${key} ${contentType} ${acl}`).sort()).toEqual(
      [
        ...LISTED.slice(0, 2).flatMap(({ name }) => [
          `iam/today/${name}.crossings.json application/json null`,
          `iam/today/${name}.findings.json application/json null`,
          `iam/today/${name}.html text/html; charset=utf-8 null`,
        ]),
        'iam/today/cloudsplaining-run.json application/json null',
        'iam/today/index.html text/html; charset=utf-8 null',
        'iam/today/organization-findings.json application/json null',
      ].sort(),
    );
    const before = endpoint.calls.length;
    const resumed = await scan(endpoint, ['-c', 'accounts.yml', '--resume', 's3://reports/iam/today']);
    expect(resumed.exitCode).toBe(0);
    expect(endpoint.calls.slice(before).filter(({ action }) => action === 'AssumeRole')).toEqual([]);
  });

  test('reads the own account as the caller where the role is missing there', async () => {
    const own = ACTIVE[0];
    workspace.write({ 'accounts.yml': configOf(own === undefined ? [] : [own]) });
    const endpoint = await startWith();
    const run = await runWithAws(
      workspace.path,
      ['scan-multi-account', '-r', 'NoSuchRole', '-c', 'accounts.yml', '-o', 'out'],
      { AWS_ENDPOINT_URL: endpoint.url, ...keyVariables(endpoint) },
    );
    expect(run.stderr).toBe('');
    expect(run.exitCode).toBe(0);
  });

  test.each([
    [
      ['-o', 'out'],
      'Name the accounts with --config FILE, or take those of the organisation with --organization.',
    ],
    [['-c', 'accounts.yml'], 'Say where to write: --output-directory DIR, --output-bucket BUCKET, or both.'],
    [
      ['-c', 'accounts.yml', '--organization', '-o', 'out'],
      '--config and --organization exclude each other; give one of them.',
    ],
    [
      ['-c', 'accounts.yml', '-o', 'out', '--concurrency', '0'],
      '"0" is no number of accounts; --concurrency takes 1 to 256.',
    ],
    [
      ['-c', 'accounts.yml', '-o', 'out', '--external-id', 'open sesame'],
      'What --external-id gives is no external id; it takes 2 to 1,224 letters, digits and +=,.@:/-_.',
    ],
    [
      ['-c', 'accounts.yml', '-o', 'out', '--exclude-account', 'nobody'],
      'There is no account "nobody" to leave out; give --exclude-account a name or an id of the accounts.',
    ],
    [
      ['-c', 'octal.yml', '-o', 'out'],
      'octal.yml: an account id has 12 digits, and YAML takes an unquoted one that begins with 0 for another number; write the id in quotes, such as "012345678901" (at $.accounts.prod, line 2).',
    ],
    [
      ['-c', 'dotted.yml', '-o', 'out'],
      'dotted.yml: an account id is a string of 12 digits, not "12" (at $.accounts["prod.eu"], line 3).',
    ],
    [
      ['-c', 'accounts.yml', '--resume', 'nothing'],
      'nothing/cloudsplaining-run.json: there is no run to resume; leave --resume out to begin one.',
    ],
    [
      ['-c', 'accounts.yml', '-o', 'octal.yml'],
      'octal.yml: this is a file, not a directory, or lies in one; name a directory with --output-directory.',
    ],
    [
      ['-c', 'accounts.yml', '--resume', 'octal.yml/deeper'],
      'octal.yml/deeper: this is a file, not a directory, or lies in one; name a directory with --resume.',
    ],
    [
      ['-c', 'accounts.yml', '-b', 'no-such-bucket'],
      'there is no such bucket; check its name (--output-bucket, --resume or --baseline).',
    ],
  ])('refuses %j', async (parameters, message) => {
    workspace.write({
      'accounts.yml': configOf(LISTED.slice(0, 1)),
      'dotted.yml': 'accounts:\n  test: "123456789012"\n  prod.eu: "12"\n',
      'octal.yml': 'accounts:\n  prod: 012345678901\n',
    });
    const endpoint = await startWith();
    const run = await scan(endpoint, parameters);
    expect(run.exitCode).toBe(2);
    expect(run.stdout).toBe('');
    expect(run.stderr).toBe(`cloudsplaining: ${message}\n`);
    expect(endpoint.calls.filter(({ action }) => action === 'AssumeRole')).toEqual([]);
    expect(existsSync(out())).toBe(false);
  });

  test.each([
    ['index.html', 'index.html'],
    ['organization-findings.json', 'organization-findings.json'],
    ['NAME.crossings.json', `${LISTED[1]?.name}.crossings.json`],
    ['NAME.csv', `${LISTED[1]?.name}.csv`],
  ])('begins nothing where there is a folder in the place of %s', async (_, name) => {
    workspace.write({ 'accounts.yml': configOf(LISTED.slice(0, 2)), [`out/${name}/a.txt`]: '' });
    const endpoint = await startWith();
    const run = await scan(endpoint, ['-c', 'accounts.yml', '-o', 'out', '--format', 'csv']);
    expect([run.exitCode, run.stderr]).toEqual([
      2,
      `cloudsplaining: out/${name}: there is a directory of this name; move it away or choose another folder with --output-directory.\n`,
    ]);
    expect(readdirSync(out())).toEqual([name]);
    expect(endpoint.calls.filter(({ action }) => action === 'AssumeRole')).toEqual([]);
  });

  test('does not write results over accounts that were downloaded', async () => {
    const { name = '' } = LISTED[0] ?? {};
    const downloaded = '{"UserDetailList": [], "GroupDetailList": [], "RoleDetailList": [], "Policies": []}';
    workspace.write({ 'accounts.yml': configOf(LISTED.slice(0, 1)), [`out/${name}.json`]: downloaded });
    const endpoint = await startWith();
    const run = await scan(endpoint, ['-c', 'accounts.yml', '-o', 'out', '-w']);
    expect([run.exitCode, run.stderr]).toEqual([
      2,
      `cloudsplaining: out/${name}.json: this is a downloaded account, and the results that --write-data-file asks for would replace it; choose another folder with --output-directory.\n`,
    ]);
    expect((await scan(endpoint, ['-c', 'accounts.yml', '-o', 'out'])).exitCode).toBe(0);
    expect(readFileSync(out(`${name}.json`), 'utf8')).toBe(downloaded);
  });

  test('names the call that failed, whatever it was', async () => {
    const [one, two, three] = LISTED;
    workspace.write({ 'accounts.yml': configOf(LISTED.slice(0, 3)) });
    const endpoint = await startWith({
      misbehaviour: ({ action, accountId, resource }) => {
        if (action === 'AssumeRole') return resource.includes(one?.id ?? '') ? 'throttling' : null;
        if (action === 'GetAccountAuthorizationDetails') return accountId === two?.id ? 'unavailable' : null;
        return action === 'PutObject' && resource.includes(`${three?.name}.html`) ? 'reset' : null;
      },
    });
    const run = await scan(endpoint, ['-c', 'accounts.yml', '-b', 'reports'], { AWS_MAX_ATTEMPTS: '1' });
    expect(run.exitCode).toBe(2);
    expect(run.stderr.split('\n').sort()).toEqual(
      [
        '',
        `Failed: ${one?.name} (${one?.id}): AWS kept refusing sts:AssumeRole because it is asked too often; try again later.`,
        `Failed: ${two?.name} (${two?.id}): AWS failed to answer iam:GetAccountAuthorizationDetails (status 503, ServiceUnavailable); try again later.`,
        `Failed: ${three?.name} (${three?.id}): the connection broke while s3:PutObject was answered, again and again; check the network and try again.`,
        'cloudsplaining: None of the 3 accounts could be scanned; the reasons are above.',
      ].sort(),
    );
  });

  test('assesses no account for another', async () => {
    const [one, two] = LISTED;
    workspace.write({ 'accounts.yml': configOf(LISTED.slice(0, 1)) });
    const accounts = ORGANIZATION.accounts.map((account) =>
      account.id === one?.id ? { ...account, details: two?.details ?? account.details } : account,
    );
    const run = await scan(await startWith({ accounts }), ['-c', 'accounts.yml', '-o', 'out']);
    expect([run.exitCode, run.stderr.split('\n')[0]]).toEqual([
      2,
      `Failed: ${one?.name} (${one?.id}): What AWS gave cannot be assessed: these are the authorization details of account ${two?.id}, not of ${one?.id}.`,
    ]);
  });

  test('says that the only account failed', async () => {
    workspace.write({ 'accounts.yml': configOf(LISTED.slice(1, 2)) });
    const endpoint = await startWith({
      misbehaviour: ({ action }) => (action === 'AssumeRole' ? 'access-denied' : null),
    });
    const run = await scan(endpoint, ['-c', 'accounts.yml', '-o', 'out']);
    expect(run.exitCode).toBe(2);
    expect(run.stderr).toMatch(
      /\ncloudsplaining: The only account could not be scanned; the reason is above\.\n$/,
    );
  });

  test('leaves out accounts that are suspended, or are elsewhere, without complaint', async () => {
    const suspended = ORGANIZATION.accounts.find(({ status }) => status === 'SUSPENDED');
    const run = await scan(await startWith(), [
      '--organization',
      '-o',
      'out',
      '--exclude-account',
      suspended?.name ?? '',
    ]);
    expect([run.exitCode, run.stderr]).toEqual([0, '']);
    expect(json('organization-findings.json')['notAssessed']).toEqual([]);
  });

  const LASTING: readonly Misbehaviour[] = [
    'access-denied',
    'expired-token',
    'throttling',
    'hang',
    'reset',
    'invalid-body',
  ];

  test.each(LASTING)(
    'lists an account with the reason where AWS answers with %s again and again',
    async (misbehaviour) => {
      const [good, bad] = LISTED;
      workspace.write({ 'accounts.yml': configOf(LISTED.slice(0, 2)) });
      const endpoint = await startWith({
        misbehaviour: ({ accountId, action }) =>
          accountId === bad?.id && action === 'GetAccountAuthorizationDetails' ? misbehaviour : null,
      });
      const run = await scan(endpoint, ['-c', 'accounts.yml', '-o', 'out', '-v', '--timeout', '0.3'], {
        AWS_MAX_ATTEMPTS: '2',
      });
      expect(run.exitCode).toBe(3);
      expect(run.stderr).toContain(`Failed: ${bad?.name} (${bad?.id}): `);
      expect(statesOf()).toEqual([
        [good?.name, 'done'],
        [bad?.name, 'failed'],
      ]);
      const written = everythingIn(out());
      for (const secret of endpoint.secrets) {
        expect(run.stderr).not.toContain(secret);
        expect(run.stdout).not.toContain(secret);
        expect(written.includes(secret)).toBe(false);
      }
    },
  );
});
