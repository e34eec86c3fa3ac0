import { isJsonObject, type JsonObject } from '../../policy/json-shape.js';
import { moduleSteps, type ModuleStep } from './module-address.js';
import { addressIn, listIn, textIn, type PlanResource } from './plan-resource.js';

/** What is written of resources and modules in the configuration that a plan was made of. */
export class PlanConfiguration {
  private readonly rootModule: unknown;
  private readonly blocks = new Map<string, JsonObject | null>();

  constructor(configuration: unknown) {
    this.rootModule = isJsonObject(configuration) ? configuration['root_module'] : undefined;
  }

  /** Whether there is one: states have none. */
  get isThere(): boolean {
    return isJsonObject(this.rootModule);
  }

  /** Whether it sets an attribute: others are computed by the provider. */
  sets(resource: PlanResource, attribute: string): boolean {
    const expressions = this.block(resource)?.['expressions'];
    return isJsonObject(expressions) && Object.hasOwn(expressions, attribute);
  }

  /** What it says of a resource. */
  block(resource: PlanResource): JsonObject | null {
    const steps = moduleSteps(resource.module);
    const names = steps.map(({ name }) => name).join('.');
    const address = addressIn(names, resource);
    let block = this.blocks.get(address);
    if (block === undefined) {
      const module = this.module(steps);
      block = null;
      for (const candidate of module === null ? [] : listIn(module, 'resources')) {
        if (!isJsonObject(candidate)) continue;
        const found = addressIn(names, {
          type: textIn(candidate, 'type') ?? '',
          name: textIn(candidate, 'name') ?? '',
          isData: candidate['mode'] === 'data',
        });
        if (!this.blocks.has(found)) this.blocks.set(found, candidate);
        if (found === address) block = candidate;
      }
      this.blocks.set(address, block);
    }
    return block;
  }

  /** Where a module calls another. */
  call(parent: readonly ModuleStep[], name: string): JsonObject | null {
    return callIn(this.module(parent), name);
  }

  private module(steps: readonly ModuleStep[]): JsonObject | null {
    let module = this.rootModule;
    for (const { name } of steps) module = callIn(module, name)?.['module'];
    return isJsonObject(module) ? module : null;
  }
}

function callIn(module: unknown, name: string): JsonObject | null {
  const calls = isJsonObject(module) ? module['module_calls'] : undefined;
  const call = isJsonObject(calls) && Object.hasOwn(calls, name) ? calls[name] : undefined;
  return isJsonObject(call) ? call : null;
}
