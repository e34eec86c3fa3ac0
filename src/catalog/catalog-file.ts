import { isAscii } from 'node:buffer';
import { readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import type { Catalog } from './catalog.js';
import { parseCatalog } from './parse-catalog.js';

/**
 * Loads a compiled catalogue.
 *
 * @param path - a file made by `npm run build:catalog`; without it, the one that came with the package
 * @throws {Error} if the file cannot be read or is not a compiled catalogue
 */
export function loadCatalog(path?: string): Catalog {
  const bytes = readFileSync(path ?? packagedFile('catalog/index.json'));
  // Decoding a megabyte of UTF-8 takes twice as long, and the packaged catalogue is plain.
  return parseCatalog(bytes.toString(isAscii(bytes) ? 'latin1' : 'utf8'));
}

/**
 * Where a file of the build lies: in `dist`. This module runs from `src/catalog`, from `dist` or, split off by the
 * bundler, from a folder below it.
 *
 * @param name - relative to `dist`, with slashes
 */
export function packagedFile(name: string): string {
  const here = import.meta.dirname + sep;
  const distAt = here.lastIndexOf(`${sep}dist${sep}`);
  return distAt >= 0 ? join(here.slice(0, distAt), 'dist', name) : join(here, '../../dist', name);
}
