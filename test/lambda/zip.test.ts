import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cleanVariables, keyVariables } from '../aws/aws-environment.js';
import { useEndpoint } from '../aws/running-endpoint.js';
import type { AwsEndpoint } from '../aws-endpoint/aws-endpoint.js';
import { DeployedTemplate, readTemplate, textOf } from '../deploy/cloudformation-template.js';
import { deployedOrganization, jsonOf, VARIABLES, WORKLOAD } from './deployed-functions.js';

const ROOT = join(import.meta.dirname, '../..');
const ZIP = join(ROOT, 'dist-lambda/cloudsplaining-lambda.zip');
/** Milliseconds for a build on a busy machine. */
const SLOW = 120_000;
const run = promisify(execFile);
const start = useEndpoint();
/** Where Lambda would unpack the zip. */
const task = mkdtempSync(join(tmpdir(), 'cloudsplaining-lambda-'));
let digests: readonly string[] = [];

/** What Lambda does with a handler's name: loads the file and calls the function. */
const INVOKE = `
const [file, name, event] = process.argv.slice(1);
require(file)[name](JSON.parse(event)).then(
  (result) => console.log(JSON.stringify(result)),
  ({ name, message }) => console.log(JSON.stringify({ errorType: name, errorMessage: message })),
);`;

async function build(timeZone: string): Promise<string> {
  const script = join(ROOT, 'scripts/build-lambda.ts');
  await run(process.execPath, ['--import', 'tsx', script], {
    cwd: ROOT,
    env: { ...process.env, TZ: timeZone },
  });
  return createHash('sha256').update(readFileSync(ZIP)).digest('hex');
}

beforeAll(async () => {
  digests = [await build('UTC'), await build('Asia/Kathmandu')];
  for (const [name, bytes] of Object.entries(unzipSync(readFileSync(ZIP)))) {
    const path = join(task, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, bytes);
  }
}, SLOW);

afterAll(() => rmSync(task, { recursive: true }));

/** Calls a function as the template names it. */
async function invoke(endpoint: AwsEndpoint, resource: string, event: unknown): Promise<unknown> {
  const template = new DeployedTemplate(readTemplate('template.yaml'), { ExternalId: 'a-long-external-id' });
  const handler = textOf(template.resources('AWS::Lambda::Function').get(resource)?.['Handler']);
  const [module = '', name = ''] = handler.split('.');
  const { stdout } = await run(
    process.execPath,
    ['-e', INVOKE, join(task, `${module}.js`), name, JSON.stringify(event)],
    {
      cwd: task,
      env: {
        ...cleanVariables(task),
        ...keyVariables(endpoint),
        ...VARIABLES,
        AWS_ENDPOINT_URL: endpoint.url,
      },
    },
  );
  const answer: unknown = JSON.parse(stdout);
  return answer;
}

test('the zip has the same bytes wherever it is made', () => {
  expect(digests[0]).toBe(digests[1]);
});

test('the zip holds the functions, what they read, and the licences', () => {
  expect(Object.keys(unzipSync(readFileSync(ZIP)))).toEqual([
    'LICENSE',
    'THIRD-PARTY-NOTICES.txt',
    'dist/catalog/index.json',
    'dist/lambda/list-accounts.js',
    'dist/lambda/roll-up.js',
    'dist/lambda/scan-account.js',
    'dist/report-app/app.json',
    'package.json',
  ]);
});

test('the functions of the zip scan an organisation', { timeout: SLOW }, async () => {
  const endpoint = await start(deployedOrganization());
  const listed = await invoke(endpoint, 'ListAccountsFunction', { execution: 'first', input: {} });
  expect(listed).toMatchObject({ run: 'first', accounts: 3 });
  const account = { name: 'work-load', id: WORKLOAD };
  expect(await invoke(endpoint, 'ScanAccountFunction', { run: 'first', account })).toEqual({
    ...account,
    scanned: 'now',
  });
  expect(await invoke(endpoint, 'ScanAccountFunction', { run: 'first', account })).toEqual({
    ...account,
    scanned: 'earlier',
  });
  expect(await invoke(endpoint, 'ScanAccountFunction', { run: 'first' })).toEqual({
    errorType: 'PermanentFailure',
    errorMessage: 'expected an object, not nothing (at $.account).',
  });
  expect(await invoke(endpoint, 'RollUpFunction', { run: 'first', execution: 'first' })).toMatchObject({
    scanned: 1,
    failed: 2,
  });
  expect(jsonOf(endpoint, 'first/organization-findings.json')).toMatchObject({
    accounts: [{ name: 'work-load', accountId: WORKLOAD }],
  });
});
