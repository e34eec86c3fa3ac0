import { parseTriageFile, type TriageFile } from '../assessment/parse-triage-file.js';
import { inFile } from './input-error-in-file.js';
import { readJson } from './parse-json.js';

/** A triage file with its path, for messages. */
export interface NamedTriageFile extends TriageFile {
  readonly path: string;
}

/**
 * Reads triage files.
 *
 * @throws {UsageError} if one cannot be read as such
 */
export async function readTriage(paths: readonly string[]): Promise<readonly NamedTriageFile[]> {
  const files: NamedTriageFile[] = [];
  for (const path of paths) {
    const json = await readJson(path);
    files.push({ ...inFile(path, () => parseTriageFile(json)), path });
  }
  return files;
}
