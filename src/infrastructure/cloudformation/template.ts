import { isJsonObject, type JsonObject } from '../../policy/json-shape.js';

/** A resource of a template. */
export interface TemplateResource {
  readonly id: string;
  readonly type: string;
  /** With those that SAM adds to it. */
  readonly properties: JsonObject;
  readonly metadata: JsonObject;
  /** Name of the condition under which it is made. */
  readonly condition: string | null;
  /** The object that it stands in, and its key there. */
  readonly holder: JsonObject;
  readonly key: string;
}

/** The sections of a template. */
export interface Template {
  readonly parameters: JsonObject;
  readonly mappings: JsonObject;
  readonly conditions: JsonObject;
  readonly outputs: JsonObject;
  readonly resources: ReadonlyMap<string, TemplateResource>;
  /** Roles that SAM makes for resources, by the logical ids that it gives them. */
  readonly generatedRoles: ReadonlyMap<string, TemplateResource>;
  /** Names of macros that CloudFormation runs over it. */
  readonly macros: readonly string[];
}

/** The object under a key; an empty one where there is none. */
export function objectIn(object: JsonObject, key: string): JsonObject {
  const value = Object.hasOwn(object, key) ? object[key] : undefined;
  return isJsonObject(value) ? value : {};
}

/** What stands under a key of its own; undefined where there is none. */
export function memberIn(object: JsonObject, key: string): unknown {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

/** Reads an entry of `Resources`; null where it is no resource. */
export function templateResource(
  id: string,
  entry: unknown,
  place: { readonly holder: JsonObject; readonly key: string },
): TemplateResource | null {
  if (!isJsonObject(entry)) return null;
  const type = memberIn(entry, 'Type');
  const condition = memberIn(entry, 'Condition');
  if (typeof type !== 'string') return null;
  return {
    id,
    type,
    properties: objectIn(entry, 'Properties'),
    metadata: objectIn(entry, 'Metadata'),
    condition: typeof condition === 'string' ? condition : null,
    ...place,
  };
}

/** Names under `Transform`. */
export function macrosIn(template: JsonObject): readonly string[] {
  const transform = memberIn(template, 'Transform');
  const list: readonly unknown[] = Array.isArray(transform) ? transform : [transform];
  return list.flatMap((entry) => {
    if (typeof entry === 'string') return [entry];
    const name = isJsonObject(entry) ? entry['Name'] : undefined;
    return typeof name === 'string' ? [name] : [];
  });
}
