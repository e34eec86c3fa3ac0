import { joinedPath } from './local-path.js';
import type { Resolver } from './resolver.js';
import { memberIn, objectIn, type TemplateResource } from './template.js';
import type { JsonObject } from '../../policy/json-shape.js';

/** The property that says where the template is, by the type of what stands for a nested stack. */
const TEMPLATE_PROPERTIES: ReadonlyMap<string, string> = new Map([
  ['AWS::CloudFormation::Stack', 'TemplateURL'],
  ['AWS::Serverless::Application', 'Location'],
]);
/** Where the CDK notes which file the address of a template in a bucket stands for. */
const ASSET_PATH = 'aws:asset:path';
const ADDRESS = /^[a-z][a-z0-9+.-]+:\/\//i;

/** Whether a resource makes a stack of a template of its own. */
export function isNestedStack({ type }: TemplateResource): boolean {
  return TEMPLATE_PROPERTIES.has(type);
}

/** The path of the template of a nested stack; null where it is no file, or not known. */
export function nestedTemplatePath(
  resource: TemplateResource,
  resolver: Resolver,
  parentPath: string,
): string | null {
  const property = TEMPLATE_PROPERTIES.get(resource.type);
  if (property === undefined) return null;
  const asset = memberIn(resource.metadata, ASSET_PATH);
  const written =
    typeof asset === 'string' ? asset : resolver.resolve(memberIn(resource.properties, property));
  return typeof written !== 'string' || written === '' || ADDRESS.test(written)
    ? null
    : joinedPath(parentPath, written);
}

/** What a nested stack gives the parameters of its template, not resolved. */
export function nestedParameters(resource: TemplateResource): JsonObject {
  return objectIn(resource.properties, 'Parameters');
}
