import type { AccountProblem } from '../account/account.js';
import type { ScannedPart } from '../assessment/scanned-part.js';
import { standalonePart } from '../assessment/scan-policy.js';
import type { NotAssessed } from '../assessment/assessment.js';
import { terminalSafe } from '../output/terminal-safe.js';
import { isDirectory } from './read-file.js';
import { readScanInput } from './scan-input/read-scan-input.js';
import { scanFiles } from './scan-input/scanned-files.js';
import { scannedPaths } from './scan-input/scanned-paths.js';
import type { Terminal } from './terminal.js';
import { tellProblems } from './unread-parts.js';
import { UsageError } from './usage-error.js';
import { withSlashes } from './with-slashes.js';

/** What templates and plans declare, and policies beside them. */
export interface ComparedDeclarations {
  readonly kind: 'templates or plans';
  readonly parts: readonly ScannedPart[];
  /** What a file is called on both sides: its path in the directory; empty where the file is all there is. */
  readonly fileOf: (path: string) => string;
  /** Whether part of what should have been compared could not be read. */
  readonly lacksAPart: boolean;
}

/** A file that is added on one side must not make another account of those after it. */
const SETTINGS = { accountId: null, region: null, isOneAccount: true };

/**
 * Reads a template, a plan, or a directory of them and of policies. What holds neither is passed over, and that is said,
 * as is what cannot be read.
 *
 * @throws {UsageError} if there is nothing to compare
 */
export async function readComparedDeclarations(
  path: string,
  terminal: Terminal,
): Promise<ComparedDeclarations> {
  const { parts, notAssessed, broken } = isDirectory(path)
    ? await scanFiles(await scannedPaths([path]), SETTINGS)
    : await readOneFile(path, terminal);
  if (parts.length === 0)
    throw new UsageError(
      `${path}: there is nothing to compare: ${notAssessed[0]?.reason ?? 'no file was found'}.`,
    );
  for (const { where, reason } of notAssessed)
    terminal.err(`Skipped: ${terminalSafe(`${where}: ${reason}.`)}\n`);
  return {
    kind: 'templates or plans',
    parts,
    fileOf: isDirectory(path) ? pathsWithin(path) : () => '',
    lacksAPart: broken > 0,
  };
}

/**
 * Says what of the new state cannot be read that was not there before. Templates are full of values that nobody knows
 * before they are deployed, and what is open on both sides alike is no change.
 *
 * @returns the new state, which lacks a part where there is such a thing
 */
export function withNewlyOpen(
  before: ComparedDeclarations,
  after: ComparedDeclarations,
  terminal: Terminal,
): ComparedDeclarations {
  const known = new Set(problemsOf(before).map(problemText));
  const problems = problemsOf(after);
  const opened = problems.filter((problem) => !known.has(problemText(problem)));
  tellProblems(opened, terminal);
  const open = problems.length - opened.length;
  if (open > 0)
    terminal.err(
      `Note: ${open === 1 ? '1 thing is' : `${open} things are`} open on both sides alike; scan-files lists ${open === 1 ? 'it' : 'them'}.\n`,
    );
  return opened.length === 0 ? after : { ...after, lacksAPart: true };
}

function problemsOf({ parts }: ComparedDeclarations): readonly AccountProblem[] {
  return parts.flatMap(({ account }) => account.problems);
}

/** A problem without its place, which moves with every line that is added above it. */
function problemText({ what, reason }: AccountProblem): string {
  return `${what}: ${reason}`;
}

async function readOneFile(
  path: string,
  terminal: Terminal,
): Promise<{
  readonly parts: readonly ScannedPart[];
  readonly notAssessed: readonly NotAssessed[];
  readonly broken: number;
}> {
  const input = await readScanInput([path], SETTINGS, terminal);
  return input.kind === 'files'
    ? input.scanned
    : { parts: [standalonePart(input.policies)], notAssessed: [], broken: 0 };
}

function pathsWithin(folder: string): (path: string) => string {
  const above = withSlashes(folder).replace(/\/*$/, '/');
  return (path) => (path.startsWith(above) ? path.slice(above.length) : path);
}
