import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { ratioTable, type Ratio } from './ratio-table.js';
import { runNode, type Cost } from './measure.js';

/**
 * Measures `scan-multi-account` against the test endpoint: its time beside that of downloading the same pages with the
 * bare SDK, and its peak memory for many accounts beside that for few. `npm run bench:organization -- FEW MANY` takes
 * other numbers of accounts than 100 and 1,000.
 */
const [few = 100, many = 1000] = process.argv.slice(2).map(Number);
const PRINCIPALS = 120;
const ROLE = 'SecurityAudit';
const AT_ONCE = 8;
const MOST_TIME = 1.5;
const MOST_MEMORY = 1.3;
const FILES_OF_AN_ACCOUNT = 3;
const FILES_OF_A_RUN = 3;

interface Served {
  readonly url: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly accounts: readonly { readonly name: string; readonly id: string }[];
}

interface Measured {
  readonly scan: Cost;
  readonly bare: Cost;
}

const here = dirname(fileURLToPath(import.meta.url));
const commandLine = join(here, '..', '..', 'dist', 'cli', 'main.js');

const small = await measured(few);
const large = await measured(many);
const ratios: readonly Ratio[] = [...times(few, small), ...times(many, large), memory(small, large)];
process.stdout.write(`${ratioTable(ratios)}\n`);

async function measured(accounts: number): Promise<Measured> {
  process.stderr.write(`Measuring: ${accounts} accounts\n`);
  const endpoint = spawn(
    process.execPath,
    ['--import', 'tsx', join(here, 'organization-endpoint.ts'), `${accounts}`, `${PRINCIPALS}`, ROLE],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const folder = mkdtempSync(join(tmpdir(), 'cloudsplaining-bench-'));
  try {
    const served = await firstLine(endpoint.stdout);
    Object.assign(process.env, {
      AWS_ENDPOINT_URL: served.url,
      AWS_ACCESS_KEY_ID: served.accessKeyId,
      AWS_SECRET_ACCESS_KEY: served.secretAccessKey,
      AWS_REGION: 'us-east-1',
    });
    const config = join(folder, 'accounts.yml');
    const lines = served.accounts.map(({ name, id }) => `  ${name}: "${id}"\n`);
    writeFileSync(config, `accounts:\n${lines.join('')}`);
    const ids = served.accounts.map(({ id }) => id);
    // The endpoint makes each account when it is first asked for it; that is nobody's time.
    const download = [join(here, 'bare-download.mjs'), ROLE, `${AT_ONCE}`, ...ids];
    runNode(download);
    const bare = runNode(download);
    const output = join(folder, 'reports');
    const command = [
      'scan-multi-account',
      '-c',
      config,
      '-r',
      ROLE,
      '-o',
      output,
      '--concurrency',
      `${AT_ONCE}`,
    ];
    const scan = runNode([commandLine, ...command]);
    const files = readdirSync(output).length;
    if (files !== accounts * FILES_OF_AN_ACCOUNT + FILES_OF_A_RUN)
      throw new Error(`${accounts} accounts gave ${files} files`);
    return { scan, bare };
  } finally {
    endpoint.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function firstLine(stream: NodeJS.ReadableStream): Promise<Served> {
  for await (const line of createInterface({ input: stream })) {
    // Our own script wrote it.
    return JSON.parse(line) as Served;
  }
  throw new Error('the endpoint did not start');
}

function times(accounts: number, { scan, bare }: Measured): readonly Ratio[] {
  const what = `${accounts} accounts of ${PRINCIPALS} principals`;
  const ratio = (measure: string, of: (cost: Cost) => number, target: number | null): Ratio => ({
    what,
    measure,
    value: of(scan) / of(bare),
    target,
    from: `${(of(scan) / 1000).toFixed(1)} s / downloading with the bare SDK ${(of(bare) / 1000).toFixed(1)} s`,
  });
  return [
    ratio('wall time', ({ wallMilliseconds }) => wallMilliseconds, MOST_TIME),
    ratio('CPU', ({ cpuMilliseconds }) => cpuMilliseconds, null),
  ];
}

function memory(less: Measured, more: Measured): Ratio {
  const [before, after] = [less.scan.peakMebibytes, more.scan.peakMebibytes];
  return {
    what: `${many} accounts against ${few}`,
    measure: 'peak memory',
    value: after / before,
    target: MOST_MEMORY,
    from: `${after.toFixed(0)} MiB / ${before.toFixed(0)} MiB`,
  };
}
