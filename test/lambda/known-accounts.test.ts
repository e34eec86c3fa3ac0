import { expect, test } from 'vitest';
import { parseFindings } from '../../src/assessment/parse-findings.js';
import { Bucket } from '../../src/aws/bucket.js';
import { s3Client } from '../../src/aws/clients.js';
import { handler as listAccounts } from '../../src/lambda/list-accounts.js';
import { handler as rollUp } from '../../src/lambda/roll-up.js';
import { details, role, trusting } from '../account/authorization-details.js';
import { connectionTo, useAwsEnvironment } from '../aws/aws-environment.js';
import { useEndpoint } from '../aws/running-endpoint.js';
import type { AwsEndpoint } from '../aws-endpoint/aws-endpoint.js';
import type { AuthorizationDetails } from '../aws-endpoint/endpoint-options.js';
import {
  BUCKET,
  deployedOrganization,
  jsonOf,
  MANAGEMENT,
  memberAccount,
  runStateMachine,
  SANDBOX,
  textOf,
  VARIABLES,
  WORKLOAD,
} from './deployed-functions.js';

const environment = useAwsEnvironment();
const start = useEndpoint();
const VENDOR = '999900001111';

/** Of the management account, with a role for everyone of the sandbox and one for everyone of a vendor. */
const TRUSTING = details({
  roles: Object.entries({ fromSandbox: SANDBOX, fromVendor: VENDOR }).map(([name, id]) =>
    role(name, { AssumeRolePolicyDocument: trusting({ AWS: `arn:aws:iam::${id}:root` }) }),
  ),
  // The functions that make entries make them as AWS does.
}) as unknown as AuthorizationDetails;

async function startFunctions(isRefused: (roleArn: string) => boolean = () => false) {
  const endpoint = await start(
    deployedOrganization({
      misbehaviour: ({ action, resource }) =>
        action === 'AssumeRole' && isRefused(resource) ? 'access-denied' : null,
      accounts: [
        memberAccount(MANAGEMENT, 'management', { details: TRUSTING }),
        memberAccount(WORKLOAD, 'workload'),
        memberAccount(SANDBOX, 'sandbox', { status: 'SUSPENDED' }),
      ],
    }),
  );
  environment.useKey(endpoint);
  environment.set({ ...VARIABLES, AWS_ENDPOINT_URL: endpoint.url, FLAG_TRUST_POLICIES: 'yes' });
  const bucket = new Bucket(s3Client(connectionTo(endpoint)), BUCKET, '', null);
  const put = (key: string, text: string): Promise<void> =>
    bucket.put(key, Buffer.from(text), 'application/json');
  const run = async (execution: string, input: Readonly<Record<string, unknown>>) => {
    const before = endpoint.calls.length;
    await runStateMachine(endpoint, execution, input, put);
    return endpoint.calls
      .slice(before)
      .flatMap(({ action, resource }) => (action === 'AssumeRole' ? [resource.split(':')[4]] : []));
  };
  return { endpoint, put, run };
}

function thirdParties(endpoint: AwsEndpoint): readonly (string | undefined)[] {
  const { findings, principals } = parseFindings(jsonOf(endpoint, 'first/management.findings.json'));
  return findings.flatMap(({ kind, subject }) =>
    kind === 'AssumableByThirdPartyWithoutExternalId' && subject.type === 'trust-policy'
      ? [principals[subject.principal]?.name]
      : [],
  );
}

test('a run over an organisation knows all accounts of it', async () => {
  const { endpoint, run } = await startFunctions();
  await run('first', {});
  expect(thirdParties(endpoint)).toEqual(['fromVendor']);
});

test('a run that goes on knows accounts of before, and scans again who trusts one that is new', async () => {
  const { endpoint, put, run } = await startFunctions();
  const list = (accounts: Readonly<Record<string, string>>) =>
    put('wanted.json', JSON.stringify({ accounts }));
  const input = { run: 'first', accountsKey: 'wanted.json' };
  await list({ management: MANAGEMENT, workload: WORKLOAD });
  expect(await run('first', input)).toEqual([MANAGEMENT, WORKLOAD]);
  expect(thirdParties(endpoint)).toEqual(['fromSandbox', 'fromVendor']);

  environment.set({ EXCLUDE_ACCOUNTS: 'sandbox' });
  await list({ management: MANAGEMENT, workload: WORKLOAD, sandbox: SANDBOX });
  expect(await run('second', input)).toEqual([MANAGEMENT]);
  expect(thirdParties(endpoint)).toEqual(['fromVendor']);
  expect(jsonOf(endpoint, 'first/state/known-since.json')).toEqual({ [SANDBOX]: expect.any(String) });
  expect(await run('again', input)).toEqual([]);

  environment.set({ EXCLUDE_ACCOUNTS: '' });
  await list({ workload: WORKLOAD });
  expect(await run('third', input)).toEqual([]);
  expect(jsonOf(endpoint, 'first/cloudsplaining-run.json')).toMatchObject({
    knownAccounts: [MANAGEMENT, WORKLOAD, SANDBOX],
  });
});

