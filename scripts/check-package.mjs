// Packs the package once, as it is built, and has it looked at by the linters of packages.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

function run(command, parameters, options = {}) {
  const { status } = spawnSync(command, parameters, { stdio: ['ignore', 'inherit', 'inherit'], ...options });
  if (status !== 0) throw new Error(`${command} ${parameters.join(' ')} failed`);
}

const folder = mkdtempSync(join(tmpdir(), 'cloudsplaining-package-'));
try {
  const onWindows = { shell: process.platform === 'win32' };
  run('npm', ['pack', '--ignore-scripts', '--silent', '--pack-destination', folder], {
    stdio: ['ignore', 'ignore', 'inherit'],
    ...onWindows,
  });
  const [file] = readdirSync(folder);
  const packed = join(folder, file ?? '');
  run('publint', ['run', packed, '--strict'], onWindows);
  run('attw', [packed, '--profile', 'esm-only'], onWindows);
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
