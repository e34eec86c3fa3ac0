import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { importStatements, type ImportStatement } from './import-statements.js';

const SOURCE = path.join(import.meta.dirname, '../../src');

/** An import with the file it leads to, where that is one of the project's own. */
export interface ResolvedImport extends ImportStatement {
  /** Path below `src/`; null for Node's modules and packages. */
  readonly target: string | null;
}

/** Every source file, by its path below `src/`, with its imports. */
export function readSourceTree(): ReadonlyMap<string, readonly ResolvedImport[]> {
  const files = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' })
    .map((file) => file.split(path.sep).join('/'))
    .filter((file) => /\.tsx?$/.test(file))
    .sort();
  return new Map(
    files.map((file) => [
      file,
      importStatements(readFileSync(path.join(SOURCE, file), 'utf8')).map((statement) => ({
        ...statement,
        target: resolve(file, statement.specifier),
      })),
    ]),
  );
}

function resolve(file: string, specifier: string): string | null {
  if (!specifier.startsWith('.')) return null;
  const named = path.posix.join(path.posix.dirname(file), specifier);
  const candidates = [named, named.replace(/\.js$/, '.ts'), named.replace(/\.js$/, '.tsx')];
  const found = candidates.find((candidate) => existsSync(path.join(SOURCE, candidate)));
  if (found === undefined) throw new Error(`src/${file} imports ${specifier}, which is not there`);
  return found;
}

/** The first cycle found, as the files it passes; null if there is none. */
export function findCycle(graph: ReadonlyMap<string, readonly string[]>): readonly string[] | null {
  const finished = new Set<string>();
  const visit = (node: string, trail: readonly string[]): readonly string[] | null => {
    const start = trail.indexOf(node);
    if (start >= 0) return [...trail.slice(start), node];
    if (finished.has(node)) return null;
    for (const next of graph.get(node) ?? []) {
      const cycle = visit(next, [...trail, node]);
      if (cycle !== null) return cycle;
    }
    finished.add(node);
    return null;
  };
  for (const node of graph.keys()) {
    const cycle = visit(node, []);
    if (cycle !== null) return cycle;
  }
  return null;
}
