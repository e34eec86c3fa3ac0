import { mkdirSync, readdirSync } from 'node:fs';
import { createServer, request as forwarded, type IncomingMessage } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Invocation } from '../../src/cli/command.js';
import { NOT_CONFIGURED } from '../../src/cli/configuration/applied-configuration.js';
import { TemporaryFiles } from '../../src/cli/temporary-files.js';
import type { Terminal } from '../../src/cli/terminal.js';
import { UsageError } from '../../src/cli/usage-error.js';
import { useAwsEnvironment } from '../aws/aws-environment.js';
import { useEndpoint } from '../aws/running-endpoint.js';
import { smallAccount } from '../aws/small-account.js';
import type { AwsEndpoint, EndpointOptions } from '../aws-endpoint/aws-endpoint.js';
import { smallOrganization } from '../aws-endpoint/small-organization.js';
import { fakeTerminal } from './fake-terminal.js';
import { runWithAws } from './run-command-line.js';
import { useWorkspace } from './workspace.js';

const workspace = useWorkspace();
const environment = useAwsEnvironment();
const start = useEndpoint();
const servers: ReturnType<typeof createServer>[] = [];

afterEach(() => {
  vi.restoreAllMocks();
  for (const server of servers.splice(0)) {
    server.close();
    server.closeAllConnections();
  }
});

const NAMES = ['alpha', 'beta', 'gamma', 'delta', 'omega'].sort();
const accountOf = (place: number): string => `${place + 1}`.repeat(12);
const keyOf = (place: number): string => `AKIA${'ABCDE'.charAt(place).repeat(16)}`;

/** An account for each profile, whose credentials file is written. */
function startProfiles(more: Partial<EndpointOptions> = {}): Promise<AwsEndpoint> {
  const credentials = NAMES.map((_, place) => ({
    accessKeyId: keyOf(place),
    secretAccessKey: `${place}/xY+`.repeat(8),
    accountId: accountOf(place),
    userName: 'operator',
  }));
  workspace.write({
    credentials: NAMES.map(
      (name, place) =>
        `[${name}]\naws_access_key_id = ${keyOf(place)}\naws_secret_access_key = ${credentials[place]?.secretAccessKey}\n`,
    ).join(''),
  });
  return start({
    accounts: NAMES.map((name, place) => ({
      id: accountOf(place),
      name,
      details: smallAccount('aws', accountOf(place)),
    })),
    credentials,
    ...more,
  });
}

const wrote = (name: string): string =>
  `Wrote out/${name}.json: 1 user, 1 group, 1 role, 2 policies. Left out: 1 policy that nobody has (--include-unattached-policies keeps them).`;

