import { globMatches, hasWildcard } from '../catalog/glob.js';

interface Pattern {
  readonly position: number;
  readonly matches: (text: string) => boolean;
}

/** The rules under one key of an exclusions file. Remembers every rule that matched something. */
export class RuleList {
  private readonly rules: readonly string[];
  private readonly exact = new Map<string, number>();
  private readonly patterns: Pattern[] = [];
  private readonly matched = new Set<number>();

  /** @param rules - as written; empty ones are skipped */
  constructor(rules: readonly string[]) {
    const seen = new Set<string>();
    this.rules = rules.filter((rule) => {
      const isNew = rule !== '' && !seen.has(rule.toLowerCase());
      seen.add(rule.toLowerCase());
      return isNew;
    });
    this.rules.forEach((rule, position) => {
      const lowerCase = rule.toLowerCase();
      if (hasWildcard(rule)) this.patterns.push({ position, matches: compilePattern(lowerCase) });
      else this.exact.set(lowerCase, position);
    });
  }

  /** The first rule, as written, that matches one of the texts; null if none does. Takes texts in lower case. */
  match(texts: readonly string[]): string | null {
    let first = this.rules.length;
    for (const text of texts) {
      const position = this.exact.get(text);
      if (position === undefined) continue;
      this.matched.add(position);
      first = Math.min(first, position);
    }
    for (const { position, matches } of this.patterns) {
      // A rule that can no longer be the first is tried only to learn whether it ever matches.
      if (position > first && this.matched.has(position)) continue;
      if (!texts.some(matches)) continue;
      this.matched.add(position);
      first = Math.min(first, position);
    }
    return this.rules[first] ?? null;
  }

  unmatched(): string[] {
    return this.rules.filter((_rule, position) => !this.matched.has(position));
  }
}

/** Most rules are a prefix or a suffix, which needs no walk over the text. */
function compilePattern(pattern: string): Pattern['matches'] {
  const starts = pattern.startsWith('*');
  const ends = pattern.endsWith('*');
  const middle = pattern.slice(starts ? 1 : 0, ends && pattern.length > 1 ? -1 : undefined);
  if (hasWildcard(middle)) return (text) => globMatches(pattern, text);
  if (starts && ends) return (text) => text.includes(middle);
  return starts ? (text) => text.endsWith(middle) : (text) => text.startsWith(middle);
}
