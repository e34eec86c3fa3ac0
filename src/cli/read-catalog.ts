import type { Catalog } from '../catalog/catalog.js';
import { loadCatalog } from '../catalog/catalog-file.js';
import { parseCatalog } from '../catalog/parse-catalog.js';
import { readText } from './read-file.js';
import { UsageError } from './usage-error.js';

/**
 * The catalogue a user named, or the packaged one.
 *
 * @throws {UsageError} if the named file is not a compiled catalogue
 */
export function readCatalog(path: string | undefined): Catalog {
  if (path === undefined) return loadCatalog();
  const text = readText(path);
  try {
    return parseCatalog(text);
  } catch (error) {
    throw error instanceof Error ? new UsageError(`${path}: ${error.message}.`) : error;
  }
}
