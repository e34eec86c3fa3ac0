import { globMatches, hasWildcard } from './glob.js';
import { IndexSet } from './index-set.js';
import { longestText } from './longest-text.js';
import type { Service } from './service.js';

/** Finds the actions that patterns of policies match, and remembers what it found. */
export class ActionPatterns {
  private readonly services: readonly Service[];
  private readonly servicesByPrefix: ReadonlyMap<string, Service>;
  private readonly all: IndexSet;
  private readonly lowerCaseNames = new Map<string, readonly string[]>();
  private readonly characters = new Map<string, Int32Array>();
  private readonly expansions = new Map<string, IndexSet>();
  private actions: readonly string[] | null = null;

  /** @param servicesByPrefix - by their prefixes in lower case */
  constructor(services: readonly Service[], servicesByPrefix: ReadonlyMap<string, Service>, all: IndexSet) {
    this.services = services;
    this.servicesByPrefix = servicesByPrefix;
    this.all = all;
  }

  /** See `Catalog.expand`. */
  expand(pattern: string): IndexSet {
    const known = this.expansions.get(pattern);
    if (known !== undefined) return known;
    const expansion = this.expandLowerCase(pattern.toLowerCase().replace(/\*{2,}/g, '*'));
    this.expansions.set(pattern, expansion);
    return expansion;
  }

  private expandLowerCase(pattern: string): IndexSet {
    const colon = pattern.indexOf(':');
    if (colon < 0) return pattern === '*' ? this.all : this.expandAcross(pattern);
    const prefix = pattern.slice(0, colon);
    const ofService = pattern.slice(colon + 1);
    if (!hasWildcard(prefix)) {
      const service = this.servicesByPrefix.get(prefix);
      return service === undefined ? IndexSet.empty : this.expandWithin(service, ofService);
    }
    // Every action has one colon, so that nothing but it can stand for this one.
    return IndexSet.unionOf(
      this.services
        .filter((service) => globMatches(prefix, service.prefix.toLowerCase()))
        .map((service) => this.expandWithin(service, ofService)),
    );
  }

  /** Of a pattern without a colon, which a wildcard in it has to match. */
  private expandAcross(pattern: string): IndexSet {
    const literal = longestText(pattern.split(/[*?]/));
    const members: number[] = [];
    for (const [action, name] of this.lowerCaseActions().entries())
      // Most names do not even hold it, which is found out far quicker.
      if (name.includes(literal) && globMatches(pattern, name)) members.push(action);
    return IndexSet.of(members);
  }

  /** Every action in lower case with its service, by its index. */
  private lowerCaseActions(): readonly string[] {
    this.actions ??= this.services.flatMap((service) => {
      const prefix = service.prefix.toLowerCase();
      return this.lowerCaseNamesOf(service).map((name) => `${prefix}:${name}`);
    });
    return this.actions;
  }

  private expandWithin(service: Service, pattern: string): IndexSet {
    if (pattern === '*') return IndexSet.range(service.first, service.end);
    const names = service.actionNames;
    const wildcardAt = pattern.search(/[*?]/);
    const literal = wildcardAt < 0 ? pattern : pattern.slice(0, wildcardAt);
    const start = literal === '' ? 0 : firstAtLeast(names, literal);
    if (wildcardAt < 0) {
      return names[start]?.toLowerCase() === pattern ? IndexSet.of([service.first + start]) : IndexSet.empty;
    }
    const end = literal === '' ? names.length : firstAtLeast(names, literal + '\uffff');
    if (pattern === `${literal}*`) return IndexSet.range(service.first + start, service.first + end);
    const lowerCaseNames = this.lowerCaseNamesOf(service);
    const characters = this.charactersOf(service);
    const needed = charactersIn(pattern.replace(/[*?]/g, ''));
    const members: number[] = [];
    for (let position = start; position < end; position++) {
      // Most names lack one of its characters, which is found out far quicker.
      if (((characters[position] ?? 0) & needed) !== needed) continue;
      if (globMatches(pattern, lowerCaseNames[position] ?? '')) members.push(service.first + position);
    }
    return IndexSet.of(members);
  }

  private lowerCaseNamesOf(service: Service): readonly string[] {
    let names = this.lowerCaseNames.get(service.prefix);
    if (names === undefined) {
      names = service.actionNames.map((name) => name.toLowerCase());
      this.lowerCaseNames.set(service.prefix, names);
    }
    return names;
  }

  private charactersOf(service: Service): Int32Array {
    let characters = this.characters.get(service.prefix);
    if (characters === undefined) {
      characters = Int32Array.from(this.lowerCaseNamesOf(service), charactersIn);
      this.characters.set(service.prefix, characters);
    }
    return characters;
  }
}

/** Which characters a text in lower case holds: a bit for each letter, which some digits share. */
function charactersIn(text: string): number {
  let bits = 0;
  for (let position = 0; position < text.length; position++) bits |= 1 << (text.charCodeAt(position) & 31);
  return bits;
}

/** Position of the first name that, in lower case, is not before `wanted`. */
export function firstAtLeast(names: readonly string[], wanted: string): number {
  let low = 0;
  let high = names.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((names[middle] ?? '').toLowerCase() < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}
