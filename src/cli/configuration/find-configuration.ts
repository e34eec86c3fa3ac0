import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What a configuration file is called. */
export const CONFIGURATION_FILE = 'cloudsplaining.yml';

/** The nearest configuration file in a directory or one above it; null where there is none. */
export function findConfiguration(directory: string): string | null {
  const path = join(directory, CONFIGURATION_FILE);
  if (existsSync(path)) return path;
  const above = dirname(directory);
  return above === directory ? null : findConfiguration(above);
}
