import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { keyVariables } from '../aws/aws-environment.js';
import { useEndpoint } from '../aws/running-endpoint.js';
import { ACCOUNT, smallAccount } from '../aws/small-account.js';
import type { AwsEndpoint, EndpointOptions } from '../aws-endpoint/aws-endpoint.js';
import { misbehaveAtFirst, MISBEHAVIOURS, type Misbehaviour } from '../aws-endpoint/misbehaviour.js';
import { smallOrganization } from '../aws-endpoint/small-organization.js';
import { runWithAws } from './run-command-line.js';
import { useWorkspace } from './workspace.js';

const workspace = useWorkspace();
const start = useEndpoint();
const OTHER = '444455556666';
const THIRD = '777788889999';
const WROTE = 'Wrote default.json: 1 user, 1 group, 1 role, 2 policies.';
const LEFT_OUT = ' Left out: 1 policy that nobody has (--include-unattached-policies keeps them).';
const DETAILS = 'iam:GetAccountAuthorizationDetails';

const read = (name: string): unknown => JSON.parse(readFileSync(join(workspace.path, name), 'utf8'));
const written = () =>
  readdirSync(workspace.path).filter((name) => !['config', 'credentials', '.aws'].includes(name));

function startWith(options: Partial<EndpointOptions> = {}): Promise<AwsEndpoint> {
  return start({
    accounts: [
      { id: ACCOUNT, name: 'small', details: smallAccount(options.partition) },
      { id: OTHER, name: 'other', details: smallAccount(options.partition, OTHER) },
    ],
    ...options,
  });
}

const download = (
  endpoint: AwsEndpoint,
  parameters: readonly string[] = [],
  variables: Readonly<Record<string, string>> = {},
) =>
  runWithAws(workspace.path, ['download', '--timeout', '0.4', ...parameters], {
    AWS_ENDPOINT_URL: endpoint.url,
    ...keyVariables(endpoint),
    ...variables,
  });

/** Two profiles with a key each, in accounts of their own, and one whose key AWS does not know. */
function profilesOf(endpoint: AwsEndpoint): void {
  const section = (name: string, index: number): string => {
    const { accessKeyId = 'AKIAUNKNOWNUNKNOWN22', secretAccessKey = 'secret' } =
      endpoint.credentials[index] ?? {};
    return `[${name}]\naws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`;
  };
  workspace.write({
    credentials: `${section('prod', 0)}${section('team/test', 1)}${section('left', 2)}`,
    config: '[sso-session mine]\nsso_region = eu-west-1\n',
  });
}

const key = (accountId: string, letter: string) => ({
  accessKeyId: `AKIA${letter.repeat(16)}`,
  secretAccessKey: `${letter}${'x1/Y'.repeat(10)}`.slice(0, 40),
  accountId,
  userName: 'operator',
});
const TWO_KEYS = [key(ACCOUNT, 'B'), key(OTHER, 'C')];

