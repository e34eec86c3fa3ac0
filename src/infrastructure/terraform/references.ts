import { isJsonObject, type JsonObject } from '../../policy/json-shape.js';
import type { PlanResource } from './plan-resource.js';
import { expressionAt } from './expression-at.js';
import { indexText, ModuleInstances, moduleSteps, unquoted, type ModuleStep } from './module-address.js';
import { listIn, rolePoliciesApart, textIn } from './plan-resource.js';

/** An attribute of a resource that an expression refers to. */
export interface ReferredAttribute {
  readonly resource: PlanResource;
  /** Empty where the resource is meant as a whole. */
  readonly attribute: string;
}

/** An attribute as expressions write it. */
export function attributeName({ resource: { address }, attribute }: ReferredAttribute): string {
  return attribute === '' ? address : `${address}.${attribute}`;
}

/** Where the value of an attribute comes from. */
export interface Origin {
  readonly attributes: readonly ReferredAttribute[];
  /** What the expression names that could not be followed, as it is written. */
  readonly unfollowed: readonly string[];
}

type Step = string | number;

/** So many modules a reference is followed through. */
const DEEPEST = 32;
const MOST_STEPS = 10_000;
const SEGMENT = /([A-Za-z_][\w-]*)|\[("(?:[^"\\]|\\.)*"|\d+)\]/g;

interface Search {
  readonly found: Map<string, ReferredAttribute>;
  /** What outputs of a module give of which the expression does not show the one that it means. */
  readonly possible: Map<string, ReferredAttribute>;
  readonly unfollowed: Set<string>;
  readonly seen: Set<string>;
  steps: number;
}

/** Follows the references of a plan's `configuration` from resource to resource, through variables and outputs. */
export class References {
  /** Inline policies of roles that are resources of their own, before or after the plan is applied. */
  readonly rolePoliciesApart: ReadonlySet<string>;
  private readonly configuration: JsonObject;
  /** Resources by module, type and name, all instances together. */
  private readonly instances = new Map<string, PlanResource[]>();
  private readonly instancesByIndex = new Map<string, PlanResource[]>();
  private readonly blocks = new Map<string, JsonObject | null>();
  private readonly modules: ModuleInstances;

  constructor(file: JsonObject, resources: readonly PlanResource[]) {
    const configuration = file['configuration'];
    this.configuration = isJsonObject(configuration) ? configuration : {};
    this.rolePoliciesApart = rolePoliciesApart(file);
    for (const resource of resources) {
      const key = instanceKey(resource.module, resource);
      const known = this.instances.get(key);
      if (known === undefined) this.instances.set(key, [resource]);
      else known.push(resource);
      const keyOfOne = `${key} ${JSON.stringify(resource.index)}`;
      const same = this.instancesByIndex.get(keyOfOne);
      if (same === undefined) this.instancesByIndex.set(keyOfOne, [resource]);
      else same.push(resource);
    }
    this.modules = new ModuleInstances(new Set(resources.map(({ module }) => module)));
  }

  /** Whether the configuration sets an attribute: others are computed by the provider. */
  sets(resource: PlanResource, attribute: string): boolean {
    const expressions = this.block(resource)?.['expressions'];
    return isJsonObject(expressions) && Object.hasOwn(expressions, attribute);
  }

  /** Whether there is a configuration: states have none. */
  get isPlan(): boolean {
    return isJsonObject(this.configuration['root_module']);
  }

  /**
   * Where a value of a resource comes from.
   *
   * @param isSought - what it must come from, so that it can be told where the configuration names a module only, as it
   *   does for `module.role[each.key].name`
   */
  origin(
    resource: PlanResource,
    path: readonly Step[],
    isSought: (resource: PlanResource) => boolean = () => false,
  ): Origin {
    const search: Search = {
      found: new Map(),
      possible: new Map(),
      unfollowed: new Set(),
      seen: new Set(),
      steps: 0,
    };
    const block = this.block(resource);
    if (block !== null) {
      for (const reference of referencesIn(expressionAt(block['expressions'], path, resource.values)))
        this.follow(reference, resource.module, { block, index: resource.index }, search, 0);
    }
    const attributes = [...search.found.values()];
    const sought = [...search.possible.values()].filter((possible) => isSought(possible.resource));
    const isTold = attributes.some((found) => isSought(found.resource));
    if (!isTold && sought.length === 1) attributes.push(...sought);
    return { attributes, unfollowed: [...search.unfollowed] };
  }

