import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { Bucket } from '../../src/aws/bucket.js';
import { s3Client } from '../../src/aws/clients.js';
import { handler as listAccounts } from '../../src/lambda/list-accounts.js';
import { connectionTo, useAwsEnvironment } from '../aws/aws-environment.js';
import { useEndpoint } from '../aws/running-endpoint.js';
import { BUCKET, deployedOrganization, MANAGEMENT, VARIABLES } from './deployed-functions.js';

const environment = useAwsEnvironment();
const start = useEndpoint();
const ADA = '{"users":["ada"]}';
const EVE = '{"users":["eve"]}';

async function startFunctions(variables: Readonly<Record<string, string>>) {
  const endpoint = await start(deployedOrganization());
  environment.useKey(endpoint);
  environment.set({ ...VARIABLES, ...variables, AWS_ENDPOINT_URL: endpoint.url });
  const bucket = new Bucket(s3Client(connectionTo(endpoint)), BUCKET, '', null);
  const put = (key: string, text: string): Promise<void> =>
    bucket.put(key, Buffer.from(text), 'application/json');
  await put('wanted.json', JSON.stringify({ accounts: { management: MANAGEMENT } }));
  return { endpoint, put };
}

/** How the first function refuses an execution; null where it does not. */
async function refusal(execution: string, input: unknown): Promise<string | null> {
  try {
    await listAccounts({ execution, input });
    return null;
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  }
}

const differs = (before: string, now: string): string =>
  `PermanentFailure: s3://results/first/cloudsplaining-run.json: the run was begun with ${before} and cannot go on with ${now}; give the same options, or begin a new run elsewhere, with another output directory, prefix or run name (at $.settings).`;
const digest = (text: string): string => createHash('sha256').update(text).digest('hex');

test('a run over a list does not go on with the organisation, nor the other way round', async () => {
  const { endpoint } = await startFunctions({});
  expect(await refusal('first', { accountsKey: 'wanted.json' })).toBe(null);
  expect(await refusal('second', { run: 'first', accountsKey: 'wanted.json' })).toBe(null);
  expect(await refusal('third', { run: 'first' })).toBe(differs('accountsKey given', 'it left out'));
  expect(endpoint.calls.filter(({ service }) => service === 'organizations')).toEqual([]);

  await startFunctions({});
  expect(await refusal('first', {})).toBe(null);
  expect(await refusal('second', { run: 'first', accountsKey: 'wanted.json' })).toBe(
    differs('accountsKey left out', 'it given'),
  );
});

test('a run does not go on with other exclusions, and none begins without those it is to have', async () => {
  const { put } = await startFunctions({ EXCLUSIONS_KEY: 'exclusions.json' });
  expect(await refusal('first', {})).toBe(
    'PermanentFailure: s3://results/exclusions.json: there is no such object; put it there.',
  );
  await put('exclusions.json', ADA);
  expect(await refusal('first', {})).toBe(null);
  expect(await refusal('second', { run: 'first' })).toBe(null);
  await put('exclusions.json', EVE);
  expect(await refusal('third', { run: 'first' })).toBe(
    differs(
      `ExclusionsKey exclusions.json with the SHA-256 ${digest(ADA)}`,
      `exclusions.json with the SHA-256 ${digest(EVE)}`,
    ),
  );
});
