import { existsSync } from 'node:fs';
import { glob } from 'tinyglobby';
import { isDirectory } from '../read-file.js';
import { UsageError } from '../usage-error.js';
import { isPattern } from './stands-for-several.js';

/** A file to look at. */
export interface ScannedPath {
  /** With `/` between folders. */
  readonly path: string;
  /** Whether it was named by itself: then it is worth a word if it holds nothing to assess. */
  readonly isNamed: boolean;
}

/** What may hold policies, by its ending: a directory is full of other things. */
const WORTH_A_LOOK = '**/*.{json,yaml,yml,template}';
/** What others put beside one's own files. */
const PASSED_OVER = ['**/node_modules/**', '**/.git/**', '**/.terraform/**'];
const BACKSLASHES = /\\/g;

/**
 * The files that inputs stand for: files as they are, directories with all that may hold policies, patterns. In the
 * order of the inputs, those of one in the order of their names, each once.
 *
 * @throws {UsageError} if an input cannot be read, or a pattern matches nothing
 */
export async function scannedPaths(inputs: readonly string[]): Promise<readonly ScannedPath[]> {
  const found = new Map<string, ScannedPath>();
  for (const input of inputs) {
    for (const scanned of await pathsOf(input)) {
      const known = found.get(scanned.path);
      if (known === undefined || (scanned.isNamed && !known.isNamed)) found.set(scanned.path, scanned);
    }
  }
  return [...found.values()];
}

async function pathsOf(input: string): Promise<readonly ScannedPath[]> {
  if (!existsSync(input) && isPattern(input)) {
    const paths = await glob(input.replace(BACKSLASHES, '/'), options('.'));
    if (paths.length === 0) throw new UsageError(`${input}: no file matches this pattern; correct it.`);
    return ordered(paths);
  }
  if (!isDirectory(input)) return [{ path: input.replace(BACKSLASHES, '/'), isNamed: true }];
  const paths = await glob(WORTH_A_LOOK, options(input));
  const folder = input.replace(BACKSLASHES, '/').replace(/\/+$/, '');
  return ordered(folder === '.' ? paths : paths.map((path) => `${folder}/${path}`));
}

function options(cwd: string) {
  return {
    cwd,
    ignore: PASSED_OVER,
    caseSensitiveMatch: false,
    expandDirectories: false,
    followSymbolicLinks: false,
  } as const;
}

function ordered(paths: readonly string[]): readonly ScannedPath[] {
  return [...paths].sort().map((path) => ({ path, isNamed: false }));
}
