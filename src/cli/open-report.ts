import { resolve } from 'node:path';
import { terminalSafe } from '../output/terminal-safe.js';
import type { Terminal } from './terminal.js';

/** Opens a report in the browser, where there is somebody to look at it. */
export async function openReport(path: string, terminal: Terminal): Promise<void> {
  if (!canOpen(terminal, process.platform)) return;
  const { openInBrowser } = await import('./browser.js');
  try {
    await openInBrowser(resolve(path));
  } catch {
    terminal.err(`No browser could be started; open ${terminalSafe(path)} yourself.\n`);
  }
}

/** Whether there is a terminal with a person before it and a display to open a browser on. */
export function canOpen({ outIsTerminal, environment }: Terminal, platform: NodeJS.Platform): boolean {
  const isSet = (name: string) => (environment[name] ?? '') !== '';
  if (!outIsTerminal || isSet('CI')) return false;
  if (platform === 'win32') return true;
  if (platform === 'darwin') return !isSet('SSH_CONNECTION');
  return isSet('DISPLAY') || isSet('WAYLAND_DISPLAY') || isSet('WSL_DISTRO_NAME');
}
