import { globMatches, hasWildcard } from '../catalog/glob.js';
import type { PrincipalType } from './assessment.js';
import { EXCLUSIONS_KEYS, exclusionList, type Exclusions, type ExclusionsKey } from './exclusions.js';

/** What names a policy or a principal; each may be empty. */
export interface ExcludableSubject {
  readonly name: string;
  readonly id: string;
  readonly arn: string;
  readonly path: string;
}

/** Exclusions ready to match, which remember the rules that matched something. */
export interface CompiledExclusions {
  /** Patterns of actions to report whatever their level. */
  readonly includeActions: readonly string[];
  readonly excludeActions: readonly string[];
  /** The rules in force, by key of the exclusions file. */
  readonly rules: Readonly<Record<string, readonly string[]>>;
  /** The rule that excludes a policy; null if none does. */
  excludedPolicy(policy: ExcludableSubject): string | null;
  excludedPrincipal(type: PrincipalType, principal: ExcludableSubject): string | null;
  excludedAction(action: string): string | null;
  readonly isKnownAccount: (accountId: string) => boolean;
  /** Rules that have matched nothing so far, as `key: rule`. */
  unmatchedRules(): string[];
}

const SERVICE_LINKED_PATH = '/aws-service-role/';
const SERVICE_LINKED_RULE = 'service-linked roles and their policies are always excluded';
const PRINCIPAL_KEYS = { user: 'users', group: 'groups', role: 'roles' } as const;

/**
 * Prepares exclusions for matching.
 *
 * @param options.reportUnmatched - whether rules that match nothing are worth a report: not for those of the template
 */
export function compileExclusions(exclusions: Exclusions, options: { readonly reportUnmatched: boolean }): CompiledExclusions {
  const lists = new Map(EXCLUSIONS_KEYS.map((key) => [key, new RuleList(exclusionList(exclusions, key))]));
  const match = (key: ExclusionsKey, texts: readonly string[]) => lists.get(key)?.match(texts) ?? null;
  const excludedSubject = (key: ExclusionsKey, subject: ExcludableSubject) =>
    subject.path.startsWith(SERVICE_LINKED_PATH) || subject.arn.includes(`:policy${SERVICE_LINKED_PATH}`)
      ? SERVICE_LINKED_RULE
      : match(key, namesOf(subject));
  return {
    includeActions: nonEmpty(exclusions.includeActions),
    excludeActions: nonEmpty(exclusions.excludeActions),
    rules: Object.fromEntries(EXCLUSIONS_KEYS.map((key) => [key, exclusionList(exclusions, key)])),
    excludedPolicy: (policy) => excludedSubject('policies', policy),
    excludedPrincipal: (type, principal) => excludedSubject(PRINCIPAL_KEYS[type], principal),
    excludedAction: (action) => match('exclude-actions', [action]),
    isKnownAccount: (accountId) => match('known-accounts', [accountId]) !== null,
    unmatchedRules: () => {
      if (!options.reportUnmatched) return [];
      return [...lists].filter(([key]) => key !== 'include-actions').flatMap(([key, list]) => list.unmatched().map((rule) => `${key}: ${rule}`));
    },
  };
}

/** Everything a rule may name a subject by. */
function namesOf({ name, id, arn, path }: ExcludableSubject): readonly string[] {
  const bare = path.replace(/^\//, '');
  const withoutSlashes = bare.replace(/\/$/, '');
  const joined = `${path.endsWith('/') ? path : `${path}/`}${name}`;
  return [name, id, arn, path, bare, withoutSlashes, joined, joined.replace(/^\//, '')].filter((text) => text !== '');
}

function nonEmpty(rules: readonly string[]): readonly string[] {
  return rules.filter((rule) => rule !== '');
}

/** The rules of one key: exact ones looked up, patterns tried in turn. */
class RuleList {
  private readonly rules: readonly string[];
  private readonly exact = new Map<string, string>();
  private readonly patterns: (readonly [pattern: string, rule: string])[] = [];
  private readonly matched = new Set<string>();

  constructor(rules: readonly string[]) {
    this.rules = nonEmpty(rules);
    for (const rule of this.rules) {
      const lowerCase = rule.toLowerCase();
      if (hasWildcard(rule)) this.patterns.push([lowerCase, rule]);
      else this.exact.set(lowerCase, rule);
    }
  }

  /** The first rule that matches one of the texts. Every rule that matches is remembered as used. */
  match(texts: readonly string[]): string | null {
    let first: string | null = null;
    for (const text of texts) {
      const lowerCase = text.toLowerCase();
      const rules = this.patterns.filter(([pattern]) => globMatches(pattern, lowerCase)).map(([, rule]) => rule);
      const exact = this.exact.get(lowerCase);
      for (const rule of exact === undefined ? rules : [exact, ...rules]) {
        first ??= rule;
        this.matched.add(rule);
      }
    }
    return first;
  }

  unmatched(): string[] {
    return this.rules.filter((rule) => !this.matched.has(rule));
  }
}