describe('download', () => {
  test('writes default.json, which scan reads', async () => {
    const endpoint = await startWith();
    expect(await download(endpoint)).toEqual({
      exitCode: 0,
      signal: null,
      stdout: '',
      stderr: `${WROTE}${LEFT_OUT}\n`,
    });
    expect(written()).toEqual(['default.json']);
    const account = smallAccount();
    expect(read('default.json')).toEqual({
      ...account,
      Policies: account.Policies.slice(0, 2),
    });
    const { exitCode, stdout } = await runWithAws(workspace.path, ['scan', '-s', '-i', 'default.json']);
    expect({ exitCode, names: stdout.includes(ACCOUNT) }).toEqual({ exitCode: 0, names: true });
  });

  test('writes all that there is where asked, as the AWS CLI does', async () => {
    const endpoint = await startWith({ pageSize: 2 });
    const { stderr } = await download(endpoint, [
      '-o',
      'accounts',
      '--include-unattached-policies',
      '--include-non-default-policy-versions',
    ]);
    expect(stderr).toBe('Wrote accounts/default.json: 1 user, 1 group, 1 role, 3 policies.\n');
    expect(readFileSync(join(workspace.path, 'accounts/default.json'), 'utf8')).toBe(
      `${JSON.stringify(smallAccount(), null, 4)}\n`,
    );
  });

  test('takes --endpoint-url before the environment', async () => {
    const endpoint = await startWith();
    const { exitCode } = await download(endpoint, ['--endpoint-url', endpoint.url], {
      AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
      AWS_ENDPOINT_URL_IAM: 'http://127.0.0.1:9',
    });
    expect(exitCode).toBe(0);
  });

  test.each([
    ['aws-cn', 'cn-northwest-1'],
    ['aws-us-gov', 'us-gov-east-1'],
  ] as const)('works in %s', async (partition, region) => {
    const endpoint = await startWith({ partition });
    expect((await download(endpoint, ['--region', region])).stderr).toBe(`${WROTE}${LEFT_OUT}\n`);
    expect((await download(endpoint, [], { AWS_DEFAULT_REGION: region })).exitCode).toBe(0);
  });

  test.each([
    [['--region', 'over there'], '--region: over there is no region; name one such as eu-central-1.'],
    [
      ['--endpoint-url', 'localhost:80'],
      '--endpoint-url: localhost:80 is no address; name one such as http://localhost:4566.',
    ],
    [['--timeout', 'long'], '--timeout: long is no number of seconds up to 3600; give one such as 60.'],
    [
      ['-p', 'all', '--organization'],
      '--organization needs the profile of one account, the management account; name it with --profile.',
    ],
    [
      ['-p', 'all'],
      'no profile was found in the shared configuration and credentials files; make one with: aws configure.',
    ],
    [
      ['-p', 'prdo'],
      'there is no profile prdo in the shared configuration and credentials files; check the name, or make it with: aws configure --profile prdo.',
    ],
    [[], 'no AWS credentials were found; name a profile with --profile, or make one with: aws configure.'],
  ])('says what is wrong before it calls: %j', async (parameters, sentence) => {
    expect(await runWithAws(workspace.path, ['download', ...parameters])).toEqual({
      exitCode: 2,
      signal: null,
      stdout: '',
      stderr: `cloudsplaining: ${sentence}\n`,
    });
    expect(written()).toEqual([]);
  });

  test('begins with the file, so that nothing is downloaded in vain', async () => {
    workspace.write({ out: 'a file' });
    const endpoint = await startWith();
    const { exitCode, stderr } = await download(endpoint, ['-o', 'out']);
    expect({ exitCode, stderr }).toEqual({
      exitCode: 2,
      stderr: 'cloudsplaining: out: this is a file, not a directory; choose another folder with --output.\n',
    });
    expect(endpoint.calls).toEqual([]);
  });
});

describe('download -p', () => {
  test('writes a file named after the profile, in the account of the profile', async () => {
    const endpoint = await startWith({ credentials: TWO_KEYS });
    profilesOf(endpoint);
    expect((await download(endpoint, ['-p', 'prod'])).exitCode).toBe(0);
    expect((await download(endpoint, [], { AWS_PROFILE: 'team/test' })).exitCode).toBe(0);
    expect((await download(endpoint, [], { AWS_DEFAULT_PROFILE: 'prod' })).exitCode).toBe(0);
    expect(written().sort()).toEqual(['prod.json', 'team_test.json']);
    expect(read('team_test.json')).toMatchObject({
      UserDetailList: [{ Arn: `arn:aws:iam::${OTHER}:user/team/ada` }],
    });
  });

  test('takes the address of the services from the profile', async () => {
    const endpoint = await startWith({ credentials: TWO_KEYS });
    profilesOf(endpoint);
    workspace.write({ config: `[profile prod]\nendpoint_url = ${endpoint.url}\n` });
    const { stderr } = await runWithAws(workspace.path, ['download', '-p', 'prod']);
    expect(stderr).toContain('Wrote prod.json');
  });

  test('all downloads every profile, and gives each that fails a line', async () => {
    const endpoint = await startWith({ credentials: TWO_KEYS });
    profilesOf(endpoint);
    const { exitCode, stdout, stderr } = await download(endpoint, ['-p', 'all']);
    expect({ exitCode, stdout }).toEqual({ exitCode: 3, stdout: '' });
    expect(stderr.split('\n')).toEqual([
      'left: AWS does not know the credentials of profile left; check the access key, and for an account in China or GovCloud name one of its regions with --region.',
      `Wrote prod.json: 1 user, 1 group, 1 role, 2 policies.${LEFT_OUT}`,
      `Wrote team_test.json: 1 user, 1 group, 1 role, 2 policies.${LEFT_OUT}`,
      '',
    ]);
    expect(written().sort()).toEqual(['prod.json', 'team_test.json']);
  });

  test('all exits with 2 where every profile fails', async () => {
    const endpoint = await startWith({ credentials: TWO_KEYS, misbehaviour: 'access-denied' });
    profilesOf(endpoint);
    const { exitCode, stderr } = await download(endpoint, ['-p', 'all']);
    expect({ exitCode, lines: stderr.trim().split('\n').length }).toEqual({ exitCode: 2, lines: 3 });
    expect(written()).toEqual([]);
  });
});

