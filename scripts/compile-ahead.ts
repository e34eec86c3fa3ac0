import { isAscii } from 'node:buffer';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { Script } from 'node:vm';
import type { Invocation } from '../src/cli/command.js';
import { compiledFile, moduleText, readModule, type ModuleFunction } from '../src/cli/compiled-code.js';
import { TemporaryFiles } from '../src/cli/temporary-files.js';
import { NOT_CONFIGURED } from '../src/cli/configuration/applied-configuration.js';
import type { Terminal } from '../src/cli/terminal.js';

/**
 * Runs the commands that people wait for on the examples and keeps what V8 compiled meanwhile beside their modules in
 * `dist/cli/`. In a process of its own, because it changes V8's settings.
 */
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const folder = join(root, 'dist', 'cli');
const output = mkdtempSync(join(tmpdir(), 'cloudsplaining-build-'));
const terminal: Terminal = {
  out: () => undefined,
  err: () => undefined,
  outIsTerminal: false,
  errIsTerminal: false,
  inputIsTerminal: false,
  colour: false,
  columns: 80,
  environment: {},
  readInput: () => Buffer.alloc(0),
  readLine: () => '',
};

mkdirSync(join(folder, 'compiled'), { recursive: true });
// Code that has not run for a while would be thrown away.
setFlagsFromString('--no-flush-bytecode');
const invocations = (runs: readonly Invocation['options'][]): readonly Invocation[] =>
  runs.map((options) => ({
    terminal,
    files: new TemporaryFiles(),
    options,
    operands: [],
    configuration: NOT_CONFIGURED,
  }));
try {
  await compileAhead(
    'scan-action',
    'runScan',
    invocations([{ inputFile: join(root, 'examples/account.json'), output, skipOpenReport: true }]),
  );
  await compileAhead(
    'scan-policy-file-action',
    'runScanPolicyFile',
    invocations([{ inputFile: [join(root, 'examples/policies/wildcard.json')] }]),
  );
  await compileAhead('command-line', 'runCommandLine', [
    ['--help'],
    ['scan-policy-file', '--help'],
    ['scan-policy-file', '--input-file', join(root, 'examples/policies/wildcard.json')],
    ['scan', '--input-file', join(root, 'examples/account.json'), '--output', output, '--skip-open-report'],
  ]);
} finally {
  rmSync(output, { recursive: true, force: true });
}

/** Runs a function of a module once with each argument and writes what was compiled. */
async function compileAhead(name: string, runs: string, given: readonly unknown[]): Promise<void> {
  const path = join(folder, `${name}.js`);
  const source = readModule(path);
  if (!isAscii(Buffer.from(source, 'latin1'))) throw new Error(`${path} holds more than ASCII`);
  const script = new Script(moduleText(source), { filename: path });
  const module = { exports: {} as Record<string, (argument: unknown) => Promise<number>> };
  // The text is that of a function of this type.
  const load = script.runInThisContext() as ModuleFunction;
  load.call(module.exports, module.exports, requireUntuned(path), module, path, folder);
  for (const argument of given) await module.exports[runs]?.(argument);
  setFlagsFromString('--flush-bytecode');
  writeFileSync(compiledFile(folder, name), script.createCachedData());
  setFlagsFromString('--no-flush-bytecode');
}

/** V8 takes compiled code only under the settings it was made under, and commands change them when they start. */
function requireUntuned(path: string): (id: string) => unknown {
  const load: (id: string) => unknown = createRequire(path);
  return (id) => (id === 'node:v8' ? { setFlagsFromString: () => undefined } : load(id));
}