test('an account that cannot be scanned again is listed, though its earlier files are there, and so until it can', async () => {
  let refused = 'nobody';
  const { endpoint, put, run } = await startFunctions((roleArn) => roleArn.includes(refused));
  const list = (accounts: Readonly<Record<string, string>>) =>
    put('wanted.json', JSON.stringify({ accounts }));
  const input = { run: 'first', accountsKey: 'wanted.json' };
  const came = () => {
    const { accounts, notAssessed } = jsonOf(endpoint, 'first/organization-findings.json') as {
      readonly accounts: readonly { readonly name: string }[];
      readonly notAssessed: readonly { readonly what: string }[];
    };
    return [accounts.map(({ name }) => name).sort(), notAssessed.map(({ what }) => what)];
  };
  await list({ management: MANAGEMENT, workload: WORKLOAD });
  await run('first', input);
  await list({ management: MANAGEMENT, workload: WORKLOAD, sandbox: SANDBOX });
  environment.set({ EXCLUDE_ACCOUNTS: 'sandbox' });
  refused = MANAGEMENT;
  await run('second', input);
  expect(came()).toEqual([['workload'], [`management (${MANAGEMENT})`]]);

  refused = 'nobody';
  await run('second', input);
  expect(came()).toEqual([['management', 'workload'], []]);
});

test('an account that other policies of the organisation bind now is scanned again', async () => {
  const { endpoint, put, run } = await startFunctions();
  await run('first', {});
  expect(await run('second', { run: 'first' })).toEqual([]);
  expect(endpoint.buckets.get(BUCKET)?.has('first/state/bound-since.json')).toBe(false);

  const key = `first/state/guardrails/${WORKLOAD}.json`;
  const now = textOf(endpoint, key);
  // As if a policy had had another name when the run began.
  await put(key, now.replace('"stay"', '"remain"'));
  expect(await run('third', { run: 'first' })).toEqual([WORKLOAD]);
  expect(jsonOf(endpoint, 'first/state/bound-since.json')).toEqual({ [WORKLOAD]: expect.any(String) });
  expect(textOf(endpoint, key)).toBe(now);
  expect(await run('fourth', { run: 'first' })).toEqual([]);

  await put(key, now.replace('"stay"', '"leave"'));
  expect(await run('fifth', { run: 'first' })).toEqual([WORKLOAD]);
});

test('an account that was to be scanned again and had no turn is listed, though its earlier files are there', async () => {
  const { endpoint, put, run } = await startFunctions();
  await run('first', {});
  const key = `first/state/guardrails/${WORKLOAD}.json`;
  await put(key, textOf(endpoint, key).replace('"stay"', '"remain"'));
  // As where too many others failed before it: no account is scanned.
  await listAccounts({ execution: 'second', input: { run: 'first' } });
  expect(await rollUp({ execution: 'second', run: 'first' })).toMatchObject({ scanned: 1, failed: 1 });
  expect(jsonOf(endpoint, 'first/organization-findings.json')).toMatchObject({
    accounts: [{ name: 'management' }],
    notAssessed: [{ what: `workload (${WORKLOAD})` }, { what: `sandbox (${SANDBOX})` }],
  });
});

test('what a run keeps of such accounts is named in full where it is broken', async () => {
  const { put, run } = await startFunctions();
  const list = (accounts: Readonly<Record<string, string>>) =>
    put('wanted.json', JSON.stringify({ accounts }));
  const input = { run: 'first', accountsKey: 'wanted.json' };
  await list({ management: MANAGEMENT });
  await run('first', input);
  await put('first/state/known-since.json', '{');
  await list({ management: MANAGEMENT, workload: WORKLOAD });
  await expect(run('second', input)).rejects.toMatchObject({
    name: 'PermanentFailure',
    message: 's3://results/first/state/known-since.json: this is no JSON; correct it.',
  });
});
