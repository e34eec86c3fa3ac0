import type { Catalog } from '../catalog/catalog.js';
import { loadCatalog } from '../catalog/catalog-file.js';
import { unreadable } from './system-error.js';
import { UsageError } from './usage-error.js';

/**
 * The catalogue a user named, or the packaged one.
 *
 * @throws {UsageError} if the named file is not a compiled catalogue
 */
export function readCatalog(path: string | undefined): Catalog {
  try {
    return loadCatalog(path);
  } catch (error) {
    if (path === undefined) throw error;
    const reason = unreadable(path, error);
    throw reason !== error || !(error instanceof Error)
      ? reason
      : new UsageError(`${path}: ${error.message}.`);
  }
}
