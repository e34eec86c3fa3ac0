import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { EarlierFindings, parseEarlierFindings } from '../assessment/earlier-findings.js';
import type { ComparedFindings } from '../assessment/findings-trend.js';
import { inFile } from './input-error-in-file.js';
import { readJson } from './parse-json.js';
import { isDirectory } from './read-file.js';
import { unreadable } from './system-error.js';
import { UsageError } from './usage-error.js';
import { ORGANIZATION_FINDINGS } from '../scanning/organization-file-names.js';

const FINDINGS_FILE = /^iam-findings-.*\.json$/i;

/**
 * The findings of an earlier scan: of one account, of an organisation, or of a directory that a scan wrote. Null
 * where none are named.
 *
 * @throws {UsageError} if there are none, or one cannot be read
 */
export async function readEarlierFindings(path: string | undefined): Promise<EarlierFindings | null> {
  if (path === undefined) return null;
  const all: ComparedFindings[] = [];
  for (const file of findingsFiles(path)) {
    const json = await readJson(file);
    all.push(...inFile(file, () => parseEarlierFindings(json)));
  }
  return new EarlierFindings(all);
}

function findingsFiles(path: string): readonly string[] {
  if (!isDirectory(path)) return [path];
  const ofOrganization = join(path, ORGANIZATION_FINDINGS);
  if (existsSync(ofOrganization)) return [ofOrganization];
  let names: string[];
  try {
    names = readdirSync(path).sort();
  } catch (error) {
    throw unreadable(path, error);
  }
  const files = names.filter((name) => FINDINGS_FILE.test(name)).map((name) => join(path, name));
  if (files.length > 0) return files;
  throw new UsageError(
    `${path}: no file in this directory holds earlier findings; name one with ${ORGANIZATION_FINDINGS} or iam-findings-NAME.json.`,
  );
}
