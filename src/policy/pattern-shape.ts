import { replaceVariables } from './template-variables.js';

/** Stands for any name that no ARN template spells out. */
const SOME_NAME = '\u0001';
const REGION_SEGMENT = 3;
const RESOURCE_SEGMENT = 5;
const VARIABLE = /^\$\{[^}]*\}$/;
const SEPARATORS = /([:/])/;

/** What the ARN templates of a service spell out. */
export interface TemplateWords {
  /** Regions named in templates. */
  readonly regions: ReadonlySet<string>;
  /** Words of resource parts. */
  readonly names: ReadonlySet<string>;
}

/** The words that the ARN templates of a service spell out; null if words and variables mix in one. */
export function templateWords(templates: readonly string[]): TemplateWords | null {
  const names = new Set<string>();
  const regions = new Set<string>();
  for (const template of templates) {
    regions.add(template.split(':')[REGION_SEGMENT] ?? '');
    for (const word of resourcePart(template).split(SEPARATORS)) {
      if (VARIABLE.test(word)) continue;
      if (/[$*?]/.test(word)) return null;
      names.add(word);
    }
  }
  return { regions, names };
}

/**
 * The pattern with every region and every name in its resource part that no template spells out replaced by one and
 * the same sign. Patterns of one shape match the same resource types, whatever the buckets, tables and roles are
 * called, and an account names thousands of those.
 */
export function patternShape(pattern: string, { regions, names }: TemplateWords): string {
  // A policy variable, and its name too, may hold a colon; such patterns are few.
  const resource = pattern.includes('$') ? '' : resourcePart(pattern);
  if (resource === '') return pattern;
  const segments = pattern.slice(0, pattern.length - resource.length).split(':');
  const region = segments[REGION_SEGMENT] ?? '';
  if (region !== '' && !/[*?$]/.test(region) && !regions.has(region)) segments[REGION_SEGMENT] = SOME_NAME;
  const shape = resource.split(SEPARATORS).map((word) => wordShape(word, names));
  return segments.join(':') + shape.join('');
}

function wordShape(word: string, names: ReadonlySet<string>): string {
  if (word === '' || word.includes('?')) return word;
  const wildcardAt = word.indexOf('*');
  if (wildcardAt < 0) return names.has(word) ? word : SOME_NAME;
  if (wildcardAt === 0 || wildcardAt < word.length - 1) return word;
  const literal = word.slice(0, wildcardAt);
  for (const name of names) if (name.startsWith(literal)) return word;
  return `${SOME_NAME}*`;
}

/** The text with a `$` in place of each policy variable, whose name may hold colons. */
export function withoutVariables(text: string): string {
  return text.includes('${') ? replaceVariables(text, () => '$') : text;
}

/**
 * The word that a pattern's resource part begins with, the separator included: `role/`; null if it begins otherwise.
 *
 * @param pattern - see {@link withoutVariables}
 */
export function leadingWord(pattern: string): string | null {
  return /^[^*?$:/]+[:/]/.exec(resourcePart(pattern))?.[0] ?? null;
}

/**
 * The words with which a template's resource part, or what follows a colon in it, begins: `log-group:` and
 * `log-stream:`; null if it begins with something else than a word.
 */
export function segmentWords(template: string): readonly string[] | null {
  const part = resourcePart(template);
  if (leadingWord(template) === null) return null;
  return [...part.matchAll(/(?:^|(?<=:))[^*?$:/]+[:/]/g)].map(([word]) => word);
}

/** What follows the fifth colon of an ARN; empty where there are fewer. */
function resourcePart(arn: string): string {
  let from = 0;
  for (let segment = 0; segment < RESOURCE_SEGMENT; segment++) {
    const colon = arn.indexOf(':', from);
    if (colon < 0) return '';
    from = colon + 1;
  }
  return arn.slice(from);
}
