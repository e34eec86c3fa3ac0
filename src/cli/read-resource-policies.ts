import {
  parseResourcePolicies,
  resourcePolicyDocuments,
  type ResourcePolicies,
} from '../account/resource-policies.js';
import { inFile } from './input-error-in-file.js';
import { readHandwrittenJson } from './parse-json.js';

/**
 * The resource policies in a file; none without a file.
 *
 * @throws {UsageError} if the file cannot be read as such
 */
export async function readResourcePolicies(path: string | undefined): Promise<ResourcePolicies> {
  if (path === undefined) return new Map();
  const json = await readHandwrittenJson(path);
  return inFile(path, () => parseResourcePolicies(json));
}

/**
 * The documents in a file of resource policies as they stand there; none without a file.
 *
 * @throws {UsageError} if the file cannot be read as such
 */
export async function readResourcePolicyDocuments(
  path: string | undefined,
): Promise<ReadonlyMap<string, unknown>> {
  if (path === undefined) return new Map();
  const json = await readHandwrittenJson(path);
  return inFile(path, () => resourcePolicyDocuments(json));
}
