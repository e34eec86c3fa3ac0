import { isJsonObject, type JsonObject } from '../policy/json-shape.js';

const RESOURCE_TYPE = /^[A-Za-z0-9]+::[A-Za-z0-9:]+$/;

/** What tool an object is of: a plan or state as `terraform show -json` prints it, or a template; null for neither. */
export function infrastructureFormat(value: JsonObject): 'terraform' | 'cloudformation' | null {
  if (isTerraform(value)) return 'terraform';
  return isTemplate(value) ? 'cloudformation' : null;
}

function isTerraform(value: JsonObject): boolean {
  return (
    Object.hasOwn(value, 'format_version') &&
    ['planned_values', 'values', 'resource_changes', 'terraform_version'].some((key) =>
      Object.hasOwn(value, key),
    )
  );
}

function isTemplate(value: JsonObject): boolean {
  if (Object.hasOwn(value, 'AWSTemplateFormatVersion')) return true;
  const resources = value['Resources'];
  return (
    isJsonObject(resources) &&
    Object.entries(resources).some(
      ([id, resource]) =>
        id.startsWith('Fn::ForEach::') ||
        (isJsonObject(resource) &&
          typeof resource['Type'] === 'string' &&
          RESOURCE_TYPE.test(resource['Type'])),
    )
  );
}
