import { readFileSync } from 'node:fs';
import type { Catalog } from './catalog.js';
import { parseCatalog } from './parse-catalog.js';

/**
 * Loads a compiled catalogue.
 *
 * @param path - a file made by `npm run build:catalog`; without it, the one that came with the package
 * @throws {Error} if the file cannot be read or is not a compiled catalogue
 */
export function loadCatalog(path?: string): Catalog {
  return parseCatalog(readFileSync(path ?? packagedCatalogFile('index.json'), 'utf8'));
}

/**
 * The compiled files lie in `dist/catalog`; this module runs from `src/catalog`, from `dist/` or, split off
 * by the bundler, from a folder below `dist/`.
 */
export function packagedCatalogFile(name: string): URL {
  const here = import.meta.url;
  const distAt = here.lastIndexOf('/dist/');
  if (distAt >= 0) return new URL(`${here.slice(0, distAt)}/dist/catalog/${name}`);
  return new URL(`../../dist/catalog/${name}`, here);
}