/** Passes requests on to the endpoint, each when it may, by the profile whose key signed it. */
async function gate(endpoint: AwsEndpoint, mayPass: (profile: string) => Promise<void>): Promise<string> {
  const profileOf = ({ headers }: IncomingMessage): string =>
    NAMES.find((_, place) => headers.authorization?.includes(keyOf(place)) === true) ?? '';
  const { hostname, port } = new URL(endpoint.url);
  const server = createServer((incoming, response) => {
    void mayPass(profileOf(incoming)).then(() => {
      const { method, url, headers } = incoming;
      const outgoing = forwarded({ hostname, port, method, path: url, headers }, (answer) => {
        response.writeHead(answer.statusCode ?? 0, answer.headers);
        answer.pipe(response);
      });
      outgoing.on('error', () => response.destroy());
      incoming.pipe(outgoing);
    });
  });
  servers.push(server);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  // A server that listens on a port has such an address.
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const DEVICE = `arn:aws:iam::${accountOf(0)}:mfa/ann`;
const GUARDED = ['alpha', 'beta', 'gamma'];

/** An endpoint whose profiles each assume a role that asks for the code of an MFA device. */
async function startGuarded(more: Partial<EndpointOptions> = {}): Promise<void> {
  const endpoint = await start({
    accounts: [
      {
        id: accountOf(0),
        name: 'home',
        details: smallAccount('aws', accountOf(0)),
        roles: GUARDED.map((name) => ({ name, requiresMfa: true })),
      },
    ],
    credentials: [
      {
        accessKeyId: keyOf(0),
        secretAccessKey: 'annKeepsThisOne/+'.repeat(2),
        accountId: accountOf(0),
        userName: 'ann',
        mfa: { serialNumber: DEVICE, codes: ['123456', '234567', '345678'] },
      },
    ],
    ...more,
  });
  environment.useKey(endpoint);
  environment.set({ AWS_ENDPOINT_URL: endpoint.url });
  environment.write(
    'config',
    GUARDED.map(
      (name) =>
        `[profile ${name}]\nrole_arn = arn:aws:iam::${accountOf(0)}:role/${name}\ncredential_source = Environment\nmfa_serial = ${DEVICE}\n`,
    ).join(''),
  );
}

/** Runs the built command, whose threads are programs of their own. */
function download(options: Invocation['options'], terminal: Terminal): Promise<number> {
  const built = createRequire(import.meta.url)('../../dist/cli/download-action.js') as {
    readonly runDownload: (invocation: Invocation) => Promise<number>;
  };
  return built.runDownload({
    terminal,
    files: new TemporaryFiles(),
    options: { output: join(workspace.path, 'out'), ...options },
    operands: [],
    configuration: NOT_CONFIGURED,
  });
}

describe('download -p all', () => {
  test('takes what names with spaces the SDK reads, and tells of the others', async () => {
    const endpoint = await startProfiles();
    const keys = `aws_access_key_id = ${keyOf(0)}\naws_secret_access_key = ${'0/xY+'.repeat(8)}\n`;
    workspace.write({
      credentials: `[my prof]\n${keys}[my own prof]\n${keys}`,
      config: `[profile "quoted name"]\nregion = eu-west-1\n[profile my own prof]\nregion = eu-west-1\n`,
    });
    const variables = {
      AWS_ENDPOINT_URL: endpoint.url,
      AWS_SHARED_CREDENTIALS_FILE: join(workspace.path, 'credentials'),
      AWS_CONFIG_FILE: join(workspace.path, 'config'),
    };
    const all = await runWithAws(workspace.path, ['download', '-p', 'all', '-o', 'out'], variables);
    const skipped = (name: string) =>
      `Skipped: profile ${name}: the AWS SDK does not read this name, because of the space in it; rename the profile.\n`;
    expect([all.exitCode, all.stderr]).toEqual([
      0,
      `${skipped('my prof')}${skipped('quoted name')}${wrote('my_own_prof')}\n`,
    ]);
    const one = await runWithAws(workspace.path, ['download', '-p', 'my prof'], variables);
    expect(one.stderr).toBe(
      'cloudsplaining: there is no profile my prof that the AWS SDK can read; where it is there, rename it without the space.\n',
    );
    workspace.write({ credentials: '[my own prof]\naws_access_key_id = a\n' });
    const lacking = await runWithAws(workspace.path, ['download', '-p', 'my own prof'], variables);
    expect(lacking.stderr).toMatch(/complete it with: aws configure --profile 'my own prof'\.\n$/);
  });

  test('asks for four profiles at the same time, and tells of them in their order', async () => {
    const endpoint = await startProfiles();
    const seen = new Set<string>();
    const waiting = new Set<{ readonly profile: string; readonly pass: () => void }>();
    // Nobody gets an answer before four have asked; the first of them none before the fifth has asked.
    const mayPass = (profile: string): boolean =>
      profile === NAMES[0] ? seen.size === NAMES.length : seen.size >= 4;
    const url = await gate(
      endpoint,
      (profile) =>
        new Promise((pass) => {
          seen.add(profile);
          waiting.add({ profile, pass });
          for (const each of waiting) {
            if (!mayPass(each.profile)) continue;
            waiting.delete(each);
            each.pass();
          }
        }),
    );
    const run = await runWithAws(workspace.path, ['download', '-p', 'all', '-o', 'out'], {
      AWS_ENDPOINT_URL: url,
    });
    expect(run.stderr).toBe(NAMES.map((name) => `${wrote(name)}\n`).join(''));
    expect(run.exitCode).toBe(0);
  });

  test('keeps what fails from the others, and leaves nothing unfinished', async () => {
    const endpoint = await startProfiles({
      misbehaviour: ({ accountId }) => (accountId === accountOf(1) ? 'access-denied' : null),
    });
    const run = await runWithAws(workspace.path, ['download', '-p', 'all', '-o', 'out'], {
      AWS_ENDPOINT_URL: endpoint.url,
    });
    const refused = NAMES[1] ?? '';
    expect(run.exitCode).toBe(3);
    expect(run.stderr.split('\n')).toEqual([
      ...NAMES.map((name) =>
        name === refused
          ? expect.stringMatching(
              new RegExp(`^${refused}: .*GetAccountAuthorizationDetails.* SecurityAudit holds\\.$`),
            )
          : wrote(name),
      ),
      '',
    ]);
    expect(readdirSync(join(workspace.path, 'out')).sort()).toEqual(
      NAMES.filter((name) => name !== refused).map((name) => `${name}.json`),
    );
  });

  test('takes the address of each profile from the files, and no profile for another', async () => {
    const [one, other] = [await startProfiles(), await startProfiles()];
    workspace.write({
      config: NAMES.map(
        (name, place) => `[profile ${name}]\nendpoint_url = ${place % 2 === 0 ? one.url : other.url}\n`,
      ).join(''),
    });
    const run = await runWithAws(workspace.path, ['download', '-p', 'all', '-o', 'out']);
    expect({ exitCode: run.exitCode, stderr: run.stderr }).toEqual({
      exitCode: 0,
      stderr: NAMES.map((name) => `${wrote(name)}\n`).join(''),
    });
    const askedBy = ({ calls }: AwsEndpoint) => [...new Set(calls.map(({ accountId }) => accountId))].sort();
    expect(askedBy(one)).toEqual([0, 2, 4].map(accountOf));
    expect(askedBy(other)).toEqual([1, 3].map(accountOf));
  });

  test('says where nothing can be written, once', async () => {
    const endpoint = await startProfiles();
    workspace.write({ out: 'a file' });
    const run = await runWithAws(workspace.path, ['download', '-p', 'all', '-o', 'out'], {
      AWS_ENDPOINT_URL: endpoint.url,
    });
    expect({ exitCode: run.exitCode, stderr: run.stderr }).toEqual({
      exitCode: 2,
      stderr: 'cloudsplaining: out: this is a file, not a directory; choose another folder with --output.\n',
    });
    expect(endpoint.calls).toEqual([]);
  });

  test('asks nothing where something is in the way of the last profile', async () => {
    const endpoint = await startProfiles();
    mkdirSync(join(workspace.path, 'out', 'omega.json'), { recursive: true });
    const run = await runWithAws(workspace.path, ['download', '-p', 'all', '-o', 'out'], {
      AWS_ENDPOINT_URL: endpoint.url,
    });
    expect({ exitCode: run.exitCode, stderr: run.stderr }).toEqual({
      exitCode: 2,
      stderr:
        'cloudsplaining: out/omega.json: there is a directory of this name; move it away or choose another folder with --output.\n',
    });
    expect(endpoint.calls).toEqual([]);
    expect(readdirSync(join(workspace.path, 'out'))).toEqual(['omega.json']);
  });

  test('asks for codes of MFA devices one after another, each for its profile', async () => {
    await startGuarded();
    const prompts: string[] = [];
    const codes = ['123456', '234567', '345678'];
    const terminal = fakeTerminal({
      inputIsTerminal: true,
      errIsTerminal: true,
      readLine: () => {
        prompts.push(terminal.written.err.slice(terminal.written.err.lastIndexOf('\n') + 1));
        terminal.written.err += '\n';
        return codes[prompts.length - 1] ?? '';
      },
    });
    expect(await download({ profile: 'all' }, terminal)).toBe(0);
    expect(prompts.map((prompt) => prompt.replace(/^[^]*\u001b\[2K/, '')).sort()).toEqual(
      GUARDED.map((name) => `Code of the MFA device ${DEVICE} for profile ${name}: `),
    );
    expect(
      terminal.written.err.match(
        /(?:^|\n|\u001b\[2K)A code is good once: wait until the device shows the next one\.\n/g,
      ),
    ).toHaveLength(2);
    expect(readdirSync(join(workspace.path, 'out')).sort()).toEqual(GUARDED.map((name) => `${name}.json`));
  });

  test('ends, and its threads with it, where no code can be read', async () => {
    await startGuarded();
    const ended = vi.spyOn(Worker.prototype, 'terminate');
    const terminal = fakeTerminal({
      inputIsTerminal: true,
      errIsTerminal: true,
      readLine: () => {
        throw new UsageError('standard input: this cannot be read (the system says EIO).');
      },
    });
    await expect(download({ profile: 'all' }, terminal)).rejects.toThrow(
      /^standard input: this cannot be read/,
    );
    expect(new Set(ended.mock.contexts).size).toBe(GUARDED.length);
  });
});

test('download --organization asks for one code of an MFA device', async () => {
  await startGuarded({ organization: smallOrganization([accountOf(0), accountOf(1), accountOf(2)]) });
  let asked = 0;
  const terminal = fakeTerminal({
    inputIsTerminal: true,
    errIsTerminal: true,
    readLine: () => {
      asked++;
      return '123456';
    },
  });
  expect(await download({ profile: 'alpha', organization: true }, terminal)).toBe(0);
  expect(asked).toBe(1);
  expect(readdirSync(join(workspace.path, 'out')).sort()).toEqual(['alpha.json', 'organization.json']);
});
