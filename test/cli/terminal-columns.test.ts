import { expect, test } from 'vitest';
import { terminalColumns } from '../../src/cli/process-terminal.js';
import { runProgram } from '../../src/cli/program.js';
import { TemporaryFiles } from '../../src/cli/temporary-files.js';
import { fakeTerminal } from './fake-terminal.js';

test('a terminal is as wide as the user says, or as it says itself, or of the usual width', () => {
  expect(terminalColumns('132', 80)).toBe(132);
  expect(terminalColumns(undefined, 120)).toBe(120);
  for (const said of ['', '0', '-1', 'wide', '1e3', '1000000']) expect(terminalColumns(said, 120)).toBe(120);
  expect(terminalColumns(undefined, 0)).toBe(80);
  expect(terminalColumns(undefined, undefined)).toBe(80);
});

test.each([
  [200, 100],
  [80, 80],
  [30, 60],
])('help on a terminal of %i columns is written for %i', async (columns, most) => {
  const terminal = fakeTerminal({ columns });
  expect(await runProgram(['who-can', '--help'], '1.0.0', terminal, new TemporaryFiles())).toBe(0);
  const [wrapped = ''] = terminal.written.out.split('\nExamples:');
  const widest = Math.max(...wrapped.split('\n').map((line) => line.length));
  expect(widest).toBeLessThanOrEqual(most);
  expect(widest).toBeGreaterThan(most - 12);
});
