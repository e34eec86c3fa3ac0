import { isJsonObject, type JsonObject } from '../../policy/json-shape.js';
import { expressionAt } from './expression-at.js';
import { indexText, ModuleInstances, moduleSteps } from './module-address.js';
import { PlanConfiguration } from './plan-configuration.js';
import { addressIn, rolePoliciesApart, type PlanResource } from './plan-resource.js';
import { isIndexQuoted, MOST_STEPS, referencesIn, segmentsOf, type Step } from './reference-texts.js';

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

/** So many modules a reference is followed through. */
const DEEPEST = 32;

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
  readonly configuration: PlanConfiguration;
  /** Resources by module, type and name, all instances together. */
  private readonly instances = new Map<string, PlanResource[]>();
  private readonly instancesByIndex = new Map<string, PlanResource[]>();
  private readonly modules: ModuleInstances;

  constructor(file: JsonObject, resources: readonly PlanResource[]) {
    this.configuration = new PlanConfiguration(file['configuration']);
    this.rolePoliciesApart = rolePoliciesApart(file);
    for (const resource of resources) {
      const key = addressIn(resource.module, resource);
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
    const block = this.configuration.block(resource);
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
    const call = this.configuration.call(parent, own.name);
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
    const [index, output] = typeof rest[0] === 'number' || isIndexQuoted(reference) ? rest : [null, rest[0]];
    if (name === undefined) return;
    const called = this.configuration.call(moduleSteps(module), String(name))?.['module'];
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
    const key = addressIn(module, named);
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
}
