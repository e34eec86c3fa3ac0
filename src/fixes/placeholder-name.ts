import type { Catalog } from '../catalog/catalog.js';
import type { ResourceType } from '../catalog/resource-type.js';
import table from './data/placeholder-owners.json' with { type: 'json' };

const owners: ReadonlyMap<string, string> = new Map(Object.entries(table.owners));
const generic: ReadonlySet<string> = new Set(table.generic);

/** Where a template says which resource is meant. */
const VARIABLE = /\$\{([^}]*)\}/g;

const sharedVariables = new WeakMap<Catalog, ReadonlySet<string>>();

/**
 * The name that stands in a document for a variable of an ARN template: the variable in capitals. Where several
 * services have the variable, the service stands before it, so that one name never stands for two things.
 */
export function placeholderName(type: ResourceType, variable: string, catalog: Catalog): string {
  const service = capitals(type.service);
  if (generic.has(variable)) return `${service}_${capitals(type.name)}_${capitals(variable)}`;
  // Which form a name has is for the template to show.
  const name = capitals(variable.replace(/With(?:Path|outLeadingSlash)$/, ''));
  const isPlain = owners.get(variable) === type.service || !shared(catalog).has(variable);
  return isPlain || name.startsWith(`${service}_`) ? name : `${service}_${name}`;
}

/** A name in words in capitals: `BucketName` as BUCKET_NAME. */
export function capitals(name: string): string {
  return name
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1_$2')
    .replace(/[^A-Za-z\d]+/g, '_')
    .replace(/^_|_$/g, '')
    .toUpperCase();
}

/** Variables that types of more than one service have. */
function shared(catalog: Catalog): ReadonlySet<string> {
  let variables = sharedVariables.get(catalog);
  if (variables === undefined) {
    const services = new Map<string, Set<string>>();
    for (const { service, template } of catalog.resourceTypes) {
      for (const [, variable = ''] of template.matchAll(VARIABLE)) {
        const having = services.get(variable);
        if (having === undefined) services.set(variable, new Set([service]));
        else having.add(service);
      }
    }
    variables = new Set([...services].flatMap(([variable, { size }]) => (size > 1 ? [variable] : [])));
    sharedVariables.set(catalog, variables);
  }
  return variables;
}
