import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { manPage } from './man-page.js';

/** Where shells look for completions, by the names they look for. */
const COMPLETION_FILES = {
  bash: 'cloudsplaining',
  zsh: '_cloudsplaining',
  fish: 'cloudsplaining.fish',
} as const;

/**
 * Writes what packagers install beside the program: the man page, and the completion of each shell as the built
 * command line prints it.
 */
export function writeShellFiles(
  commandLine: string,
  { version, date }: { readonly version: string; readonly date: string },
): void {
  const dist = dirname(dirname(commandLine));
  mkdirSync(join(dist, 'man'), { recursive: true });
  writeFileSync(join(dist, 'man', 'cloudsplaining.1'), manPage(version, date));
  for (const [shell, name] of Object.entries(COMPLETION_FILES)) {
    const { status, stdout, stderr } = spawnSync(process.execPath, [commandLine, 'completion', shell], {
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(`no completion for ${shell}: ${stderr}`);
    mkdirSync(join(dist, 'completions', shell), { recursive: true });
    writeFileSync(join(dist, 'completions', shell, name), stdout);
  }
}