describe('download --organization', () => {
  const startOrganization = (options: Partial<EndpointOptions> = {}) =>
    startWith({
      accounts: [ACCOUNT, OTHER, THIRD].map((id) => ({ id, name: id, details: smallAccount('aws', id) })),
      organization: smallOrganization([ACCOUNT, OTHER, THIRD]),
      ...options,
    });

  test('also writes what binds each account, which scan takes', async () => {
    const endpoint = await startOrganization();
    const { exitCode, stderr } = await download(endpoint, ['--organization']);
    expect({ exitCode, stderr }).toEqual({
      exitCode: 0,
      stderr: `${WROTE}${LEFT_OUT}\nWrote organization.json: 3 accounts in 2 organisational units. Use it with: --organization-policies organization.json\n`,
    });
    expect(read('organization.json')).toMatchObject({
      managementAccount: ACCOUNT,
      accounts: {
        [OTHER]: { serviceControlPolicies: [{ level: 'root' }, { level: 'ou' }, { level: 'account' }] },
      },
      organization: { id: 'o-exampleorg', roots: [{ id: 'r-ab12', name: 'Root' }] },
    });
    const scan = await runWithAws(workspace.path, [
      'scan',
      '-s',
      '-i',
      'default.json',
      '--organization-policies',
      'organization.json',
    ]);
    expect({ exitCode: scan.exitCode, stderr: scan.stderr }).toEqual({ exitCode: 0, stderr: '' });
  });

  test('keeps the account where there is no organisation', async () => {
    const endpoint = await startWith();
    const { exitCode, stderr } = await download(endpoint, ['--organization']);
    expect({ exitCode, stderr }).toEqual({
      exitCode: 3,
      stderr: `${WROTE}${LEFT_OUT}\nThe organisation: this account is in no organisation; use credentials of its management account, or do without --organization.\n`,
    });
    expect(written()).toEqual(['default.json']);
  });

  test('names the missing permission', async () => {
    const endpoint = await startOrganization({
      misbehaviour: ({ service }) => (service === 'organizations' ? 'access-denied' : null),
    });
    const { exitCode, stderr } = await download(endpoint, ['--organization']);
    expect(exitCode).toBe(3);
    expect(stderr).toContain(
      `The organisation: arn:aws:iam::${ACCOUNT}:user/operator may not use organizations:DescribeOrganization (no identity-based policy allows it); use the management account of the organisation, or an account it delegates to, with the permission organizations:DescribeOrganization.\n`,
    );
  });
});

