import { ActionPatterns, firstAtLeast } from './action-patterns.js';
import { IndexSet } from './index-set.js';
import {
  decodeSmallNumber,
  FIELD_END,
  LEVEL_LETTERS,
  LEVELS,
  LINE_END,
  SMALL_NUMBER_CHARACTERS,
  type AccessLevel,
  type CompiledCatalog,
} from './compiled-catalog.js';
import { LazyLines } from './lazy-lines.js';
import type { ResourceRequirement, ResourceType } from './resource-type.js';
import { Service } from './service.js';

/**
 * All actions AWS knows, each under a small number. Built by {@link parseCatalog}; holds only memoised
 * answers besides the data, so one catalogue may serve any number of assessments.
 */
export class Catalog {
  readonly date: string;
  readonly source: string;
  readonly services: readonly Service[];
  readonly actionCount: number;
  /** Every action. */
  readonly all: IndexSet;
  readonly resourceControlPolicyServices: ReadonlySet<string>;

  private readonly compiled: CompiledCatalog;
  private readonly servicesByPrefix: ReadonlyMap<string, Service>;
  private resourceTypeList: readonly ResourceType[] | null = null;
  private resourceTypeLines: readonly string[] | null = null;
  /** A policy seldom meets more than a few of the thousands there are. */
  private readonly requirements: LazyLines<ResourceRequirement>;
  private readonly requirementsByType: LazyLines<readonly number[]>;
  private readonly actionsByRequirement: LazyLines<readonly number[]>;
  private readonly patterns: ActionPatterns;
  private readonly actionIndexes = new Map<string, number | undefined>();
  private readonly derivedSets = new Map<string, IndexSet>();

  constructor(compiled: CompiledCatalog) {
    this.date = compiled.date;
    this.source = compiled.source;
    this.services = readServices(compiled);
    this.servicesByPrefix = new Map(this.services.map((service) => [service.prefix.toLowerCase(), service]));
    this.actionCount = this.services.at(-1)?.end ?? 0;
    this.all = IndexSet.range(0, this.actionCount);
    this.compiled = compiled;
    this.requirements = new LazyLines(compiled.requirements, readRequirement);
    this.requirementsByType = new LazyLines(compiled.requirementsByType, readNumbers);
    this.actionsByRequirement = new LazyLines(compiled.actionsByRequirement, readNumbers);
    this.patterns = new ActionPatterns(this.services, this.servicesByPrefix, this.all);
    this.resourceControlPolicyServices = new Set(compiled.resourceControlPolicyServices.split(','));
  }

  /** The same actions, with an identity and memory of its own. */
  copy(): Catalog {
    return new Catalog(this.compiled);
  }

  /** Every resource type of every service. */
  get resourceTypes(): readonly ResourceType[] {
    this.resourceTypeList ??= this.linesOfTypes.map(readResourceType);
    return this.resourceTypeList;
  }

  /** One resource type; does not read the others. Undefined if there is none of this index. */
  resourceType(index: number): ResourceType | undefined {
    if (this.resourceTypeList !== null) return this.resourceTypeList[index];
    const line = this.linesOfTypes[index];
    return line === undefined ? undefined : readResourceType(line);
  }

  private get linesOfTypes(): readonly string[] {
    this.resourceTypeLines ??= lines(this.compiled.resourceTypes);
    return this.resourceTypeLines;
  }

  /** How many resource types there are; does not read them. */
  get resourceTypeCount(): number {
    return this.compiled.resourceTypeCount;
  }

  /** The service with this prefix, in any case. */
  service(prefix: string): Service | undefined {
    return this.servicesByPrefix.get(prefix.toLowerCase());
  }

