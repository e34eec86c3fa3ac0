import { spawn, type ChildProcess } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** A browser that another process runs for us. */
export interface RemoteBrowser {
  readonly name: string;
  readonly version: string;
  open(address: string): Promise<void>;
  /** Runs the body of a function in the page and resolves to what it returns, as JSON carries it. */
  evaluate(script: string): Promise<unknown>;
  close(): Promise<void>;
}

/** A program that is not on this machine, or not in a usable state; the message says which and what to do. */
export class MissingBrowser extends Error {}

/** The first of some programs that can be run: paths, or names that are looked for on the PATH. */
export function findProgram(names: readonly string[]): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return names
    .flatMap((name) => (name.includes('/') ? [name] : folders.map((folder) => join(folder, name))))
    .find(isProgram);
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Starts a program in a group of its own, on a display that is not seen where there is none and one can be had. */
export function startOnDisplay(
  program: string,
  parameters: readonly string[],
  variables: Readonly<Record<string, string>> = {},
): ChildProcess {
  const hasDisplay = process.platform !== 'linux' || process.env['DISPLAY'] !== undefined;
  const unseen = hasDisplay ? undefined : findProgram(['xvfb-run']);
  const options = {
    stdio: 'ignore',
    detached: true,
    env: { ...process.env, ...variables },
  } as const;
  return unseen === undefined
    ? spawn(program, parameters, options)
    : spawn(unseen, ['-a', program, ...parameters], options);
}

/** Ends a program and all that it started. */
export function stopGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid);
  } catch {
    // It ended by itself.
  }
}

const ATTEMPTS = 200;
const PAUSE_MILLISECONDS = 100;

/** Tries until something is there, up to twenty seconds. */
export async function eventually<Found>(
  what: string,
  attempt: () => Promise<Found | undefined>,
): Promise<Found> {
  let last = '';
  for (let count = 0; count < ATTEMPTS; count++) {
    try {
      const found = await attempt();
      if (found !== undefined) return found;
    } catch (error) {
      last = error instanceof Error ? `: ${error.message}` : '';
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MILLISECONDS));
  }
  throw new Error(`${what} did not come in ${(ATTEMPTS * PAUSE_MILLISECONDS) / 1000} seconds${last}`);
}
