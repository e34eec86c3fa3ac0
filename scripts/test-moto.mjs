// Runs the built command line against moto, a stand-in for AWS that others wrote, where the machine has one that
// starts; elsewhere it says that it skips and why.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const START_MILLISECONDS = 60_000;
/** The settings of a person's machine change which account moto takes the caller for. */
const OF_THE_MACHINE = /^(?:AWS_|MOTO_)/i;

const environment = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !OF_THE_MACHINE.test(name)),
);

/** The address of a server on a free port, or the reason why there is none. */
function startMoto() {
  return new Promise((resolve) => {
    const server = spawn('moto_server', ['-H', '127.0.0.1', '-p', '0'], {
      env: environment,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    process.on('exit', () => server.kill());
    let written = '';
    const timer = setTimeout(() => {
      resolve({ reason: `moto_server did not start in ${START_MILLISECONDS / 1000} seconds` });
    }, START_MILLISECONDS);
    const settle = (answer) => {
      clearTimeout(timer);
      resolve(answer);
    };
    // Read to the end, or the server stops once its pipe is full; kept only until it has started.
    const read = (text) => {
      if (written === null) return;
      written += text;
      const url = /Running on (http:\/\/127\.0\.0\.1:\d+)/.exec(written)?.[1];
      if (url === undefined) return;
      written = null;
      settle({ url, server });
    };
    server.stdout.setEncoding('utf8').on('data', read);
    server.stderr.setEncoding('utf8').on('data', read);
    server.on('error', ({ code, message }) => {
      settle({ reason: code === 'ENOENT' ? 'there is no moto_server on PATH' : message });
    });
    server.on('close', (code, signal) => {
      const last = written?.trim().split('\n').at(-1) ?? '';
      settle({ reason: `moto_server ended with ${signal ?? code}: ${last}` });
    });
  });
}

function run(parameters, variables = {}) {
  return new Promise((resolve) => {
    spawn(process.execPath, parameters, { stdio: 'inherit', env: { ...process.env, ...variables } }).on(
      'close',
      (code) => resolve(code ?? 1),
    );
  });
}

const { url, server, reason } = await startMoto();
if (url === undefined) {
  process.stderr.write(
    `SKIPPED: nothing was tested against moto, because ${reason}. Install it with: pip install 'moto[server]'\n`,
  );
  process.exit(0);
}
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, () => process.exit(1));

async function buildAndTest() {
  const build = await run([join('node_modules', 'tsx', 'dist', 'cli.mjs'), 'scripts/build.ts']);
  if (build !== 0) return build;
  const vitest = [join('node_modules', 'vitest', 'vitest.mjs'), 'run', '--config', 'vitest.moto.config.ts'];
  return run([...vitest, ...process.argv.slice(2)], { MOTO_SERVER_URL: url });
}

process.exitCode = await buildAndTest();
if (server.exitCode === null && server.kill()) await once(server, 'close');
