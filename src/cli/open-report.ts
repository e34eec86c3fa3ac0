import { resolve } from 'node:path';
import type { Terminal } from './terminal.js';

/** Opens a report in the browser, where there is somebody to look at it. */
export async function openReport(path: string, terminal: Terminal): Promise<void> {
  if (!canOpen(terminal)) return;
  const { default: open } = await import('open');
  await open(resolve(path));
}

/** Whether there is a terminal with a person before it and a display to open a browser on. */
export function canOpen({ outIsTerminal, environment }: Terminal): boolean {
  if (!outIsTerminal || (environment['CI'] ?? '') !== '') return false;
  if (process.platform === 'darwin' || process.platform === 'win32') return true;
  return (environment['DISPLAY'] ?? environment['WAYLAND_DISPLAY'] ?? '') !== '';
}
