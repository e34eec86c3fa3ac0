import { spawnSync } from 'node:child_process';
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Script } from 'node:vm';
import { describe, expect, test } from 'vitest';
import { compiledFile, moduleText } from '../../src/cli/compiled-code.js';
import { COMMAND_LINE } from '../robustness/command-line.js';
import { useWorkspace } from './workspace.js';

const FOLDER = dirname(COMMAND_LINE);
const WILDCARD = fileURLToPath(new URL('../../examples/policies/wildcard.json', import.meta.url));
const workspace = useWorkspace();

describe('code compiled ahead', () => {
  test.each(['scan-action', 'scan-policy-file-action'])('is taken by this version of Node: %s', (name) => {
    const script = new Script(moduleText(readFileSync(join(FOLDER, `${name}.js`), 'utf8')), {
      cachedData: readFileSync(compiledFile(FOLDER, name)),
    });
    expect(script.cachedDataRejected).toBe(false);
  });

  test('makes no difference to what a command says', () => {
    const expected = run(COMMAND_LINE);
    expect(expected).toMatchObject({ status: 0, stdout: expect.stringMatching(/^Issue found: /) });
    const folder = join(workspace.path, 'dist');
    cpSync(dirname(FOLDER), folder, { recursive: true });
    const copy = join(folder, 'cli');
    const compiled = compiledFile(copy, 'scan-policy-file-action');
    writeFileSync(compiled, 'nothing that V8 would take');
    expect(run(join(copy, 'main.js'))).toEqual(expected);
    rmSync(dirname(compiled), { recursive: true });
    expect(run(join(copy, 'main.js'))).toEqual(expected);
  });
});

function run(commandLine: string) {
  const parameters = [commandLine, 'scan-policy-file', '--input-file', WILDCARD];
  const { status, stdout, stderr } = spawnSync(process.execPath, parameters, { encoding: 'utf8' });
  return { status, stdout, stderr };
}
