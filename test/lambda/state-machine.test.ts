import { describe, expect, test } from 'vitest';
import { parseAuthorizationDetails } from '../../src/account/parse-authorization-details.js';
import { parseOrganizationPolicies } from '../../src/account/organization-policies.js';
import { assess } from '../../src/assessment/assess.js';
import type { Assessment } from '../../src/assessment/assessment.js';
import { parseFindings } from '../../src/assessment/parse-findings.js';
import { Bucket } from '../../src/aws/bucket.js';
import { s3Client } from '../../src/aws/clients.js';
import { loadCatalog } from '../../src/catalog/catalog-file.js';
import { handler as listAccounts } from '../../src/lambda/list-accounts.js';
import { handler as rollUp } from '../../src/lambda/roll-up.js';
import { handler as scanAccount } from '../../src/lambda/scan-account.js';
import { findingsChunks } from '../../src/output/findings.js';
import type { AwsEndpoint, EndpointOptions } from '../aws-endpoint/aws-endpoint.js';
import { smallOrganization } from '../aws-endpoint/small-organization.js';
import { smallAccount } from '../aws/small-account.js';
import { connectionTo, useAwsEnvironment } from '../aws/aws-environment.js';
import { useEndpoint } from '../aws/running-endpoint.js';
import {
  BUCKET,
  deployedOrganization,
  EXTERNAL_ID,
  jsonOf,
  keysOf,
  MANAGEMENT,
  memberAccount,
  runStateMachine,
  SANDBOX,
  textOf,
  VARIABLES,
  WORKLOAD,
  type MappedRun,
} from './deployed-functions.js';

/** What a download keeps: policies that somebody has. */
const USED_POLICIES = smallAccount('aws', WORKLOAD).Policies.filter(
  ({ PolicyName }) => PolicyName !== 'forgotten',
);

const environment = useAwsEnvironment();
const start = useEndpoint();

async function startWith(
  more: Partial<EndpointOptions> = {},
  variables: Readonly<Record<string, string>> = {},
) {
  const endpoint = await start(deployedOrganization(more));
  environment.useKey(endpoint);
  environment.set({ ...VARIABLES, ...variables, AWS_ENDPOINT_URL: endpoint.url });
  return endpoint;
}

function put(endpoint: AwsEndpoint, key: string, text: string): Promise<void> {
  return new Bucket(s3Client(connectionTo(endpoint)), BUCKET, '', null).put(
    key,
    Buffer.from(text),
    'application/json',
  );
}

function run(
  endpoint: AwsEndpoint,
  execution: string,
  input: Readonly<Record<string, unknown>> = {},
): Promise<MappedRun> {
  return runStateMachine(endpoint, execution, input, (key, text) => put(endpoint, key, text));
}

function organizationFindings(endpoint: AwsEndpoint, folder: string) {
  return jsonOf(endpoint, `${folder}/organization-findings.json`) as {
    accounts: { name: string; accountId: string; files: unknown }[];
    notAssessed: unknown;
  };
}

const REFUSED = (id: string): string =>
  `arn:aws:iam::${MANAGEMENT}:user/operator may not assume arn:aws:iam::${id}:role/audit/CloudsplainingReadOnly; the role must be there and trust the caller with the same external id, and the caller needs sts:AssumeRole.`;