  private follow(
    reference: string,
    module: string,
    within: { readonly block: JsonObject; readonly index: Step | null },
    search: Search,
    depth: number,
  ): void {
    const key = `${module} ${reference} ${within.index ?? ''}`;
    if (search.seen.has(key) || depth > DEEPEST || search.steps++ > MOST_STEPS) return;
    search.seen.add(key);
    const [first, ...rest] = segmentsOf(reference);
    if (first === undefined) return;
    if (first === 'each' || first === 'count') {
      if (rest[0] === 'value')
        this.followAll(within.block['for_each_expression'], module, within, search, depth);
    } else if (first === 'var') {
      if (!this.followVariable(String(rest[0] ?? ''), module, search, depth))
        search.unfollowed.add(reference);
    } else if (first === 'module') {
      this.followOutput(rest, reference, { module, index: within.index }, search, depth);
    } else if (first === 'local' || first === 'self' || first === 'path' || first === 'terraform') {
      search.unfollowed.add(reference);
    } else {
      const isData = first === 'data';
      const [type, name, ...attributes] = isData ? rest : [first, ...rest];
      this.take(module, { type: String(type), name: String(name), isData }, attributes, within.index, search);
    }
  }

  private followAll(
    expression: unknown,
    module: string,
    within: { readonly block: JsonObject; readonly index: Step | null },
    search: Search,
    depth: number,
  ): void {
    for (const reference of referencesIn(expression))
      this.follow(reference, module, within, search, depth + 1);
  }

  /** A variable of a module is what the call of the module gives it. */
  private followVariable(name: string, module: string, search: Search, depth: number): boolean {
    const steps = moduleSteps(module);
    const own = steps.at(-1);
    if (own === undefined) return false;
    const parent = steps.slice(0, -1);
    const call = this.call(parent, own.name);
    const expressions = call?.['expressions'];
    if (call === null || !isJsonObject(expressions) || !Object.hasOwn(expressions, name)) return false;
    const references = referencesIn(expressions[name]);
    const address = parent.map(({ text }) => text).join('.');
    for (const reference of references)
      this.follow(reference, address, { block: call, index: own.index }, search, depth + 1);
    return references.length > 0;
  }

  /** An output of a module is what an expression within it gives. */
  private followOutput(
    [name, ...rest]: readonly Step[],
    reference: string,
    { module, index: own }: { readonly module: string; readonly index: Step | null },
    search: Search,
    depth: number,
  ): void {
    const [index, output] = typeof rest[0] === 'number' || isQuoted(reference) ? rest : [null, rest[0]];
    if (name === undefined) return;
    const called = this.call(moduleSteps(module), String(name))?.['module'];
    const outputs = isJsonObject(called) && isJsonObject(called['outputs']) ? called['outputs'] : {};
    const prefix = module === '' ? '' : `${module}.`;
    const target = `${prefix}module.${name}${index == null ? '' : indexText(index)}`;
    if (output === undefined) {
      // With an index that is no constant, Terraform lists the module alone.
      const instances = this.modules.of(target);
      const same = own === null ? undefined : instances.find((each) => each === `${target}${indexText(own)}`);
      const possible = { ...search, found: search.possible, unfollowed: new Set<string>() };
      for (const each of Object.values(outputs))
        this.followWithin(same === undefined ? instances : [same], each, possible, depth);
      search.steps = possible.steps;
    } else {
      const found = Object.hasOwn(outputs, output) ? outputs[String(output)] : undefined;
      if (!this.followWithin(this.modules.of(target), found, search, depth)) search.unfollowed.add(reference);
    }
  }

  /** Follows what an output refers to in instances of its module; false where it refers to nothing. */
  private followWithin(
    instances: readonly string[],
    output: unknown,
    search: Search,
    depth: number,
  ): boolean {
    const references = referencesIn(isJsonObject(output) ? output['expression'] : undefined);
    for (const inner of references)
      for (const instance of instances)
        this.follow(inner, instance, { block: {}, index: null }, search, depth + 1);
    return references.length > 0;
  }

