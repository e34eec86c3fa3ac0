import type { Catalog } from '../catalog/catalog.js';
import type { IndexSet } from '../catalog/index-set.js';
import { typesOf, type ResourceType } from '../catalog/resource-type.js';

/** How the names of actions begin that make something, and what they make. */
const MAKING = /^[^:]+:(?:Allocate|Copy|Create|Import|Run)(?<made>.+)$/;
/** The part of an ARN template that says which resource, where that is an id and nothing else. */
const NAMED_BY_ID = /:[^:$]*\$\{[A-Za-z]*Id\}$/;

/** Of some actions those that make a resource whose id AWS chooses, so that nobody can name it beforehand. */
export function makersOfIds(actions: IndexSet, catalog: Catalog): readonly string[] {
  return actions.indexes().flatMap((action) => {
    const name = catalog.actionName(action);
    const made = MAKING.exec(name)?.groups?.['made']?.toLowerCase();
    const types = typesOf(catalog.requirement(action)).flatMap((type) => catalog.resourceTypes[type] ?? []);
    return made !== undefined && types.some((type) => isMade(type, made)) ? [name] : [];
  });
}

function isMade({ name, template }: ResourceType, made: string): boolean {
  const one = name.toLowerCase().replace(/[^a-z\d]/g, '');
  return NAMED_BY_ID.test(template) && (made === one || made === `${one}s`);
}
