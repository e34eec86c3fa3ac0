import { parseExclusions, type Exclusions } from '../assessment/exclusions.js';
import { inFile } from './input-error-in-file.js';
import { readText } from './read-file.js';

/** Reads an exclusions file; undefined where none is named. */
export async function readExclusions(path: string | undefined): Promise<Exclusions | undefined> {
  if (path === undefined) return undefined;
  const { parseYaml } = await import('./parse-yaml.js');
  const { value, lineOf } = parseYaml(readText(path), path, { mergeKeys: true });
  return inFile(path, () => parseExclusions(value), lineOf);
}
