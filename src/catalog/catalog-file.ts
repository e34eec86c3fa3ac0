import { readFileSync } from 'node:fs';
import { brotliDecompressSync } from 'node:zlib';
import { CatalogDetails, type CompiledDetails } from './catalog-details.js';
import type { Catalog } from './catalog.js';
import { parseCatalog } from './parse-catalog.js';

/**
 * Loads a compiled catalogue.
 *
 * @param path - a file made by `npm run build:catalog`; without it, the one that came with the package
 * @throws {Error} if the file cannot be read or is not a compiled catalogue
 */
export function loadCatalog(path?: string): Catalog {
  return parseCatalog(readFileSync(path ?? packaged('index.json'), 'utf8'));
}

/** Loads descriptions and condition keys for the catalogue that came with the package. */
export function loadCatalogDetails(catalog: Catalog): CatalogDetails {
  const text = brotliDecompressSync(readFileSync(packaged('details.json.br'))).toString('utf8');
  // The file is written by our own build beside the index, never by a user.
  return new CatalogDetails(catalog, JSON.parse(text) as CompiledDetails);
}

/**
 * The compiled files lie in `dist/catalog`; this module runs from `src/catalog`, from `dist/` or, split off
 * by the bundler, from a folder below `dist/`.
 */
function packaged(name: string): URL {
  const here = import.meta.url;
  const distAt = here.lastIndexOf('/dist/');
  if (distAt >= 0) return new URL(`${here.slice(0, distAt)}/dist/catalog/${name}`);
  return new URL(`../../dist/catalog/${name}`, here);
}
