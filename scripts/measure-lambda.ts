import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { unzipSync } from 'fflate';
import { Bucket } from '../src/aws/bucket.js';
import { s3Client } from '../src/aws/clients.js';
import { manifestText, newManifest, RUN_MANIFEST } from '../src/scanning/run-manifest.js';
import { startAwsEndpoint } from '../test/aws-endpoint/aws-endpoint.js';
import type { AuthorizationDetails } from '../test/aws-endpoint/endpoint-options.js';
import { accountText } from './bench/generate-account.js';

/**
 * Measures the functions of `npm run build:lambda` against the test endpoint: what one copy of the scanning function
 * takes for accounts of 120 principals, one after another, and the roll-up for many. The figures in
 * docs/organizations.md are from here.
 */
const PRINCIPALS = 120;
const SCANNED = 20;
const ROLLED_UP = [100, 1000];
const MANAGEMENT = '100000000000';
const ROLE = 'CloudsplainingReadOnly';
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const task = mkdtempSync(join(tmpdir(), 'cloudsplaining-lambda-'));
const run = promisify(execFile);

/**
 * Loads a handler, calls it with each event, and prints what each call took. The peak of memory is read from Linux,
 * because what Node gives for a process includes what its parent had when it was started.
 */
const PROCESS = `
const [file, events] = process.argv.slice(1);
const peakMemory = () => Number(/VmHWM:\\s+(\\d+)/.exec(require('node:fs').readFileSync('/proc/self/status', 'utf8'))[1]) / 1024;
(async () => {
  const started = performance.now(), calls = [];
  const { handler } = require(file);
  const loaded = performance.now() - started;
  for (const event of JSON.parse(events)) {
    const before = process.cpuUsage(), began = performance.now();
    await handler(event);
    const { user, system } = process.cpuUsage(before);
    calls.push({ wall: performance.now() - began, cpu: (user + system) / 1000 });
  }
  console.log(JSON.stringify({ loaded, calls, peak: peakMemory() }));
})();`;

interface Measured {
  readonly loaded: number;
  readonly calls: readonly { readonly wall: number; readonly cpu: number }[];
  readonly peak: number;
}

const accounts = Array.from({ length: SCANNED }, (_, index) => ({
  id: String(200_000_000_000 + index),
  name: `account-${index}`,
  details: (): AuthorizationDetails =>
    // The generator writes what the AWS CLI prints.
    JSON.parse(
      [...accountText({ principals: PRINCIPALS, seed: index + 1 })]
        .join('')
        .replaceAll(/:(\d{12}):/g, `:${200_000_000_000 + index}:`),
    ) as AuthorizationDetails,
  roles: [{ name: ROLE }],
}));
const nobody: AuthorizationDetails = {
  UserDetailList: [],
  GroupDetailList: [],
  RoleDetailList: [],
  Policies: [],
};
const endpoint = await startAwsEndpoint({
  accounts: [{ id: MANAGEMENT, name: 'management', details: nobody }, ...accounts],
  buckets: [{ name: 'results' }],
});
const [key] = endpoint.credentials;
const environment = {
  ...process.env,
  AWS_ENDPOINT_URL: endpoint.url,
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: key?.accessKeyId ?? '',
  AWS_SECRET_ACCESS_KEY: key?.secretAccessKey ?? '',
  RESULTS_BUCKET: 'results',
  PARTITION: 'aws',
  MEMBER_ROLE_NAME: ROLE,
  MEMBER_ROLE_PATH: '/',
};

try {
  unpack();
  const events = accounts.map(({ id, name }) => ({ run: 'measured', account: { id, name } }));
  const { loaded, calls, peak } = await measured('scan-account', events);
  const [first, ...later] = calls;
  const middle = (values: readonly number[]): number =>
    [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;
  print(`load the scanning function: ${Math.round(loaded)} ms`);
  print(`first account: ${Math.round(first?.cpu ?? 0)} ms of CPU, ${Math.round(first?.wall ?? 0)} ms in all`);
  print(
    `further accounts (median of ${later.length}): ${Math.round(middle(later.map(({ cpu }) => cpu)))} ms of CPU, ${Math.round(middle(later.map(({ wall }) => wall)))} ms in all`,
  );
  print(`peak memory of ${SCANNED} accounts: ${Math.round(peak)} MB`);
  const objects = [...(endpoint.buckets.get('results') ?? [])];
  const sizes = (ending: string): number =>
    middle(objects.filter(([name]) => name.endsWith(ending)).map(([, { body }]) => body.length));
  print(
    `findings file: ${Math.round(sizes('.findings.json') / 1024)} KB; report: ${Math.round(sizes('.html') / 1024)} KB`,
  );
  for (const count of ROLLED_UP) {
    await putCopies(count);
    const rollUp = await measured('roll-up', [{ run: `copies-${count}`, execution: 'measured' }]);
    const [call] = rollUp.calls;
    print(
      `roll-up of ${count} accounts: ${Math.round(call?.cpu ?? 0)} ms of CPU, ${Math.round(call?.wall ?? 0)} ms in all, peak memory ${Math.round(rollUp.peak)} MB`,
    );
  }
} finally {
  rmSync(task, { recursive: true });
  await endpoint.close();
}

function unpack(): void {
  const zip = unzipSync(readFileSync(join(root, 'dist-lambda/cloudsplaining-lambda.zip')));
  for (const [name, bytes] of Object.entries(zip)) {
    mkdirSync(dirname(join(task, name)), { recursive: true });
    writeFileSync(join(task, name), bytes);
  }
}

async function measured(name: string, events: readonly unknown[]): Promise<Measured> {
  const file = join(task, `dist/lambda/${name}.js`);
  const { stdout } = await run(process.execPath, ['-e', PROCESS, file, JSON.stringify(events)], {
    env: environment,
  });
  // Printed by the program above.
  return JSON.parse(stdout) as Measured;
}

/** Many accounts from the few that were scanned. */
async function putCopies(count: number): Promise<void> {
  process.env['AWS_ACCESS_KEY_ID'] = environment.AWS_ACCESS_KEY_ID;
  process.env['AWS_SECRET_ACCESS_KEY'] = environment.AWS_SECRET_ACCESS_KEY;
  const connection = { profile: null, region: 'us-east-1', endpointUrl: endpoint.url };
  const bucket = new Bucket(s3Client(connection), 'results', `copies-${count}`, null);
  const put = (name: string, body: Buffer): Promise<void> => bucket.put(name, body, 'application/json');
  const list = Array.from({ length: count }, (_, index) => ({
    name: `copy-${index}`,
    id: String(300_000_000_000 + index),
  }));
  for (const [index, { name, id }] of list.entries()) {
    for (const ending of ['findings', 'crossings']) {
      const number = index % SCANNED;
      const original = endpoint.buckets.get('results')?.get(`measured/account-${number}.${ending}.json`);
      // Crossings are of one account and say so.
      const text = (original?.body.toString() ?? '').replaceAll(String(200_000_000_000 + number), id);
      await put(`${name}.${ending}.json`, Buffer.from(text));
    }
    await put(`${name}.html`, Buffer.from('a report'));
  }
  await put('state/accounts.json', Buffer.from(JSON.stringify(list)));
  await put('state/left-out.json', Buffer.from('[]'));
  await put(RUN_MANIFEST, Buffer.from(manifestText(newManifest([], {}, new Date()))));
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
