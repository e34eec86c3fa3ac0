import { isJsonObject, type JsonObject } from '../../policy/json-shape.js';
import { memberIn, objectIn } from './template.js';

/** What `Globals` may set of what decides on the roles of functions; their policies stand in each function. */
const OF_FUNCTIONS: ReadonlySet<string> = new Set([
  'RolePath',
  'PermissionsBoundary',
  'AssumeRolePolicyDocument',
  'Tags',
]);
const FUNCTION = 'AWS::Serverless::Function';

/**
 * The properties of a resource with those that SAM adds from `Globals`.
 * Source: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-template-anatomy-globals.html
 */
export function withGlobals(globals: JsonObject, type: string, properties: JsonObject): JsonObject {
  if (type !== FUNCTION) return properties;
  const common = Object.entries(objectIn(globals, 'Function')).filter(([name]) => OF_FUNCTIONS.has(name));
  return common.length === 0 ? properties : mergedObjects(Object.fromEntries(common), properties);
}

/** Maps are merged, lists joined, and of anything else the resource's own counts. */
function merged(common: unknown, own: unknown): unknown {
  if (Array.isArray(common) && Array.isArray(own)) return [...(common as unknown[]), ...(own as unknown[])];
  return isMap(common) && isMap(own) ? mergedObjects(common, own) : own;
}

function mergedObjects(common: JsonObject, own: JsonObject): JsonObject {
  const entries = Object.entries(own).map(([key, value]): [string, unknown] => {
    const other = memberIn(common, key);
    return [key, other === undefined ? value : merged(other, value)];
  });
  return { ...common, ...Object.fromEntries(entries) };
}

/** A function of CloudFormation gives a value and is none to be merged. */
function isMap(value: unknown): value is JsonObject {
  if (!isJsonObject(value)) return false;
  const [name = '', ...others] = Object.keys(value);
  return others.length > 0 || !(name === 'Ref' || name === 'Condition' || name.startsWith('Fn::'));
}
