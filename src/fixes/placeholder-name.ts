import type { Catalog } from '../catalog/catalog.js';
import type { ResourceType } from '../catalog/resource-type.js';
import table from './data/placeholder-owners.json' with { type: 'json' };

const owners: ReadonlyMap<string, string> = new Map(Object.entries(table.owners));
const generic: ReadonlySet<string> = new Set(table.generic);

/** Where a template says which resource is meant. */
const VARIABLE = /\$\{([^}]*)\}/g;

const namesOfSeveral = new WeakMap<Catalog, ReadonlySet<string>>();

/**
 * The name that stands in a document for a variable of an ARN template: the variable in capitals. Where several
 * services have the variable, the service stands before it, so that one name never stands for two things.
 */
export function placeholderName(type: ResourceType, variable: string, catalog: Catalog): string {
  const service = capitals(type.service);
  if (generic.has(variable)) return `${service}_${capitals(type.name)}_${capitals(variable)}`;
  const name = plainName(variable);
  const isPlain = owners.get(variable) === type.service || !sharedNames(catalog).has(name);
  return isPlain || name.startsWith(`${service}_`) ? name : `${service}_${name}`;
}

/** Which form a name has is for the template to show. */
function plainName(variable: string): string {
  return capitals(variable.replace(/With(?:Path|outLeadingSlash)$/, ''));
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

/** Names for variables of types of more than one service. */
function sharedNames(catalog: Catalog): ReadonlySet<string> {
  let names = namesOfSeveral.get(catalog);
  if (names === undefined) {
    const services = new Map<string, Set<string>>();
    for (const { service, template } of catalog.resourceTypes) {
      for (const [, variable = ''] of template.matchAll(VARIABLE)) {
        const name = plainName(variable);
        const having = services.get(name);
        if (having === undefined) services.set(name, new Set([service]));
        else having.add(service);
      }
    }
    names = new Set([...services].flatMap(([name, { size }]) => (size > 1 ? [name] : [])));
    namesOfSeveral.set(catalog, names);
  }
  return names;
}
