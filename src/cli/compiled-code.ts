import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Script } from 'node:vm';

/** What a module is called with, as Node calls it. */
export type ModuleFunction = (
  this: unknown,
  exports: unknown,
  require: (id: string) => unknown,
  module: { exports: unknown },
  filename: string,
  folder: string,
) => void;

/** Text of a CommonJS module as a function. What was compiled ahead is good for this very text alone. */
export function moduleText(source: string): string {
  return `(function (exports, require, module, __filename, __dirname) { ${source}\n})`;
}

/**
 * Text of a module of the build. It is plain ASCII, which `compile-ahead` makes sure of: as such it is read several
 * times as fast as UTF-8.
 */
export function readModule(path: string): string {
  return readFileSync(path, 'latin1');
}

/** Where the build keeps what it compiled of a module: of use to the very version of Node that made it. */
export function compiledFile(folder: string, name: string): string {
  return join(folder, 'compiled', `${name}.${process.version}.${process.arch}.bin`);
}

/**
 * Loads a module of the command line. Half of a short run would go into compiling: where the build ran under this
 * version of Node, it left the compiled code. Anything else makes V8 compile the source as usual.
 *
 * @param folder - where the module lies
 * @param load - what modules in that folder require others with
 */
export function requireCompiled(name: string, folder: string, load: (id: string) => unknown): unknown {
  const path = join(folder, `${name}.js`);
  const cachedData = readCompiled(compiledFile(folder, name));
  if (cachedData === null) return load(path);
  const script = new Script(moduleText(readModule(path)), { filename: path, cachedData });
  const module = { exports: {} };
  // The text is that of a function of this type.
  const run = script.runInThisContext() as ModuleFunction;
  run.call(module.exports, module.exports, load, module, path, folder);
  return module.exports;
}

function readCompiled(path: string): Buffer | null {
  try {
    return readFileSync(path);
  } catch {
    return null;
  }
}
