import { isJsonObject } from '../policy/json-shape.js';

/**
 * Where a definition of an API in OpenAPI holds the API's resource policy.
 * Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/openapi-extensions-policy.html
 */
const POLICY = 'x-amazon-apigateway-policy';

/** The resource policy in a definition of an API; undefined where there is none. */
export function policyOfApiDefinition(definition: unknown): unknown {
  return isJsonObject(definition) && Object.hasOwn(definition, POLICY) ? definition[POLICY] : undefined;
}

/** Whether a text may be a definition of an API with a resource policy. */
export function mayHoldApiPolicy(text: string): boolean {
  return text.includes(POLICY);
}