  private take(
    module: string,
    named: { readonly type: string; readonly name: string; readonly isData: boolean },
    attributes: readonly Step[],
    index: Step | null,
    search: Search,
  ): void {
    const key = instanceKey(module, named);
    const all = this.instances.get(key) ?? [];
    const at = (place: Step | null) => this.instancesByIndex.get(`${key} ${JSON.stringify(place)}`) ?? [];
    const [first] = attributes;
    const isIndexed = all.some((instance) => instance.index !== null);
    const explicit = isIndexed && first !== undefined ? at(first) : [];
    const same = at(index);
    const instances = explicit.length > 0 ? explicit : same.length > 0 ? same : all;
    const attribute = attributes.filter((step) => typeof step === 'string').at(-1) ?? '';
    const isWhole = attribute === '' || (explicit.length > 0 && attribute === first);
    for (const resource of instances) {
      const known = search.found.get(resource.address);
      // Terraform lists the resource by itself beside the attribute of it that is meant.
      if (known === undefined || known.attribute === '')
        search.found.set(resource.address, { resource, attribute: isWhole ? '' : String(attribute) });
    }
    if (instances.length === 0 && !named.isData) search.unfollowed.add(`${named.type}.${named.name}`);
  }

  /** What the configuration says of a resource. */
  private block(resource: PlanResource): JsonObject | null {
    const key = instanceKey(
      moduleSteps(resource.module)
        .map(({ name }) => name)
        .join('.'),
      resource,
    );
    let block = this.blocks.get(key);
    if (block === undefined) {
      const module = this.module(moduleSteps(resource.module));
      block = null;
      for (const candidate of module === null ? [] : listIn(module, 'resources')) {
        if (!isJsonObject(candidate)) continue;
        const isData = candidate['mode'] === 'data';
        const found = instanceKey(
          moduleSteps(resource.module)
            .map(({ name }) => name)
            .join('.'),
          { type: textIn(candidate, 'type') ?? '', name: textIn(candidate, 'name') ?? '', isData },
        );
        if (!this.blocks.has(found)) this.blocks.set(found, candidate);
        if (found === key) block = candidate;
      }
      this.blocks.set(key, block);
    }
    return block;
  }

  private module(steps: readonly ModuleStep[]): JsonObject | null {
    let module: unknown = this.configuration['root_module'];
    for (const { name } of steps) {
      const call = callIn(module, name);
      module = call?.['module'];
    }
    return isJsonObject(module) ? module : null;
  }

  private call(parent: readonly ModuleStep[], name: string): JsonObject | null {
    return callIn(this.module(parent), name);
  }
}

function callIn(module: unknown, name: string): JsonObject | null {
  const calls = isJsonObject(module) ? module['module_calls'] : undefined;
  const call = isJsonObject(calls) && Object.hasOwn(calls, name) ? calls[name] : undefined;
  return isJsonObject(call) ? call : null;
}

function instanceKey(
  module: string,
  { type, name, isData }: Pick<PlanResource, 'type' | 'name' | 'isData'>,
): string {
  return `${module} ${isData ? 'data.' : ''}${type}.${name}`;
}

/** References of an expression, and of the expressions within it. */
function referencesIn(expression: unknown): readonly string[] {
  const references: string[] = [];
  const pending: unknown[] = [expression];
  for (let at = 0; at < pending.length && at < MOST_STEPS; at++) {
    const next = pending[at];
    if (Array.isArray(next)) for (const entry of next as readonly unknown[]) pending.push(entry);
    else if (isJsonObject(next)) {
      const own = next['references'];
      if (Array.isArray(own)) references.push(...mostPrecise(own));
      else for (const key of Object.keys(next)) pending.push(next[key]);
    }
  }
  return references;
}

/** Beside what an expression refers to, Terraform lists what that is a part of. */
function mostPrecise(list: readonly unknown[]): readonly string[] {
  const texts = list.filter((entry) => typeof entry === 'string');
  const wholes = new Set<string>();
  for (const text of texts) for (const { index } of text.matchAll(/[.[]/g)) wholes.add(text.slice(0, index));
  return texts.filter((text) => !wholes.has(text));
}

function segmentsOf(reference: string): readonly Step[] {
  return Array.from(reference.matchAll(SEGMENT), ([text, name, index = '']) => {
    if (name !== undefined) return text;
    return index.startsWith('"') ? unquoted(index) : Number(index);
  });
}

function isQuoted(reference: string): boolean {
  return /^module\.[\w-]+\["/.test(reference);
}
