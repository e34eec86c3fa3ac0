import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accountWith, documentWith } from './bad-inputs/account-with.js';
import { runCommandLine } from './command-line.js';

const ENDLESS = '/dev/zero';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cloudsplaining-endless-'));
  const document = documentWith({ Effect: 'Allow', Action: 's3:*', Resource: '*' });
  writeFileSync(join(folder, 'policy.json'), JSON.stringify(document));
  writeFileSync(join(folder, 'account.json'), JSON.stringify(accountWith({})));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.runIf(existsSync(ENDLESS))('a device that never ends is refused as', () => {
  test.each([
    ['a policy', ['scan-policy-file', '-i', ENDLESS]],
    ['an account', ['scan', '-s', '-i', ENDLESS]],
    ['exclusions', ['scan-policy-file', '-i', 'policy.json', '-e', ENDLESS]],
    ['a configuration', ['scan-policy-file', '-i', 'policy.json', '--config', ENDLESS]],
    ['a catalogue', ['scan-policy-file', '-i', 'policy.json', '--catalog', ENDLESS]],
    ['decisions', ['scan', '-s', '-i', 'account.json', '-o', 'out', '--triage', ENDLESS]],
  ])('%s', (_, parameters) => {
    expect(runCommandLine(folder, parameters)).toEqual({
      exitCode: 2,
      signal: null,
      stdout: '',
      stderr: `cloudsplaining: ${ENDLESS}: this gives more than can be read; name a file.\n`,
    });
  });
});
