import { parseOrganizationPolicies, type OrganizationPolicies } from '../account/organization-policies.js';
import { inFile } from './input-error-in-file.js';
import { readHandwrittenJson } from './parse-json.js';

/**
 * The organisation policies in a file; null without a file.
 *
 * @throws {UsageError} if the file cannot be read as such
 */
export async function readOrganizationPolicies(
  path: string | undefined,
): Promise<OrganizationPolicies | null> {
  if (path === undefined) return null;
  const json = await readHandwrittenJson(path);
  return inFile(path, () => parseOrganizationPolicies(json));
}
