import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { runCommandLine } from '../robustness/command-line.js';
import { EXAMPLES, useWorkspace } from './workspace.js';

const SIGNAL_AT = fileURLToPath(new URL('signal-at.cjs', import.meta.url));
const workspace = useWorkspace();

/** Scans the example, and sends a signal to the process at a call. */
function scanWith(
  signal: NodeJS.Signals,
  at: string,
): { readonly signal: string | null; readonly stderr: string } {
  return runCommandLine(workspace.path, ['scan', '-s', '-i', join(EXAMPLES, 'account.json'), '-o', 'out'], {
    nodeParameters: ['--require', SIGNAL_AT],
    environment: { SIGNAL: signal, SIGNAL_AT: at },
  });
}

describe('a scan that is told to stop', () => {
  test.each([
    ['SIGTERM', 'open:1'],
    ['SIGINT', 'open:3'],
    ['SIGTERM', 'write:2'],
    ['SIGHUP', 'open:2'],
  ] as const)('by %s at %s leaves nothing behind', (signal, at) => {
    expect(scanWith(signal, at)).toMatchObject({ signal, stderr: '' });
    expect(readdirSync(join(workspace.path, 'out'))).toEqual([]);
  });

  test('stops at once while it has written nothing', () => {
    expect(scanWith('SIGTERM', 'read:1')).toMatchObject({ signal: 'SIGTERM', stderr: '' });
    expect(readdirSync(workspace.path)).toEqual([]);
  });

  test('cannot help being killed, but what it leaves can be told apart', () => {
    expect(scanWith('SIGKILL', 'write:2')).toMatchObject({ signal: 'SIGKILL', stderr: '' });
    for (const name of readdirSync(join(workspace.path, 'out'))) {
      expect(name).toMatch(
        /^\.iam-(?:report-account\.html|findings-account\.json|results-account\.json)\.\d+\.part$/,
      );
    }
    expect(readdirSync(join(workspace.path, 'out'))).toHaveLength(3);
  });
});
