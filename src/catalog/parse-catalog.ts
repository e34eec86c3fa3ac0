import { Catalog } from './catalog.js';
import { SMALL_NUMBER_CHARACTERS, type CompiledCatalog } from './compiled-catalog.js';

const TEXT_FIELDS = [
  'date',
  'source',
  'services',
  'actions',
  'levels',
  'resourceTypes',
  'requirements',
  'requirementsByType',
  'actionsByRequirement',
  'actionRequirements',
  'resourceControlPolicyServices',
] as const satisfies readonly (keyof CompiledCatalog)[];

/**
 * Reads a compiled catalogue, as `npm run build:catalog` writes it.
 *
 * @throws {Error} if the text is not one, with a sentence that says so.
 */
export function parseCatalog(text: string): Catalog {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Error(
      'this is not a compiled catalogue: it is not JSON; make one with `npm run build:catalog`',
    );
  }
  if (!isCompiledCatalog(value)) {
    throw new Error('this is not a compiled catalogue of version 4; make one with `npm run build:catalog`');
  }
  const catalog = new Catalog(value);
  const words = catalog.all.toWords().length;
  if (
    value.levels.length !== catalog.actionCount ||
    value.actionRequirements.length !== catalog.actionCount * SMALL_NUMBER_CHARACTERS ||
    [...value.levelSets, value.namedTagging, value.restrictable].some((set) => set.length > words)
  ) {
    throw new Error(
      'the compiled catalogue is damaged: its tables differ in length; make it anew with `npm run build:catalog`',
    );
  }
  return catalog;
}

function isCompiledCatalog(value: unknown): value is CompiledCatalog {
  if (typeof value !== 'object' || value === null) return false;
  // A null-safe view of an object whose fields are checked one by one below.
  const fields = value as Record<string, unknown>;
  return (
    fields['format'] === 'cloudsplaining-catalog' &&
    fields['version'] === 4 &&
    typeof fields['resourceTypeCount'] === 'number' &&
    TEXT_FIELDS.every((field) => typeof fields[field] === 'string') &&
    isListOfLists(fields['levelSets']) &&
    isListOfLists([fields['namedTagging'], fields['restrictable']])
  );
}

/** Of numbers; what else stands in them counts for none. */
function isListOfLists(value: unknown): boolean {
  return Array.isArray(value) && value.every(Array.isArray);
}
