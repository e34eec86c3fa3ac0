import { terminalSafe } from '../output/terminal-safe.js';
import { processTerminal } from './process-terminal.js';
import { runProgram } from './program.js';
import { TemporaryFiles } from './temporary-files.js';
import { isUsageError } from './usage-error.js';
import { whenStopped } from './when-stopped.js';

/** Set by the build: version of the package and date of the catalogue that lies beside it. */
declare const BUILD: { readonly version: string; readonly catalogDate: string };

/** Runs what a command line says; resolves to the exit code. */
export async function runCommandLine(parameters: readonly string[]): Promise<number> {
  const terminal = processTerminal();
  const files = new TemporaryFiles(whenStopped(() => files.discard()));
  try {
    return await runProgram(
      parameters,
      `${BUILD.version} (catalogue of ${BUILD.catalogDate})`,
      terminal,
      files,
    );
  } catch (error) {
    files.discard();
    const sentence = isUsageError(error)
      ? terminalSafe(error.message)
      : lacksWorkingDirectory(error)
        ? 'the working directory is gone or may not be read; change to another one and try again.'
        : internalError(error, parameters);
    try {
      terminal.err(`cloudsplaining: ${sentence}\n`);
    } catch {
      // A full disk may be behind standard error too: then the exit code alone says it.
    }
    return 2;
  }
}

/** Whether the system could not tell where this process works, as in a folder that somebody removed meanwhile. */
function lacksWorkingDirectory(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error && error.syscall === 'uv_cwd';
}

function internalError(error: unknown, parameters: readonly string[]): string {
  const isVerbose = parameters.some(
    (parameter) => parameter === '--verbose' || /^-[a-zA-Z]*v/.test(parameter),
  );
  if (isVerbose && error instanceof Error) return `internal error: ${error.stack ?? error.message}`;
  const message = error instanceof Error ? error.message : String(error);
  return `internal error: ${terminalSafe(message)}; please report it with what --verbose prints.`;
}
