import { InputError } from '../policy/input-error.js';
import { describeType, isJsonObject } from '../policy/json-shape.js';
import type { PolicyDocument } from '../policy/policy-document.js';
import { policyDocumentAt } from '../policy/request/principal-element.js';

/** Policies of resources by the ARN of the resource. */
export type ResourcePolicies = ReadonlyMap<string, PolicyDocument>;

/**
 * The documents of a resource policies file as they stand in it, by the ARN of the resource.
 *
 * @param input - the parsed JSON of the file: an object from ARN to policy document
 * @throws {InputError} with the JSON path of what is no policy document
 */
export function resourcePolicyDocuments(input: unknown): ReadonlyMap<string, unknown> {
  const read = parseResourcePolicies(input);
  return new Map(isJsonObject(input) ? Object.entries(input).filter(([arn]) => read.has(arn)) : []);
}

/**
 * Reads the parsed JSON of a resource policies file: an object from ARN to policy document.
 *
 * @throws {InputError} with the JSON path of what is no policy document
 */
export function parseResourcePolicies(input: unknown): ResourcePolicies {
  if (!isJsonObject(input))
    throw new InputError(
      `a resource policies file is an object from ARN to policy document, not ${describeType(input)}`,
      '$',
    );
  return new Map(Object.entries(input).map(([arn, document]) => [arn, documentOf(arn, document)]));
}

function documentOf(arn: string, document: unknown): PolicyDocument {
  const where = `$[${JSON.stringify(arn)}]`;
  if (!/^arn:[^:]+:[^:]+:[^:]*:[^:]*:./.test(arn))
    throw new InputError('the key of a resource policy is the ARN of the resource', where);
  if (/[*?]/.test(arn))
    throw new InputError(
      'the key of a resource policy is the ARN of one resource, without wildcards; the policy of a bucket stands under the ARN of the bucket',
      where,
    );
  return policyDocumentAt(document, where, 'required');
}
