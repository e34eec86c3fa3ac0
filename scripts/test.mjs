// Runs every test, browser tests included. Finds a Chromium or installs one; where it can do neither, says
// exactly what to do.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const FIXED_PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

function findChromium() {
  const named = process.env['CHROMIUM_PATH'];
  if (named !== undefined && existsSync(named)) return named;
  const onPath = (process.env['PATH'] ?? '')
    .split(delimiter)
    .flatMap((folder) => NAMES.map((name) => join(folder, name)));
  return [...onPath, ...FIXED_PLACES].find((path) => existsSync(path));
}

function run(command, parameters, options = {}) {
  return spawnSync(command, parameters, { stdio: 'inherit', ...options }).status ?? 1;
}

function installChromium() {
  const isRoot = process.getuid?.() === 0;
  if (!isRoot || !existsSync('/usr/bin/apt-get')) return;
  process.stderr.write('No Chromium found; installing it with apt-get.\n');
  if (run('apt-get', ['update', '-qq']) === 0)
    run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium']);
}

if (findChromium() === undefined) installChromium();
const chromium = findChromium();
if (chromium === undefined) {
  process.stderr.write(
    'The browser tests need Chromium or Chrome. Install it (Debian, Ubuntu: sudo apt-get install chromium) or set CHROMIUM_PATH to its program, then run npm test again.\n',
  );
  process.exit(2);
}

/** When anything in a folder last changed, files that were taken away included. */
function lastChange(folder) {
  const within = readdirSync(folder, { recursive: true }).map((name) => statSync(join(folder, name)).mtimeMs);
  return Math.max(statSync(folder).mtimeMs, ...within);
}

/** Whether what `npm ci` built is of the sources as they are. */
function isBuilt() {
  // The build writes this one last.
  const last = join('dist', 'types', 'index.d.ts');
  if (!existsSync(last)) return false;
  const sources = ['package.json', 'package-lock.json'].map((file) => statSync(file).mtimeMs);
  return Math.max(...sources, ...['src', 'scripts', 'examples'].map(lastChange)) < statSync(last).mtimeMs;
}

if (!isBuilt()) {
  const build = run(process.execPath, [join('node_modules', 'tsx', 'dist', 'cli.mjs'), 'scripts/build.ts']);
  if (build !== 0) process.exit(build);
}
process.exit(
  run(process.execPath, [join('node_modules', 'vitest', 'vitest.mjs'), 'run', ...process.argv.slice(2)], {
    env: { ...process.env, CHROMIUM_PATH: chromium },
  }),
);