describe('download, where AWS misbehaves', () => {
  const OPERATOR = `arn:aws:iam::${ACCOUNT}:user/operator`;
  const unreadable = (how: string) =>
    `the answer to ${DETAILS} could not be read (XML parse error: ${how}); check --endpoint-url and whatever stands between here and AWS, and try again.`;
  const silence = `no answer to ${DETAILS} in time; check the network, and HTTPS_PROXY where there is a proxy, and try again.`;
  const broken = `the connection broke while ${DETAILS} was answered, again and again; check the network and try again.`;
  const SENTENCES: Readonly<Record<Exclude<Misbehaviour, 'slow-bytes' | 'clock-skew'>, string>> = {
    throttling: `AWS kept refusing ${DETAILS} because it is asked too often; try again later.`,
    'internal-error': `AWS failed to answer ${DETAILS} (status 500, InternalFailure); try again later.`,
    unavailable: `AWS failed to answer ${DETAILS} (status 503, ServiceUnavailable); try again later.`,
    'bad-gateway': `AWS failed to answer ${DETAILS} (status 502); try again later.`,
    reset: broken,
    'reset-mid-body': broken,
    hang: silence,
    'stall-mid-body': silence,
    'expired-token':
      'the session of these credentials has expired; get a new one (with IAM Identity Center: aws sso login).',
    'access-denied': `${OPERATOR} may not use ${DETAILS} (no identity-based policy allows it); give it the permission ${DETAILS}, which AWS's policy SecurityAudit holds.`,
    'truncated-page': unreadable('missing closing tag </Arn>'),
    'empty-body': `the answer to ${DETAILS} could not be read (it is empty); check --endpoint-url and whatever stands between here and AWS, and try again.`,
    'invalid-body': unreadable('expected > at the end of opening tag'),
  };

  test.each(Object.entries(SENTENCES))('always: %s', async (name, sentence) => {
    // The table's keys are misbehaviours.
    const endpoint = await startWith({ misbehaviour: name as Misbehaviour });
    const { exitCode, stdout, stderr } = await download(endpoint, ['-v'], { AWS_MAX_ATTEMPTS: '2' });
    const [last = ''] = stderr.trim().split('\n').slice(-1);
    expect({ exitCode, stdout, last: last.replace(/(?<=error: )[^)]*(?=\))/, '…') }).toEqual({
      exitCode: 2,
      stdout: '',
      last: `cloudsplaining: ${sentence.replace(/(?<=error: )[^)]*(?=\))/, '…')}`,
    });
    expect(written()).toEqual([]);
    expectNoSecret(endpoint, stderr);
  });

  test.each(MISBEHAVIOURS.filter((name) => name !== 'access-denied' && name !== 'expired-token'))(
    'at first: %s',
    async (name) => {
      const endpoint = await startWith({ misbehaviour: misbehaveAtFirst(name), pageSize: 2 });
      const { exitCode, stdout, stderr } = await download(endpoint, ['-v'], { AWS_MAX_ATTEMPTS: '8' });
      expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: '' });
      expect(stderr).toContain(`${WROTE}${LEFT_OUT}\n`);
      expectNoSecret(endpoint, stderr);
    },
  );

  test('nobody answers', async () => {
    const { exitCode, stderr } = await runWithAws(
      workspace.path,
      ['download', '--endpoint-url', 'http://127.0.0.1:9'],
      { AWS_ACCESS_KEY_ID: 'AKIAUNKNOWNUNKNOWN22', AWS_SECRET_ACCESS_KEY: 'secret' },
    );
    expect({ exitCode, stderr }).toEqual({
      exitCode: 2,
      stderr:
        'cloudsplaining: no connection to 127.0.0.1:9; check the network and --endpoint-url, and HTTPS_PROXY where there is a proxy.\n',
    });
  });
});

/** Nothing that was said or written holds a secret of the endpoint. */
function expectNoSecret(endpoint: AwsEndpoint, said: string): void {
  const files = written().map((name) => readFileSync(join(workspace.path, name), 'utf8'));
  expect(endpoint.secrets.length).toBeGreaterThan(0);
  for (const secret of endpoint.secrets) {
    for (const text of [said, ...files]) expect(text.includes(secret)).toBe(false);
  }
  expect(existsSync(join(workspace.path, 'default.json')) || files.length === 0).toBe(true);
}