describe('a run over an organisation', () => {
  test('scans every account and writes the page over all', async () => {
    const endpoint = await startWith();
    const { listed, failed, rolledUp } = await run(endpoint, 'first');
    expect(listed).toEqual({
      run: 'first',
      execution: 'first',
      accountsKey: 'first/state/accounts.json',
      mapResults: 'first/state/map/first',
      accounts: 3,
      leftOut: 0,
    });
    expect(jsonOf(endpoint, 'first/state/accounts.json')).toEqual([
      { name: 'management', id: MANAGEMENT },
      { name: 'work-load', id: WORKLOAD },
      { name: 'sandbox', id: SANDBOX },
    ]);
    expect(failed.size).toBe(0);
    expect(keysOf(endpoint)).toEqual([
      'first/cloudsplaining-run.json',
      'first/index.html',
      'first/management.crossings.json',
      'first/management.findings.json',
      'first/management.html',
      'first/organization-findings.json',
      'first/sandbox.crossings.json',
      'first/sandbox.findings.json',
      'first/sandbox.html',
      `first/state/accounts.json`,
      `first/state/guardrails/${MANAGEMENT}.json`,
      `first/state/guardrails/${WORKLOAD}.json`,
      `first/state/guardrails/${SANDBOX}.json`,
      'first/state/left-out.json',
      'first/state/map/first/0f0f-map-run/manifest.json',
      'first/state/organization.json',
      'first/work-load.crossings.json',
      'first/work-load.findings.json',
      'first/work-load.html',
    ]);
    expect(rolledUp).toEqual({
      page: 's3://results/first/index.html',
      findings: 's3://results/first/organization-findings.json',
      scanned: 3,
      failed: 0,
      leftOut: 0,
    });
    const findings = organizationFindings(endpoint, 'first');
    expect(findings.accounts.map(({ name, accountId, files }) => [name, accountId, files])).toEqual(
      [
        ['management', MANAGEMENT],
        ['sandbox', SANDBOX],
        ['work-load', WORKLOAD],
      ].map(([name, id]) => [name, id, { report: `${name}.html`, findings: `${name}.findings.json` }]),
    );
    expect(findings.notAssessed).toEqual([]);
    expect(jsonOf(endpoint, 'first/cloudsplaining-run.json')).toMatchObject({
      settings: { MemberRoleName: 'CloudsplainingReadOnly', WriteDataFile: 'no' },
      finishedAt: expect.stringMatching(/^\d{4}-.*Z$/),
    });
  });

  test('gives files their types, and the results in the shape of 0.9.1 where they are asked for', async () => {
    const endpoint = await startWith({}, { WRITE_DATA_FILE: 'yes' });
    await run(endpoint, 'first');
    const objects = endpoint.buckets.get(BUCKET);
    expect(
      ['management.html', 'management.findings.json', 'management.json', 'index.html'].map(
        (name) => objects?.get(`first/${name}`)?.contentType,
      ),
    ).toEqual([
      'text/html; charset=utf-8',
      'application/json',
      'application/json',
      'text/html; charset=utf-8',
    ]);
  });

  test('hands each account the policies that bind it', async () => {
    const endpoint = await startWith();
    await listAccounts({ execution: 'first', input: {} });
    expect(jsonOf(endpoint, `first/state/guardrails/${SANDBOX}.json`)).toMatchObject({
      managementAccount: MANAGEMENT,
      accounts: {
        [SANDBOX]: {
          serviceControlPolicies: [
            { level: 'root', policies: [{ name: 'FullAWSAccess' }, { name: 'stay' }] },
            { level: 'ou', name: 'Workloads', policies: [{ name: 'FullAWSAccess' }] },
            { level: 'ou', name: 'Sandboxes & <trials>', policies: [{ name: 'FullAWSAccess' }] },
            { level: 'account', name: 'sandbox', policies: [{ name: 'FullAWSAccess' }, { name: 'stay' }] },
          ],
        },
      },
    });
  });

  test('judges accounts under these policies', async () => {
    const endpoint = await startWith({
      organization: smallOrganization([MANAGEMENT, WORKLOAD, SANDBOX], {
        policies: [
          {
            id: 'p-allow',
            name: 'allow',
            type: 'SERVICE_CONTROL_POLICY',
            document: {
              Version: '2012-10-17',
              Statement: [{ Effect: 'Allow', Action: 'ec2:*', Resource: '*' }],
            },
            targets: ['r-ab12', 'ou-ab12-workloads', WORKLOAD],
          },
        ],
      }),
    });
    await run(endpoint, 'first');
    const written = parseFindings(jsonOf(endpoint, 'first/work-load.findings.json'));
    const account = parseAuthorizationDetails({ ...smallAccount('aws', WORKLOAD), Policies: USED_POLICIES });
    const settings = { catalog: loadCatalog(), name: 'work-load', now: new Date(written.assessedAt) };
    const bound = parseOrganizationPolicies(jsonOf(endpoint, `first/state/guardrails/${WORKLOAD}.json`));
    const asFile = (assessment: Assessment): unknown =>
      parseFindings(JSON.parse([...findingsChunks(assessment)].join('')));
    expect(written).toEqual(asFile(assess(account, { ...settings, organizationPolicies: bound })));
    expect(written).not.toEqual(asFile(assess(account, settings)));
  });

  test('lists accounts that fail and those left out, each with the reason, and scans the others', async () => {
    const endpoint = await startWith({
      accounts: [
        memberAccount(MANAGEMENT, 'management'),
        memberAccount(WORKLOAD, 'work/load', { roles: [] }),
        memberAccount(SANDBOX, 'sandbox', { status: 'SUSPENDED' }),
      ],
    });
    const { failed, rolledUp } = await run(endpoint, 'first');
    expect([...failed].map(([id, { Error }]) => [id, Error])).toEqual([[WORKLOAD, 'PermanentFailure']]);
    expect(rolledUp).toMatchObject({ scanned: 1, failed: 1, leftOut: 1 });
    expect(organizationFindings(endpoint, 'first').notAssessed).toEqual([
      { what: `work-load (${WORKLOAD})`, reason: REFUSED(WORKLOAD) },
      { what: `sandbox (${SANDBOX})`, reason: 'its status is SUSPENDED' },
    ]);
  });

  test('is about the units and accounts that the parameters choose', async () => {
    const endpoint = await startWith({}, { INCLUDE_UNITS: ' Workloads , ', EXCLUDE_ACCOUNTS: 'sandbox' });
    const { listed } = await run(endpoint, 'first');
    expect(listed.accounts).toBe(1);
    expect(jsonOf(endpoint, 'first/state/accounts.json')).toEqual([{ name: 'work-load', id: WORKLOAD }]);
  });

  test('goes on where it was stopped', async () => {
    const accounts = [
      memberAccount(MANAGEMENT, 'management'),
      memberAccount(WORKLOAD, 'workload', { roles: [] }),
    ];
    const organization = deployedOrganization().organization;
    const endpoint = await startWith({ accounts });
    const { rolledUp } = await run(endpoint, 'first', {
      accountsKey: await listOf(endpoint, ['management', 'workload']),
    });
    expect(rolledUp).toMatchObject({ scanned: 1, failed: 1 });
    const before = textOf(endpoint, 'first/management.findings.json');

    const mended = await startWith({
      accounts: [memberAccount(MANAGEMENT, 'management'), memberAccount(WORKLOAD, 'workload')],
      ...(organization === undefined ? {} : { organization }),
    });
    for (const key of keysOf(endpoint)) await put(mended, key, textOf(endpoint, key));
    const again = await run(mended, 'second', { run: 'first', accountsKey: 'wanted.json' });
    expect(again.listed).toMatchObject({
      run: 'first',
      execution: 'second',
      mapResults: 'first/state/map/second',
    });
    expect(again.rolledUp).toMatchObject({ scanned: 2, failed: 0 });
    expect(textOf(mended, 'first/management.findings.json')).toBe(before);
    expect(mended.calls.filter(({ action }) => action === 'AssumeRole')).toHaveLength(1);
    expect(organizationFindings(mended, 'first').notAssessed).toEqual([]);
  });

  async function listOf(endpoint: AwsEndpoint, names: readonly string[]): Promise<string> {
    const ids = [MANAGEMENT, WORKLOAD, SANDBOX];
    const accounts = Object.fromEntries(names.map((name, index) => [name, ids[index]]));
    await put(endpoint, 'wanted.json', JSON.stringify({ accounts }));
    return 'wanted.json';
  }

  test('takes a list of accounts from the bucket, and asks the organisation nothing', async () => {
    const endpoint = await startWith();
    const { rolledUp } = await run(endpoint, 'first', {
      accountsKey: await listOf(endpoint, ['one', 'two']),
    });
    expect(rolledUp).toMatchObject({ scanned: 2, failed: 0, leftOut: 0 });
    expect(endpoint.calls.filter(({ service }) => service === 'organizations')).toEqual([]);
    expect(keysOf(endpoint).filter((key) => key.includes('guardrails'))).toEqual([]);
  });

  test('applies the exclusions of the bucket', async () => {
    const endpoint = await startWith(
      {},
      { EXCLUSIONS_KEY: 'exclusions.json', FLAG_ALL_RISKY_ACTIONS: 'yes' },
    );
    await put(endpoint, 'exclusions.json', JSON.stringify({ users: ['ada'] }));
    await run(endpoint, 'first');
    expect(jsonOf(endpoint, 'first/management.findings.json')).toMatchObject({
      exclusions: { rules: { users: ['ada'] } },
    });
  });

  test('writes no credential anywhere', async () => {
    const endpoint = await startWith({
      accounts: [
        memberAccount(MANAGEMENT, 'management'),
        memberAccount(WORKLOAD, 'work', { roles: [] }),
        memberAccount(SANDBOX, 'sand'),
      ],
    });
    const { listed, failed, rolledUp } = await run(endpoint, 'first');
    const everything = [
      JSON.stringify([listed, [...failed], rolledUp]),
      ...keysOf(endpoint).map((key) => textOf(endpoint, key)),
    ];
    const secrets = [...endpoint.secrets, EXTERNAL_ID];
    expect(secrets.length).toBeGreaterThan(4);
    expect(secrets.filter((secret) => everything.some((text) => text.includes(secret)))).toEqual([]);
  });
});

