import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Progress } from '../../src/cli/progress.js';
import { runProgram } from '../../src/cli/program.js';
import { TemporaryFiles } from '../../src/cli/temporary-files.js';
import { fakeTerminal } from './fake-terminal.js';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** Runs two phases, the second of which begins after some time. */
function twoPhases(
  milliseconds: number,
  settings: { readonly watched: boolean; readonly verbose: boolean },
): string {
  const terminal = fakeTerminal({ errIsTerminal: settings.watched });
  const progress = new Progress(terminal, settings.verbose);
  progress.phase('Reading');
  vi.advanceTimersByTime(milliseconds);
  progress.phase('Assessing');
  progress.done();
  return terminal.written.err;
}

describe('progress', () => {
  test('is a line that goes away, where work takes over half a second', () => {
    expect(twoPhases(501, { watched: true, verbose: false })).toBe('\r\u001b[2KAssessing ...\r\u001b[2K');
  });

  test('is not shown for quick work', () => {
    expect(twoPhases(500, { watched: true, verbose: false })).toBe('');
  });

  test('is not shown where nobody watches', () => {
    expect(twoPhases(5000, { watched: false, verbose: false })).toBe('');
  });

  test('is the time of each phase with --verbose, watched or not', () => {
    expect(twoPhases(700, { watched: false, verbose: true })).toBe('Reading: 700 ms\nAssessing: 0 ms\n');
    expect(twoPhases(700, { watched: true, verbose: true })).toBe('Reading: 700 ms\nAssessing: 0 ms\n');
  });

  test('counts how far a step is', () => {
    const terminal = fakeTerminal({ errIsTerminal: true });
    const progress = new Progress(terminal, false);
    progress.phase('Downloading prod');
    progress.count('1 user');
    expect(terminal.written.err).toBe('');
    vi.advanceTimersByTime(501);
    progress.count('2 users');
    progress.count('3 users');
    progress.done();
    expect(terminal.written.err).toBe(
      '\r\u001b[2KDownloading prod: 2 users\r\u001b[2KDownloading prod: 3 users\r\u001b[2K',
    );
  });

  test('goes on with its step after it was taken away for a question', () => {
    const terminal = fakeTerminal({ errIsTerminal: true });
    const progress = new Progress(terminal, false);
    vi.advanceTimersByTime(501);
    progress.phase('Downloading prod');
    progress.hide();
    progress.hide();
    progress.count('1 user');
    expect(terminal.written.err).toBe(
      '\r\u001b[2KDownloading prod ...\r\u001b[2K\r\u001b[2KDownloading prod: 1 user',
    );
  });

  test('counts nothing with --verbose', () => {
    const terminal = fakeTerminal({ errIsTerminal: true });
    const progress = new Progress(terminal, true);
    progress.phase('Downloading prod');
    vi.advanceTimersByTime(700);
    progress.count('2 users');
    progress.done();
    expect(terminal.written.err).toBe('Downloading prod: 700 ms\n');
  });

  test('never fills more than one line', () => {
    const terminal = fakeTerminal({ errIsTerminal: true });
    const progress = new Progress(terminal, false);
    vi.advanceTimersByTime(1000);
    progress.phase('x'.repeat(200));
    expect(terminal.written.err).toBe(`\r\u001b[2K${'x'.repeat(79)}`);
  });
});

test.each([
  ['scan-policy-file --baseline no-such-file.json', '{"Version":"2012-10-17","Statement":[]}', 'Assessing'],
  ['expand-policy', '{"Version":"2012-10-17","Statement":[5]}', 'Expanding'],
])('the line of %s is gone before what went wrong is said', async (command, policy, step) => {
  const terminal = fakeTerminal({
    errIsTerminal: true,
    readInput: () => {
      vi.advanceTimersByTime(501);
      return Buffer.from(policy);
    },
  });
  await expect(runProgram(command.split(' '), '', terminal, new TemporaryFiles())).rejects.toThrow(
    /^(?:no-such-file\.json|standard input): /,
  );
  expect(terminal.written.err).toBe(`\r\u001b[2K${step} ...\r\u001b[2K`);
});
