import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The built command line. */
export const COMMAND_LINE = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));

/** What a run of the command line did. */
export interface CommandLineRun {
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the built command line in a folder, without a terminal. */
export function runCommandLine(
  folder: string,
  parameters: readonly string[],
  options: {
    readonly input?: string | Uint8Array;
    readonly nodeParameters?: readonly string[];
    readonly environment?: NodeJS.ProcessEnv;
  } = {},
): CommandLineRun {
  const { status, signal, stdout, stderr } = spawnSync(
    process.execPath,
    [...(options.nodeParameters ?? []), COMMAND_LINE, ...parameters],
    {
      cwd: folder,
      encoding: 'utf8',
      input: options.input ?? '',
      env: { ...process.env, NODE_EXTRA_CA_CERTS: undefined, ...options.environment },
    },
  );
  return { exitCode: status, signal, stdout, stderr };
}