describe('a failure', () => {
  const event = { run: 'first', account: { name: 'workload', id: WORKLOAD } };

  test.each([
    ['throttling', 'ThrottledFailure'],
    ['internal-error', 'TransientFailure'],
    ['unavailable', 'TransientFailure'],
    ['bad-gateway', 'TransientFailure'],
    ['reset', 'TransientFailure'],
    ['reset-mid-body', 'TransientFailure'],
    ['truncated-page', 'TransientFailure'],
    ['invalid-body', 'TransientFailure'],
    ['expired-token', 'PermanentFailure'],
    ['access-denied', 'PermanentFailure'],
  ] as const)('has the name that the state machine knows: %s', async (misbehaviour, name) => {
    await startWith(
      { misbehaviour: ({ service }) => (service === 'iam' ? misbehaviour : null) },
      { AWS_MAX_ATTEMPTS: '1' },
    );
    await expect(scanAccount(event)).rejects.toMatchObject({ name });
  });

  test('of somebody who left out a variable, or of a list, is a sentence', async () => {
    const endpoint = await startWith({}, { MEMBER_ROLE_NAME: '' });
    await expect(scanAccount(event)).rejects.toMatchObject({
      name: 'PermanentFailure',
      message: 'The function lacks the variable MEMBER_ROLE_NAME; deploy the template again.',
    });
    environment.set(VARIABLES);
    const list = async (input: unknown) => listAccounts({ execution: 'first', input });
    const refused = async (input: unknown): Promise<string> => {
      const error = await list(input).then(
        () => null,
        (reason: unknown) => reason,
      );
      return error instanceof Error ? `${error.name}: ${error.message}` : 'nothing';
    };
    expect(await refused({ accountsKey: 'none.json' })).toBe(
      'PermanentFailure: s3://results/none.json: there is no such object; put it there.',
    );
    await put(endpoint, 'bad.json', '{"accounts":{"a":"1"}}');
    expect(await refused({ accountsKey: 'bad.json' })).toBe(
      'PermanentFailure: s3://results/bad.json: an account id is a string of 12 digits, not "1" (at $.accounts.a).',
    );
    await put(endpoint, 'worse.json', 'accounts:');
    expect(await refused({ accountsKey: 'worse.json' })).toBe(
      'PermanentFailure: s3://results/worse.json: this is no JSON; correct it.',
    );
    expect(await refused({ run: '../other' })).toBe(
      'PermanentFailure: the name of a run has 1 to 80 letters, digits, - and _ (at $.input.run).',
    );
    expect(await refused({ runs: 'x' })).toBe(
      'PermanentFailure: the input of an execution may hold "run" and "accountsKey", not "runs" (at $.input).',
    );
    environment.set({ INCLUDE_UNITS: 'nowhere' });
    expect(await refused({})).toBe(
      'PermanentFailure: The organisation has no unit "nowhere"; give IncludeUnits the path or the id of one of these: Workloads (ou-ab12-workloads), Workloads/Sandboxes & <trials> (ou-ab12-sandboxes).',
    );
  });

  test('of a run that goes on in another way names the setting', async () => {
    await startWith();
    await listAccounts({ execution: 'first', input: {} });
    environment.set({ WRITE_DATA_FILE: 'yes' });
    await expect(listAccounts({ execution: 'second', input: { run: 'first' } })).rejects.toMatchObject({
      name: 'PermanentFailure',
      message: expect.stringContaining('the run was begun with WriteDataFile no and cannot go on with yes'),
    });
  });

  test('of all accounts is one of the run', async () => {
    const endpoint = await startWith({
      accounts: [MANAGEMENT, WORKLOAD, SANDBOX].map((id) => memberAccount(id, id, { roles: [] })),
    });
    await expect(run(endpoint, 'first')).rejects.toMatchObject({
      name: 'PermanentFailure',
      message: `None of the 3 accounts could be scanned; the first because ${REFUSED(MANAGEMENT)}`,
    });
    expect(keysOf(endpoint)).not.toContain('first/index.html');
  });

  test('that the state machine tells nothing of is listed too, and so is a broken file', async () => {
    const endpoint = await startWith();
    await run(endpoint, 'first');
    await put(endpoint, 'first/sandbox.findings.json', '{}');
    await put(
      endpoint,
      'first/state/accounts.json',
      JSON.stringify([
        { name: 'management', id: MANAGEMENT },
        { name: 'sandbox', id: SANDBOX },
        { name: 'new', id: '000011112222' },
      ]),
    );
    expect(await rollUp({ run: 'first', execution: 'first' })).toMatchObject({ scanned: 1, failed: 2 });
    expect(organizationFindings(endpoint, 'first').notAssessed).toEqual([
      {
        what: `sandbox (${SANDBOX})`,
        reason: expect.stringMatching(/^s3:\/\/results\/first\/sandbox\.findings\.json: /),
      },
      {
        what: 'new (000011112222)',
        reason:
          'no result was written: the run was stopped before its turn, or the function ran out of time or memory.',
      },
    ]);
  });

  test.each([
    ['{"run":"first"}', { run: 'first' }],
    ['an account without an id', { run: 'first', account: { name: 'a' } }],
    ['a text', 'first'],
  ])('of a state machine that passes on something else: %s', async (_, wrong) => {
    await startWith();
    await expect(scanAccount(wrong)).rejects.toMatchObject({ name: 'PermanentFailure' });
  });
});
