// Installs the packed package and runs it with several versions of Node, whose programs come from the npm registry.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const VERSIONS = process.argv.length > 2 ? process.argv.slice(2) : ['20', '22', '24'];

let failed = 0;
for (const version of VERSIONS) {
  const folder = mkdtempSync(join(tmpdir(), `node-${version}-`));
  const install = spawnSync(
    'npm',
    ['install', '--prefix', folder, '--no-audit', '--no-fund', `node@${version}`],
    {
      encoding: 'utf8',
    },
  );
  const node = join(folder, 'node_modules', 'node', 'bin', 'node');
  const { stdout: printed } = spawnSync(node, ['--version'], { encoding: 'utf8' });
  if (install.status !== 0 || !printed) {
    process.stderr.write(`Node ${version}: could not be installed from the npm registry.\n${install.stderr}`);
    failed++;
  } else {
    process.stdout.write(`Node ${printed.trim()}\n`);
    const tests = spawnSync(
      process.execPath,
      [join('node_modules', 'vitest', 'vitest.mjs'), 'run', 'test/package'],
      {
        stdio: 'inherit',
        env: { ...process.env, TESTED_NODE: node },
      },
    );
    if (tests.status !== 0) failed++;
  }
  rmSync(folder, { recursive: true, force: true });
}
process.exitCode = failed === 0 ? 0 : 1;
