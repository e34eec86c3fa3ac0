import { existsSync, lstatSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What a configuration file may be called; the first goes before the second. */
export const CONFIGURATION_FILES = ['cloudsplaining.yml', 'cloudsplaining.yaml'];

/** The nearest configuration file in a directory or one above it; null where there is none. */
export function findConfiguration(directory: string): string | null {
  const path = CONFIGURATION_FILES.map((name) => join(directory, name)).find(isThere);
  if (path !== undefined) return path;
  const above = dirname(directory);
  return above === directory ? null : findConfiguration(above);
}

/** A link that leads nowhere is there, too: reading it says what is wrong, whereas without it other rules would hold. */
function isThere(path: string): boolean {
  return existsSync(path) || isLink(path);
}

function isLink(path: string): boolean {
  try {
    return lstatSync(path).isSymbolicLink();
  } catch {
    return false;
  }
}
