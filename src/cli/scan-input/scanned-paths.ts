import { existsSync, type readdir } from 'node:fs';
import { resolve } from 'node:path';
import { glob } from 'tinyglobby';
import { isDirectory } from '../read-file.js';
import { unreadable } from '../system-error.js';
import { UsageError } from '../usage-error.js';
import { withSlashes } from '../with-slashes.js';
import { FolderWalk } from './folder-walk.js';
import { isPattern } from './stands-for-several.js';

/** A file to look at. */
export interface ScannedPath {
  /** With `/` between folders. */
  readonly path: string;
  /** Whether it was named by itself: then it is worth a word if it holds nothing to assess. */
  readonly isNamed: boolean;
  /** Why it cannot be read, where that is known already. */
  readonly fault?: unknown;
}

/** What may hold policies, by its ending: a directory is full of other things. */
const WORTH_A_LOOK = '**/*.{json,yaml,yml,template,tf,tofu}';
/** What others put beside one's own files. */
const PASSED_OVER = ['**/node_modules/**', '**/.git/**', '**/.terraform/**'];
const YAML = /\.ya?ml$/i;

/**
 * The files that inputs stand for: files as they are, directories with all that may hold policies, patterns. In the
 * order of the inputs, those of one in the order of their names, each once.
 *
 * @param skipsOthers - whether files that are named may be of any kind: YAML is then no more ours than in a directory,
 * for templates of other tools are called so and are none
 * @throws {UsageError} if an input cannot be read, or a pattern matches nothing
 */
export async function scannedPaths(
  inputs: readonly string[],
  skipsOthers = false,
): Promise<readonly ScannedPath[]> {
  const found = new Map<string, ScannedPath>();
  for (const input of inputs) {
    for (const path of await pathsOf(input)) {
      const scanned = skipsOthers && YAML.test(path.path) ? { ...path, isNamed: false } : path;
      const known = found.get(scanned.path);
      if (known === undefined || (scanned.isNamed && !known.isNamed)) found.set(scanned.path, scanned);
    }
  }
  return [...found.values()];
}

async function pathsOf(input: string): Promise<readonly ScannedPath[]> {
  const given = withSlashes(input);
  if (!existsSync(input) && isPattern(input)) {
    const found = await filesIn('.', given, (path) => path);
    if (found.length === 0) throw new UsageError(`${input}: no file matches this pattern; correct it.`);
    return found;
  }
  if (!isDirectory(input)) return [{ path: given, isNamed: true }];
  const folder = given.replace(/(?<=.)\/+$/, '');
  const below = folder === '/' ? '/' : `${folder}/`;
  return filesIn(input, WORTH_A_LOOK, (path) => {
    if (folder === '.') return path;
    return path === '.' ? folder : `${below}${path}`;
  });
}

/**
 * The files below a folder that a pattern matches, and folders there that cannot be read.
 *
 * @param pathOf - turns a path in the folder into one that people find
 */
async function filesIn(
  folder: string,
  pattern: string,
  pathOf: (path: string) => string,
): Promise<readonly ScannedPath[]> {
  const walk = new FolderWalk(resolve(folder));
  const paths = await glob(pattern, {
    cwd: folder,
    ignore: PASSED_OVER,
    caseSensitiveMatch: false,
    expandDirectories: false,
    followSymbolicLinks: false,
    // The search calls it in this one of its many forms.
    fs: { readdir: walk.readdir as unknown as typeof readdir },
  });
  const files = walk
    .withoutLinksAmong(paths)
    .map((path): ScannedPath => ({ path: pathOf(path), isNamed: false }));
  const faults = Array.from(walk.faults, ([path, error]): ScannedPath => {
    const place = pathOf(path === '' ? '.' : withSlashes(path));
    return { path: place, isNamed: false, fault: unreadable(place, error) };
  });
  return [...files, ...faults].sort((one, other) => (one.path < other.path ? -1 : 1));
}