  /** The service an action belongs to. */
  serviceOf(action: number): Service {
    let low = 0;
    let high = this.services.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if ((this.services[middle]?.first ?? Infinity) <= action) low = middle;
      else high = middle - 1;
    }
    const service = this.services[low];
    if (service === undefined || action >= service.end)
      throw new RangeError(`no action has the index ${action}`);
    return service;
  }

  /** Canonical name, `s3:GetObject`. */
  actionName(action: number): string {
    const service = this.serviceOf(action);
    return service.canonicalNames[action - service.first] ?? '';
  }

  /** Index of an action written in any case; undefined if the catalogue does not know it. */
  actionIndex(name: string): number | undefined {
    if (this.actionIndexes.has(name)) return this.actionIndexes.get(name);
    const index = this.findAction(name);
    this.actionIndexes.set(name, index);
    return index;
  }

  private findAction(name: string): number | undefined {
    const colon = name.indexOf(':');
    const service = this.service(name.slice(0, colon));
    if (colon < 0 || service === undefined) return undefined;
    const wanted = name.toLowerCase();
    const names = service.canonicalNames;
    const position = firstAtLeast(names, wanted);
    return names[position]?.toLowerCase() === wanted ? service.first + position : undefined;
  }

  /** The access level of an action. */
  accessLevel(action: number): AccessLevel {
    return LEVEL_LETTERS[this.levelLetter(action)];
  }

  /** The resource types an action needs. */
  requirement(action: number): ResourceRequirement {
    const requirement = this.requirements.at(
      decodeSmallNumber(this.compiled.actionRequirements, action * SMALL_NUMBER_CHARACTERS),
    );
    if (requirement === undefined) throw new RangeError(`no action has the index ${action}`);
    return requirement;
  }

  /** Actions with at least one resource type: those that a policy can restrict to resources. */
  get restrictable(): IndexSet {
    return this.derive('restrictable', () => IndexSet.fromWords(this.compiled.restrictable));
  }

  /** Actions whose names say that they tag, whatever their level. */
  get namedTagging(): IndexSet {
    return this.derive('named tagging', () => IndexSet.fromWords(this.compiled.namedTagging));
  }

  /** Actions whose first level is the given one. */
  withLevel(level: AccessLevel): IndexSet {
    return this.derive(level, () => IndexSet.fromWords(this.compiled.levelSets[LEVELS.indexOf(level)] ?? []));
  }

  /** Actions of level Write, Permissions management or Tagging. */
  get modifying(): IndexSet {
    return this.derive('modifying', () =>
      this.withLevel('Write')
        .union(this.withLevel('Tagging'))
        .union(this.withLevel('Permissions management')),
    );
  }

  /** Of the actions that work on any of some resource types, those whose requirement fulfils a test. */
  workingOn(types: IndexSet, fulfils: (requirement: ResourceRequirement) => boolean): IndexSet {
    const indexes = new Set<number>();
    for (const type of types.indexes())
      for (const index of this.requirementsByType.at(type) ?? []) indexes.add(index);
    const members: number[] = [];
    for (const index of indexes) {
      const requirement = this.requirements.at(index);
      if (requirement !== undefined && fulfils(requirement))
        for (const action of this.actionsByRequirement.at(index) ?? []) members.push(action);
    }
    return IndexSet.of(members);
  }

  /** Actions of a level that a policy can restrict to resources. */
  restrictableWithLevel(level: AccessLevel): IndexSet {
    return this.derive(`restrictable ${level}`, () => this.restrictable.intersect(this.withLevel(level)));
  }

  /** Modifying actions that a policy can restrict to resources. */
  get restrictableModifying(): IndexSet {
    return this.derive('restrictable modifying', () => this.restrictable.intersect(this.modifying));
  }

  /** The set of the named actions; those the catalogue does not know are left out. */
  setOf(names: Iterable<string>): IndexSet {
    const indexes: number[] = [];
    for (const name of names) {
      const index = this.actionIndex(name);
      if (index !== undefined) indexes.push(index);
    }
    return IndexSet.of(indexes);
  }

  /**
   * All actions a pattern matches, without regard to case; `*` and `?` may stand anywhere, in the prefix too.
   * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html
   */
  expand(pattern: string): IndexSet {
    return this.patterns.expand(pattern);
  }

  /** The union of what several patterns match. */
  expandAll(patterns: readonly string[]): IndexSet {
    return IndexSet.unionOf(patterns.map((pattern) => this.expand(pattern)));
  }

  private derive(key: string, compute: () => IndexSet): IndexSet {
    let set = this.derivedSets.get(key);
    if (set === undefined) {
      set = compute();
      this.derivedSets.set(key, set);
    }
    return set;
  }

  private levelLetter(action: number): keyof typeof LEVEL_LETTERS {
    const letter = this.compiled.levels[action];
    if (letter === undefined || !isLevelLetter(letter))
      throw new RangeError(`no action has the index ${action}`);
    return letter;
  }
}

function isLevelLetter(letter: string): letter is keyof typeof LEVEL_LETTERS {
  return letter in LEVEL_LETTERS;
}

function lines(text: string): string[] {
  return text === '' ? [] : text.split(LINE_END);
}

function readServices(compiled: CompiledCatalog): Service[] {
  const actionLines = compiled.actions.split(LINE_END);
  let first = 0;
  return lines(compiled.services).map((line, position) => {
    const [prefix = '', name = '', count = ''] = line.split(FIELD_END);
    const service = new Service(prefix, name, first, first + Number(count), actionLines[position] ?? '');
    first = service.end;
    return service;
  });
}

function readResourceType(line: string): ResourceType {
  const [service = '', name = '', template = ''] = line.split(FIELD_END);
  return { service, name, template };
}

function readNumbers(line: string): readonly number[] {
  return line === '' ? [] : line.split(',').map(Number);
}

function readRequirement(line: string): ResourceRequirement {
  const required: number[] = [];
  const optional: number[] = [];
  const targets: number[] = [];
  for (const entry of line === '' ? [] : line.split(',')) {
    const type = Number.parseInt(entry, 10);
    (entry.endsWith('!') ? required : optional).push(type);
    if (entry.endsWith('+')) targets.push(type);
  }
  return { required, optional, oneOf: required.length > 0 || targets.length > 0 ? targets : optional };
}
