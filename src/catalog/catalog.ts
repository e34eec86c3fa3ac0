import { IndexSet } from './index-set.js';
import type { CompiledCatalog } from './compiled-catalog.js';
import { LEVEL_LETTERS, type AccessLevel } from './compiled-catalog.js';
import { globMatches, hasWildcard } from './glob.js';
import type { ResourceRequirement, ResourceType } from './resource-type.js';

/** One AWS service: its actions are the indexes from `first` up to but not including `end`. */
export interface Service {
  readonly prefix: string;
  readonly name: string;
  readonly first: number;
  readonly end: number;
  /** Action names without the prefix, ordered without regard to case. */
  readonly actionNames: readonly string[];
}

/**
 * All actions AWS knows, each under a small number. Built by {@link parseCatalog}; holds only memoised
 * answers besides the data, so one catalogue may serve any number of assessments.
 */
export class Catalog {
  readonly date: string;
  readonly source: string;
  readonly services: readonly Service[];
  readonly actionCount: number;
  readonly resourceTypes: readonly ResourceType[];
  /** Distinct requirements; several actions share one. */
  readonly requirements: readonly ResourceRequirement[];
  /** Every action. */
  readonly all: IndexSet;
  readonly resourceControlPolicyServices: ReadonlySet<string>;

  private readonly levels: string;
  private readonly requirementOfAction: readonly number[];
  private readonly servicesByPrefix: ReadonlyMap<string, Service>;
  private actionsByRequirementMemo: readonly (readonly number[])[] | null = null;
  private readonly lowerCaseNames = new Map<string, readonly string[]>();
  private readonly expansions = new Map<string, IndexSet>();
  private readonly derivedSets = new Map<string, IndexSet>();

  constructor(compiled: CompiledCatalog) {
    this.date = compiled.date;
    this.source = compiled.source;
    this.services = readServices(compiled);
    this.servicesByPrefix = new Map(this.services.map((service) => [service.prefix.toLowerCase(), service]));
    this.actionCount = this.services.at(-1)?.end ?? 0;
    this.all = IndexSet.range(0, this.actionCount);
    this.levels = compiled.levels;
    this.resourceTypes = lines(compiled.resourceTypes).map(readResourceType);
    this.requirements = compiled.requirements.split('\n').map(readRequirement);
    this.requirementOfAction = compiled.actionRequirements.split(',').map(Number);
    this.resourceControlPolicyServices = new Set(compiled.resourceControlPolicyServices.split(','));
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
    if (service === undefined || action >= service.end) throw new RangeError(`no action has the index ${action}`);
    return service;
  }

  /** Canonical name, `s3:GetObject`. */
  actionName(action: number): string {
    const service = this.serviceOf(action);
    return `${service.prefix}:${service.actionNames[action - service.first] ?? ''}`;
  }

  /** Index of an action written in any case; undefined if the catalogue does not know it. */
  actionIndex(name: string): number | undefined {
    const colon = name.indexOf(':');
    const service = this.service(name.slice(0, colon));
    if (colon < 0 || service === undefined) return undefined;
    const wanted = name.slice(colon + 1).toLowerCase();
    const names = this.lowerCaseNamesOf(service);
    const position = firstAtLeast(names, wanted);
    return names[position] === wanted ? service.first + position : undefined;
  }

  accessLevel(action: number): AccessLevel {
    return LEVEL_LETTERS[this.levelLetter(action)];
  }

  /** The resource types an action needs. */
  requirement(action: number): ResourceRequirement {
    const requirement = this.requirements[this.requirementOfAction[action] ?? -1];
    if (requirement === undefined) throw new RangeError(`no action has the index ${action}`);
    return requirement;
  }

  /** Actions with at least one resource type: those that a policy can restrict to resources. */
  get restrictable(): IndexSet {
    return this.derive('restrictable', () =>
      this.withRequirement(({ required, optional }) => required.length + optional.length > 0),
    );
  }

  /** Actions whose first level is the given one. */
  withLevel(level: AccessLevel): IndexSet {
    return this.derive(level, () => this.withLevelLetter((letter) => LEVEL_LETTERS[letter] === level));
  }

  /** Actions of level Write, Permissions management or Tagging. */
  get modifying(): IndexSet {
    return this.derive('modifying', () => this.withLevelLetter((letter) => letter !== 'L' && letter !== 'R'));
  }

  /** The actions whose requirement of resource types fulfils a test. */
  withRequirement(fulfils: (requirement: ResourceRequirement) => boolean): IndexSet {
    const members: number[] = [];
    this.requirements.forEach((requirement, index) => {
      if (fulfils(requirement)) for (const action of this.actionsByRequirement[index] ?? []) members.push(action);
    });
    return IndexSet.of(members);
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
    const known = this.expansions.get(pattern);
    if (known !== undefined) return known;
    const expansion = this.expandLowerCase(pattern.toLowerCase());
    this.expansions.set(pattern, expansion);
    return expansion;
  }

