// Runs every check of the package's scripts, two at a time, and prints what each said once it is over.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

const AT_ONCE = 2;
const { scripts } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
const waiting = Object.keys(scripts).filter((name) => name.startsWith('check:'));
const failed = [];

function runCheck(name) {
  return new Promise((resolve) => {
    const child = spawn('npm', ['run', '--silent', name], {
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32',
    });
    const said = [];
    child.stdout.on('data', (data) => said.push(data));
    child.stderr.on('data', (data) => said.push(data));
    child.on('close', (status) => {
      process.stdout.write(`${name}: ${status === 0 ? 'passed' : 'FAILED'}\n`);
      process.stdout.write(Buffer.concat(said));
      if (status !== 0) failed.push(name);
      resolve();
    });
  });
}

async function takeTurns() {
  for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) await runCheck(name);
}

await Promise.all(Array.from({ length: AT_ONCE }, takeTurns));
if (failed.length > 0) {
  process.stderr.write(`Failed: ${failed.join(', ')}\n`);
  process.exitCode = 1;
}
