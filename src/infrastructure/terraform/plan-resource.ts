import { isJsonObject, type JsonObject } from '../../policy/json-shape.js';

/** A resource or data source as a plan or a state lists it. */
export interface PlanResource {
  /** `module.app["x"].aws_iam_role.ci[0]`. */
  readonly address: string;
  readonly isData: boolean;
  readonly type: string;
  readonly name: string;
  /** Of `count` or `for_each`; null without them. */
  readonly index: string | number | null;
  /** Address of the module that it stands in; empty for the root. */
  readonly module: string;
  readonly values: JsonObject;
  /** What of the values is known only after apply, in the shape of the values. */
  readonly unknown: unknown;
  /** The object of the file that the values stand in, and its key there. */
  readonly holder: JsonObject;
  readonly valuesKey: string;
}

/** The resources of a plan once it is applied, or of a state, modules within modules too. */
export function planResources(file: JsonObject): readonly PlanResource[] {
  const unknown = unknownValues(file);
  const planned = file['planned_values'] ?? file['values'];
  const root = isJsonObject(planned) ? planned['root_module'] : undefined;
  const resources: PlanResource[] = [];
  const pending: unknown[] = [root];
  let hasModules = false;
  for (let at = 0; at < pending.length; at++) {
    const module = pending[at];
    if (!isJsonObject(module)) continue;
    hasModules = true;
    const address = textIn(module, 'address') ?? '';
    for (const resource of listIn(module, 'resources')) {
      const read = isJsonObject(resource) ? planResource(resource, address, unknown) : null;
      if (read !== null) resources.push(read);
    }
    for (const child of listIn(module, 'child_modules')) pending.push(child);
  }
  return hasModules ? resources : changedResources(file);
}

function planResource(
  resource: JsonObject,
  module: string,
  unknown: ReadonlyMap<string, unknown>,
): PlanResource | null {
  const type = textIn(resource, 'type');
  const name = textIn(resource, 'name');
  if (type === null || name === null) return null;
  const address = textIn(resource, 'address') ?? `${module === '' ? '' : `${module}.`}${type}.${name}`;
  return {
    address,
    isData: resource['mode'] === 'data',
    type,
    name,
    index: indexOf(resource),
    module,
    values: isJsonObject(resource['values']) ? resource['values'] : {},
    unknown: unknown.get(address),
    holder: resource,
    valuesKey: 'values',
  };
}

/** What a plan without `planned_values` says: all that is not deleted. */
function changedResources(file: JsonObject): readonly PlanResource[] {
  return listIn(file, 'resource_changes').flatMap((entry): PlanResource[] => {
    if (!isJsonObject(entry) || !isJsonObject(entry['change'])) return [];
    const { change } = entry;
    const type = textIn(entry, 'type');
    const name = textIn(entry, 'name');
    if (!isJsonObject(change) || type === null || name === null || !isJsonObject(change['after'])) return [];
    return [
      {
        address: textIn(entry, 'address') ?? `${type}.${name}`,
        isData: entry['mode'] === 'data',
        type,
        name,
        index: indexOf(entry),
        module: textIn(entry, 'module_address') ?? '',
        values: change['after'],
        unknown: change['after_unknown'],
        holder: change,
        valuesKey: 'after',
      },
    ];
  });
}

/** What is known only after apply, by the address of the resource. */
function unknownValues(file: JsonObject): ReadonlyMap<string, unknown> {
  const unknown = new Map<string, unknown>();
  for (const entry of listIn(file, 'resource_changes')) {
    const address = isJsonObject(entry) ? textIn(entry, 'address') : null;
    if (address === null || !isJsonObject(entry) || !isJsonObject(entry['change'])) continue;
    // A deposed object bears the address of the one that replaces it.
    if (!Object.hasOwn(entry, 'deposed')) unknown.set(address, entry['change']['after_unknown']);
  }
  return unknown;
}

/** The inline policies of roles that are resources of their own, before a plan is applied or after, by {@link rolePolicyKey}. */
export function rolePoliciesApart(file: JsonObject): ReadonlySet<string> {
  const keys = new Set<string>();
  for (const entry of listIn(file, 'resource_changes')) {
    if (!isJsonObject(entry) || entry['type'] !== 'aws_iam_role_policy' || !isJsonObject(entry['change']))
      continue;
    for (const values of [entry['change']['before'], entry['change']['after']]) {
      const role = isJsonObject(values) ? textIn(values, 'role') : null;
      const name = isJsonObject(values) ? textIn(values, 'name') : null;
      if (role !== null && name !== null) keys.add(rolePolicyKey(role, name));
    }
  }
  return keys;
}

export function rolePolicyKey(role: string, policy: string): string {
  return `${role}:${policy}`;
}

function indexOf(resource: JsonObject): string | number | null {
  const index = resource['index'];
  return typeof index === 'string' || typeof index === 'number' ? index : null;
}

/** A text under a key; null where there is none. */
export function textIn(object: JsonObject, key: string): string | null {
  const value = Object.hasOwn(object, key) ? object[key] : undefined;
  return typeof value === 'string' ? value : null;
}

/** A list under a key; empty where there is none. */
export function listIn(object: JsonObject, key: string): readonly unknown[] {
  const value = Object.hasOwn(object, key) ? object[key] : undefined;
  return Array.isArray(value) ? value : [];
}

/** The part of the unknown values that stands under a key or index; true stands for all of it. */
export function unknownUnder(unknown: unknown, key: string | number): unknown {
  if (unknown === true) return true;
  if (Array.isArray(unknown)) return typeof key === 'number' ? unknown[key] : undefined;
  return isJsonObject(unknown) && Object.hasOwn(unknown, key) ? unknown[key] : undefined;
}

/** Names a resource, with all its instances, within the plan. */
export function addressIn(
  module: string,
  { type, name, isData }: Pick<PlanResource, 'type' | 'name' | 'isData'>,
): string {
  return `${module} ${isData ? 'data.' : ''}${type}.${name}`;
}
