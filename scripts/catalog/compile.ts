import alternatives from '../../src/catalog/data/alternative-resource-types.json' with { type: 'json' };
import targets from '../../src/catalog/data/target-resource-types.json' with { type: 'json' };
import corrections from '../../src/catalog/data/access-level-corrections.json' with { type: 'json' };
import { levelByName } from '../../src/assessment/access-level.js';
import {
  encodeSmallNumber,
  FIELD_END,
  LEVEL_LETTERS,
  LEVELS,
  LINE_END,
  type CompiledCatalog,
} from '../../src/catalog/compiled-catalog.js';
import { IndexSet } from '../../src/catalog/index-set.js';
import type { CompiledDetails } from '../../src/catalog/catalog-details.js';
import type { ActionDefinition, CatalogSource, ServiceDefinition } from './service-definition.js';

type LevelLetter = keyof typeof LEVEL_LETTERS;

const LETTERS: Readonly<Record<string, LevelLetter>> = {
  List: 'L',
  Read: 'R',
  Write: 'W',
  Tagging: 'T',
  'Tagging, Write': 't',
  'Permissions management': 'P',
  'Permissions management, Write': 'p',
};

const correctedLevels = new Map(
  Object.entries(corrections.levels).map(([action, level]) => [action.toLowerCase(), level]),
);
const alternativeTypes = new Map<string, readonly string[]>(Object.entries(alternatives.alternatives));
const targetTypes = new Map<string, readonly string[]>(Object.entries(targets.targets));

/** Builds the engine's index and the texts that are loaded only when something prints them. */
export function compileCatalog(source: CatalogSource): { index: CompiledCatalog; details: CompiledDetails } {
  const services = [...source.services].sort((a, b) => compareText(a.prefix, b.prefix)).map(orderActions);
  const typeIndexes = new Map<string, number[]>();
  const typeLines: string[] = [];
  for (const service of services) {
    for (const type of service.resourceTypes) {
      const key = typeKey(service, type.name);
      typeIndexes.set(key, [...(typeIndexes.get(key) ?? []), typeLines.length]);
      typeLines.push(line([service.prefix, type.name, type.template]));
    }
  }
  const requirements = new Numbering();
  const keySets = new Numbering();
  const names: string[] = [];
  const levels: LevelLetter[] = [];
  const actionRequirements: number[] = [];
  const descriptions: string[] = [];
  const actionKeys: number[] = [];
  for (const service of services) {
    for (const action of service.actions) {
      names.push(`${service.prefix}:${action.name}`);
      levels.push(levelLetter(service, action));
      actionRequirements.push(requirements.of(requirementLine(service, action, typeIndexes)));
      descriptions.push(action.description.replaceAll('\n', ' '));
      actionKeys.push(keySets.of([...action.conditionKeys].sort().join(',')));
    }
  }
  const typeKeys = services.flatMap((service) =>
    service.resourceTypes.map((type) => keySets.of([...type.conditionKeys].sort().join(','))),
  );
  return {
    index: {
      format: 'cloudsplaining-catalog',
      version: 4,
      date: source.date,
      source: source.source,
      services: services
        .map(({ prefix, name, actions }) => line([prefix, name, String(actions.length)]))
        .join(LINE_END),
      actions: services
        .map(({ prefix, actions }) => actions.map(({ name }) => `${prefix}:${name}`).join(','))
        .join(LINE_END),
      levels: levels.join(''),
      levelSets: LEVELS.map((level) => setWhere(levels, (letter) => LEVEL_LETTERS[letter] === level)),
      namedTagging: setWhere(names, (name) => levelByName(name) === 'Tagging'),
      restrictable: setWhere(actionRequirements, (index) => requirements.texts[index] !== ''),
      resourceTypeCount: typeLines.length,
      resourceTypes: typeLines.join(LINE_END),
      requirements: requirements.texts.join(LINE_END),
      requirementsByType: placesLines(
        requirements.texts.map((text) => text.match(/\d+/g)?.map(Number) ?? []),
        typeLines.length,
      ),
      actionsByRequirement: placesLines(
        actionRequirements.map((requirement) => [requirement]),
        requirements.texts.length,
      ),
      actionRequirements: actionRequirements.map(encodeSmallNumber).join(''),
      resourceControlPolicyServices: source.resourceControlPolicyServices.join(','),
    },
    details: {
      format: 'cloudsplaining-catalog-details',
      version: 1,
      descriptions: descriptions.join('\n'),
      conditionKeySets: keySets.texts.join('\n'),
      actionConditionKeys: actionKeys.join(','),
      resourceTypeConditionKeys: typeKeys.join(','),
      conditionKeyTypes: Object.fromEntries(
        services.flatMap((service) => Object.entries(service.conditionKeyTypes)),
      ),
    },
  };
}

/** A line of the index. What ends lines and fields cannot stand in them. */
function line(fields: readonly string[]): string {
  return fields.map((field) => field.replaceAll(LINE_END, ',').replaceAll(FIELD_END, '/')).join(FIELD_END);
}

/** Gives each distinct text a number, in the order of first use. */
class Numbering {
  readonly texts: string[] = [];
  private readonly numbers = new Map<string, number>();

  of(text: string): number {
    const known = this.numbers.get(text);
    if (known !== undefined) return known;
    this.numbers.set(text, this.texts.length);
    return this.texts.push(text) - 1;
  }
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function orderActions(service: ServiceDefinition): ServiceDefinition {
  const actions = [...service.actions].sort((a, b) =>
    compareText(a.name.toLowerCase(), b.name.toLowerCase()),
  );
  return { ...service, actions };
}

function setWhere<T>(values: readonly T[], belongs: (value: T) => boolean): readonly number[] {
  return IndexSet.of(values.flatMap((value, index) => (belongs(value) ? [index] : []))).toWords();
}

/** A line for each number below `count`: the places of the lists that hold it. */
function placesLines(lists: readonly (readonly number[])[], count: number): string {
  const places = Array.from({ length: count }, (): number[] => []);
  for (const [place, list] of lists.entries())
    for (const number of new Set(list)) places[number]?.push(place);
  return places.map((each) => each.join(',')).join(LINE_END);
}

function levelLetter(service: ServiceDefinition, action: ActionDefinition): LevelLetter {
  const level = correctedLevels.get(`${service.prefix}:${action.name}`.toLowerCase()) ?? action.level;
  const letter = LETTERS[level];
  if (letter === undefined)
    throw new Error(`${service.prefix}:${action.name} has the unknown access level "${level}"`);
  return letter;
}

function typeKey({ prefix }: ServiceDefinition, name: string): string {
  return `${prefix} ${name.toLowerCase()}`;
}

function requirementLine(
  service: ServiceDefinition,
  action: ActionDefinition,
  typeIndexes: ReadonlyMap<string, readonly number[]>,
): string {
  const interchangeable = alternativeTypes.get(`${service.prefix}:${action.name}`) ?? [];
  const actedOn = targetTypes.get(`${service.prefix}:${action.name}`) ?? [];
  const entries: string[] = [];
  for (const type of action.resourceTypes) {
    const indexes = typeIndexes.get(typeKey(service, type.name)) ?? [];
    // An ARN has one of several forms, so none of them alone is required.
    const isRequired = type.required && indexes.length === 1 && !interchangeable.includes(type.name);
    const mark = isRequired ? '!' : actedOn.includes(type.name) ? '+' : '';
    entries.push(...indexes.map((index) => `${index}${mark}`));
  }
  return entries.join(',');
}
