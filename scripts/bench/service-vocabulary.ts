import { readPackage } from '../catalog/read-package.js';
import type { ServiceDefinition } from '../catalog/service-definition.js';
import customerServices from './data/customer-services.json' with { type: 'json' };

/** What a generated policy may say about one service: real actions and the ARNs they work on. */
export interface ServiceVocabulary {
  readonly prefix: string;
  readonly actions: readonly string[];
  readonly readActions: readonly string[];
  readonly listActions: readonly string[];
  /** First words of several actions, as people put before a wildcard: `Get`, `Describe`. */
  readonly verbs: readonly string[];
  /** ARN templates of the service's resource types. */
  readonly templates: readonly string[];
}

/** Every service of the pinned action data, and those that customers' own policies are mostly about. */
export interface Vocabulary {
  readonly all: readonly ServiceVocabulary[];
  readonly customer: readonly (readonly [weight: number, service: ServiceVocabulary])[];
  readonly byPrefix: ReadonlyMap<string, ServiceVocabulary>;
}

export function readVocabulary(): Vocabulary {
  const all = readPackage().services.map(serviceVocabulary);
  const byPrefix = new Map(all.map((service) => [service.prefix, service]));
  const customer = Object.entries(customerServices).flatMap(([prefix, weight]) => {
    const service = byPrefix.get(prefix);
    return service === undefined ? [] : [[weight, service] as const];
  });
  return { all, customer, byPrefix };
}

function serviceVocabulary({ prefix, actions, resourceTypes }: ServiceDefinition): ServiceVocabulary {
  const atLevel = (level: string) =>
    actions.filter((action) => action.level === level).map(({ name }) => `${prefix}:${name}`);
  const verbs = new Map<string, number>();
  for (const { name } of actions) {
    const verb = /^[A-Z][a-z]+/.exec(name)?.[0];
    if (verb !== undefined) verbs.set(verb, (verbs.get(verb) ?? 0) + 1);
  }
  return {
    prefix,
    actions: actions.map(({ name }) => `${prefix}:${name}`),
    readActions: atLevel('Read'),
    listActions: atLevel('List'),
    verbs: [...verbs].filter(([, count]) => count > 1).map(([verb]) => verb),
    templates: resourceTypes.map(({ template }) => template),
  };
}
