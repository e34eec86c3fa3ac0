import { processTerminal } from './process-terminal.js';
import { runProgram } from './program.js';
import { TemporaryFiles } from './temporary-files.js';
import { UsageError } from './usage-error.js';

/** Set by the build: version of the package and date of the catalogue that lies beside it. */
declare const BUILD: { readonly version: string; readonly catalogDate: string };

const SIGNALS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

const parameters = process.argv.slice(2);
if (parameters[0] === 'complete' && parameters[1] === '--') {
  const { answerCompletion } = await import('./commands/completion-action.js');
  answerCompletion(parameters.slice(2));
} else {
  process.exitCode = await run();
}

async function run(): Promise<number> {
  const terminal = processTerminal();
  const files = new TemporaryFiles();
  for (const [signal, code] of Object.entries(SIGNALS)) {
    process.once(signal, () => {
      files.discard();
      process.exit(code);
    });
  }
  try {
    return await runProgram(parameters, `${BUILD.version} (catalogue of ${BUILD.catalogDate})`, terminal, files);
  } catch (error) {
    files.discard();
    const sentence = error instanceof UsageError ? error.message : internalError(error);
    terminal.err(`cloudsplaining: ${sentence}\n`);
    return 2;
  }
}

function internalError(error: unknown): string {
  const verbose = parameters.includes('-v') || parameters.includes('--verbose');
  if (verbose && error instanceof Error) return `internal error: ${error.stack ?? error.message}`;
  return `internal error: ${error instanceof Error ? error.message : String(error)}; please report it with what --verbose prints.`;
}
