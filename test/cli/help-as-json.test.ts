import { describe, expect, test } from 'vitest';
import { COMMANDS } from '../../src/cli/commands.js';
import { runCommandLine } from '../robustness/command-line.js';
import { useWorkspace } from './workspace.js';

const workspace = useWorkspace();
const help = (...parameters: readonly string[]): unknown => {
  const { exitCode, stdout, stderr } = runCommandLine(workspace.path, parameters);
  expect([exitCode, stderr]).toEqual([0, '']);
  return JSON.parse(stdout);
};

describe('--help --format json', () => {
  test('tells of a command what its help tells', () => {
    expect(help('expand-policy', '--help', '--format', 'json')).toMatchObject({
      name: 'expand-policy',
      alias: null,
      operand: null,
      options: [
        { long: '--input-file', short: '-i', takesValue: true, required: false, default: null },
        { long: '--catalog', short: null, takesValue: true },
        { long: '--verbose', short: '-v', takesValue: false },
      ],
      exitCodes: null,
    });
    expect(help('completion', '-h', '--format=json')).toMatchObject({
      operand: { name: 'shell', repeatable: false, optional: false, choices: ['bash', 'zsh', 'fish'] },
    });
    expect(help('scan', '--format', 'json', '--help')).toMatchObject({
      exitCodes: { 1: 'a finding at or above --fail-on' },
    });
  });

  test('tells of all commands, with the version and the exit codes', () => {
    const all = help('--help', '--format', 'json') as {
      readonly exitCodes: unknown;
      readonly commands: readonly { readonly name: string }[];
    };
    expect(all).toMatchObject({ name: 'cloudsplaining', exitCodes: { 0: 'done' } });
    expect(JSON.stringify(all.exitCodes)).not.toMatch(/\\n| {2}/);
    expect(all.commands.map(({ name }) => name)).toEqual(COMMANDS.map(({ name }) => name));
  });

  test('does not stand in the way of help in another format', () => {
    const { stdout } = runCommandLine(workspace.path, ['paths', '--format', 'dot', '--help']);
    expect(stdout.startsWith('Usage: cloudsplaining paths')).toBe(true);
  });
});
