import { readFileSync } from 'node:fs';
import { brotliDecompressSync } from 'node:zlib';
import { CatalogDetails, type CompiledDetails } from './catalog-details.js';
import { packagedFile } from './catalog-file.js';
import type { Catalog } from './catalog.js';

/** Loads descriptions and condition keys for the catalogue that came with the package. */
export function loadCatalogDetails(catalog: Catalog): CatalogDetails {
  const text = brotliDecompressSync(readFileSync(packagedFile('catalog/details.json.br'))).toString('utf8');
  // The file is written by our own build beside the index, never by a user.
  return new CatalogDetails(catalog, JSON.parse(text) as CompiledDetails);
}
