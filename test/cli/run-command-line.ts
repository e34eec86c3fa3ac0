import { spawn, type ChildProcess } from 'node:child_process';
import { COMMAND_LINE, type CommandLineRun } from '../robustness/command-line.js';
import { cleanVariables } from '../aws/aws-environment.js';

/** What a person's machine may have in its environment and a test must not see. */
const OF_THE_MACHINE = /^(?:AWS_|HTTPS?_PROXY$|ALL_PROXY$|NO_PROXY$|NODE_EXTRA_CA_CERTS$)/i;

/**
 * Runs the built command line in a folder, which is its home as well, while servers of this process go on answering:
 * without a terminal, and with no credentials but those given.
 *
 * @param started - gets the process, to stop it
 */
export async function runWithAws(
  folder: string,
  parameters: readonly string[],
  variables: Readonly<Record<string, string>> = {},
  started: (child: ChildProcess) => void = () => undefined,
): Promise<CommandLineRun> {
  const inherited = Object.entries(process.env).filter(([name]) => !OF_THE_MACHINE.test(name));
  const child = spawn(process.execPath, [COMMAND_LINE, ...parameters], {
    cwd: folder,
    env: { ...Object.fromEntries(inherited), ...cleanVariables(folder), ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  started(child);
  const written = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      written[name] += text;
    });
  }
  const { exitCode, signal } = await new Promise<Pick<CommandLineRun, 'exitCode' | 'signal'>>(
    (resolve, reject) => {
      child.on('error', reject);
      child.on('close', (code, by) => {
        resolve({ exitCode: code, signal: by });
      });
    },
  );
  return { exitCode, signal, ...written };
}
