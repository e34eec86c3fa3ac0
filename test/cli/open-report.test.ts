import { describe, expect, test } from 'vitest';
import { canOpen } from '../../src/cli/open-report.js';
import { fakeTerminal } from './fake-terminal.js';

const TERMINAL = { outIsTerminal: true };

describe('the report is opened where somebody can see it', () => {
  test.each<[string, NodeJS.Platform, Record<string, string>, boolean, boolean]>([
    ['X11', 'linux', { DISPLAY: ':0' }, true, true],
    ['Wayland', 'linux', { WAYLAND_DISPLAY: 'wayland-0' }, true, true],
    ['Windows Subsystem for Linux', 'linux', { WSL_DISTRO_NAME: 'Debian' }, true, true],
    ['Linux without a display', 'linux', {}, true, false],
    ['an empty DISPLAY', 'linux', { DISPLAY: '' }, true, false],
    ['Linux, output piped', 'linux', { DISPLAY: ':0' }, false, false],
    ['a continuous integration server', 'linux', { DISPLAY: ':0', CI: 'true' }, true, false],
    ['macOS', 'darwin', {}, true, true],
    ['macOS from afar', 'darwin', { SSH_CONNECTION: '192.0.2.1 1 192.0.2.2 22' }, true, false],
    ['Windows', 'win32', {}, true, true],
    ['Windows, output piped', 'win32', {}, false, false],
  ])('%s', (_name, platform, environment, outIsTerminal, expected) => {
    expect(canOpen(fakeTerminal({ ...TERMINAL, outIsTerminal, environment }), platform)).toBe(expected);
  });
});