  /** The union of what several patterns match. */
  expandAll(patterns: readonly string[]): IndexSet {
    return patterns.reduce((set, pattern) => set.union(this.expand(pattern)), IndexSet.empty);
  }

  private expandLowerCase(pattern: string): IndexSet {
    const colon = pattern.indexOf(':');
    const prefix = pattern.slice(0, colon);
    if (colon < 0 || hasWildcard(prefix)) {
      if (pattern === '*' || pattern === '*:*') return this.all;
      return this.expandAcross(pattern);
    }
    const service = this.service(prefix);
    return service === undefined ? IndexSet.empty : this.expandWithin(service, pattern.slice(colon + 1));
  }

  private expandAcross(pattern: string): IndexSet {
    const members: number[] = [];
    for (const service of this.services) {
      const prefix = `${service.prefix.toLowerCase()}:`;
      this.lowerCaseNamesOf(service).forEach((name, position) => {
        if (globMatches(pattern, prefix + name)) members.push(service.first + position);
      });
    }
    return IndexSet.of(members);
  }

  private expandWithin(service: Service, pattern: string): IndexSet {
    if (pattern === '*') return IndexSet.range(service.first, service.end);
    const names = this.lowerCaseNamesOf(service);
    const wildcardAt = pattern.search(/[*?]/);
    const literal = wildcardAt < 0 ? pattern : pattern.slice(0, wildcardAt);
    const start = firstAtLeast(names, literal);
    if (wildcardAt < 0) {
      return names[start] === pattern ? IndexSet.of([service.first + start]) : IndexSet.empty;
    }
    const end = firstAtLeast(names, literal + '\uffff');
    if (pattern === `${literal}*`) return IndexSet.range(service.first + start, service.first + end);
    const members: number[] = [];
    for (let position = start; position < end; position++) {
      if (globMatches(pattern, names[position] ?? '')) members.push(service.first + position);
    }
    return IndexSet.of(members);
  }

  private derive(key: string, compute: () => IndexSet): IndexSet {
    let set = this.derivedSets.get(key);
    if (set === undefined) {
      set = compute();
      this.derivedSets.set(key, set);
    }
    return set;
  }

  private withLevelLetter(belongs: (letter: keyof typeof LEVEL_LETTERS) => boolean): IndexSet {
    const wanted = new Set<string>(Object.keys(LEVEL_LETTERS).filter((letter) => isLevelLetter(letter) && belongs(letter)));
    const members: number[] = [];
    for (let action = 0; action < this.levels.length; action++) {
      if (wanted.has(this.levels.charAt(action))) members.push(action);
    }
    return IndexSet.of(members);
  }

  private get actionsByRequirement(): readonly (readonly number[])[] {
    if (this.actionsByRequirementMemo === null) {
      const groups: number[][] = this.requirements.map(() => []);
      this.requirementOfAction.forEach((requirement, action) => groups[requirement]?.push(action));
      this.actionsByRequirementMemo = groups;
    }
    return this.actionsByRequirementMemo;
  }

  private levelLetter(action: number): keyof typeof LEVEL_LETTERS {
    const letter = this.levels[action];
    if (letter === undefined || !isLevelLetter(letter)) throw new RangeError(`no action has the index ${action}`);
    return letter;
  }

  private lowerCaseNamesOf(service: Service): readonly string[] {
    let names = this.lowerCaseNames.get(service.prefix);
    if (names === undefined) {
      names = service.actionNames.map((name) => name.toLowerCase());
      this.lowerCaseNames.set(service.prefix, names);
    }
    return names;
  }
}

function isLevelLetter(letter: string): letter is keyof typeof LEVEL_LETTERS {
  return letter in LEVEL_LETTERS;
}

function lines(text: string): string[] {
  return text === '' ? [] : text.split('\n');
}

function readServices(compiled: CompiledCatalog): Service[] {
  const actionLines = compiled.actions.split('\n');
  let first = 0;
  return lines(compiled.services).map((line, position) => {
    const [prefix = '', name = ''] = line.split('\t');
    const actionLine = actionLines[position] ?? '';
    const actionNames = actionLine === '' ? [] : actionLine.split(',');
    const service = { prefix, name, first, end: first + actionNames.length, actionNames };
    first = service.end;
    return service;
  });
}

function readResourceType(line: string): ResourceType {
  const [service = '', name = '', template = ''] = line.split('\t');
  return { service, name, template };
}

function readRequirement(line: string): ResourceRequirement {
  const required: number[] = [];
  const optional: number[] = [];
  for (const entry of line === '' ? [] : line.split(',')) {
    if (entry.endsWith('!')) required.push(Number(entry.slice(0, -1)));
    else optional.push(Number(entry));
  }
  return { required, optional };
}

/** Position of the first name that is not before `wanted`. */
function firstAtLeast(names: readonly string[], wanted: string): number {
  let low = 0;
  let high = names.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((names[middle] ?? '') < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}
