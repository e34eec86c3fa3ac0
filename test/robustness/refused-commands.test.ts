import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { REFUSED_COMMANDS } from './bad-inputs/refused-commands.js';
import { runCommandLine } from './command-line.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cloudsplaining-bad-input-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('a bad input gets one sentence, exit code 2, and nothing is written', () => {
  test.each(REFUSED_COMMANDS)('$name', ({ files, parameters, standardInput, message }) => {
    for (const [name, content] of Object.entries(files)) {
      if (typeof content === 'function') content(join(folder, name));
      else writeFileSync(join(folder, name), content);
    }
    const run = runCommandLine(
      folder,
      parameters,
      standardInput === undefined ? {} : { input: standardInput },
    );
    expect(run).toEqual({ exitCode: 2, signal: null, stdout: '', stderr: `cloudsplaining: ${message}\n` });
    expect(readdirSync(folder).sort()).toEqual(Object.keys(files).sort());
  });
});
