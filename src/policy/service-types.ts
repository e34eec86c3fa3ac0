import type { ResourceType } from '../catalog/resource-type.js';
import { leadingWord, segmentWords, templateWords, type TemplateWords } from './pattern-shape.js';

/** The resource types whose ARNs have one service segment, by the words of their templates. */
export class ServiceTypes {
  private readonly types: readonly number[];
  private readonly templateOf: (type: number) => string;
  private byWord: ReadonlyMap<string, readonly number[]> | null = null;
  /** Types whose resource part begins with something else than a word. */
  private others: readonly number[] = [];
  private wordsMemo: TemplateWords | null | undefined;

  /** @param types - indexes into the catalogue's resource types */
  constructor(types: readonly number[], templateOf: (type: number) => string) {
    this.types = types;
    this.templateOf = templateOf;
  }

  /** See {@link templateWords}. */
  get words(): TemplateWords | null {
    if (this.wordsMemo === undefined) this.wordsMemo = templateWords(this.types.map(this.templateOf));
    return this.wordsMemo;
  }

  /**
   * The types whose ARNs a pattern can match, as far as the first word of its resource part tells. Names hold no
   * colon, so that word begins the resource part or follows a colon that the template spells out, however far a
   * wildcard before it extends.
   *
   * @param pattern - without variables
   */
  typesLike(pattern: string): readonly number[] {
    const word = leadingWord(pattern);
    if (word === null) return this.types;
    this.byWord ??= this.readWords();
    return this.byWord.get(word) ?? this.others;
  }

  private readWords(): ReadonlyMap<string, readonly number[]> {
    const wordsOfTypes = this.types.map((type) => segmentWords(this.templateOf(type)));
    const byWord = new Map<string, number[]>(
      wordsOfTypes.flatMap((words) => words ?? []).map((word) => [word, []]),
    );
    const others: number[] = [];
    this.types.forEach((type, position) => {
      const words = wordsOfTypes[position] ?? null;
      if (words === null) {
        others.push(type);
        for (const list of byWord.values()) list.push(type);
      } else for (const word of new Set(words)) byWord.get(word)?.push(type);
    });
    this.others = others;
    return byWord;
  }
}

/** The key of types whose ARNs name no fixed service. */
const ANY_SERVICE = '*';

/** Grouped once for a catalogue, however many accounts are judged by it. */
const groupedTypes = new WeakMap<readonly ResourceType[], ReadonlyMap<string, ServiceTypes>>();

/** The types whose ARNs have a service segment, or may have any; null if the segment is not spelled out. */
export function typesOfArnService(
  resourceTypes: readonly ResourceType[],
  segment: string | undefined,
): ServiceTypes | null {
  if (segment === undefined || /[*?$]/.test(segment)) return null;
  let grouped = groupedTypes.get(resourceTypes);
  if (grouped === undefined) {
    grouped = groupByArnService(resourceTypes);
    groupedTypes.set(resourceTypes, grouped);
  }
  return grouped.get(segment) ?? grouped.get(ANY_SERVICE) ?? null;
}

/** Types by the service segment of their ARNs; those whose segment varies belong to every service. */
function groupByArnService(types: readonly ResourceType[]): ReadonlyMap<string, ServiceTypes> {
  const anywhere: number[] = [];
  const byService = new Map<string, number[]>();
  types.forEach(({ template }, index) => {
    const segment = template.split(':', 3)[2] ?? ANY_SERVICE;
    if (/[$*]/.test(segment)) anywhere.push(index);
    else {
      const list = byService.get(segment);
      if (list === undefined) byService.set(segment, [index]);
      else list.push(index);
    }
  });
  byService.set(ANY_SERVICE, []);
  const templateOf = (type: number): string => types[type]?.template ?? '';
  return new Map(
    [...byService].map(([segment, own]) => [segment, new ServiceTypes([...own, ...anywhere], templateOf)]),
  );
}
