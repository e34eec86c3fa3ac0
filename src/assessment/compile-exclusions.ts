import type { PrincipalType } from './assessment.js';
import { EXCLUSIONS_KEYS, exclusionList, type Exclusions, type ExclusionsKey } from './exclusions.js';
import { isServiceLinkedPath } from '../policy/service-linked.js';
import { RuleList } from './rule-list.js';
import { namesOf, type NamedSubject } from './subject-names.js';

/** Exclusions ready to match, which remember the rules that matched something. */
export interface CompiledExclusions {
  /** Patterns of actions to report whatever their level. */
  readonly includeActions: readonly string[];
  /** Remembers that the rule for an action names one that exists. */
  noteIncludedAction(action: string): void;
  readonly excludeActions: readonly string[];
  /** The rules in force, by key of the exclusions file. */
  readonly rules: Readonly<Record<string, readonly string[]>>;
  /** The rule that excludes a policy; null if none does. */
  excludedPolicy(policy: NamedSubject): string | null;
  excludedPrincipal(type: PrincipalType, principal: NamedSubject): string | null;
  excludedAction(action: string): string | null;
  readonly isKnownAccount: (accountId: string) => boolean;
  /** Rules that have matched nothing so far, as `key: rule`. */
  unmatchedRules(): string[];
}

const SERVICE_LINKED_RULE = 'service-linked roles and their policies are always excluded';
const PRINCIPAL_KEYS = { user: 'users', group: 'groups', role: 'roles' } as const;

/**
 * Prepares exclusions for matching.
 *
 * @param options.knownAccounts - further accounts that trust policies may name
 * @param options.reportUnmatched - whether rules that match nothing are worth a report: not for those of the template
 */
export function compileExclusions(
  exclusions: Exclusions,
  options: { readonly reportUnmatched: boolean; readonly knownAccounts?: readonly string[] },
): CompiledExclusions {
  const lists = new Map(EXCLUSIONS_KEYS.map((key) => [key, new RuleList(exclusionList(exclusions, key))]));
  const known = new Set(options.knownAccounts);
  const match = (key: ExclusionsKey, texts: readonly string[]) => lists.get(key)?.match(texts) ?? null;
  const excludedSubject = (key: ExclusionsKey, subject: NamedSubject) => {
    // Asked first even of what is excluded always, or a rule of the user's that names it would seem to match nothing.
    const rule = match(key, namesOf(subject));
    return isServiceLinked(subject) ? SERVICE_LINKED_RULE : rule;
  };
  return {
    includeActions: nonEmpty(exclusions.includeActions),
    noteIncludedAction: (action) => void match('include-actions', [action.toLowerCase()]),
    excludeActions: nonEmpty(exclusions.excludeActions),
    rules: Object.fromEntries(EXCLUSIONS_KEYS.map((key) => [key, exclusionList(exclusions, key)])),
    excludedPolicy: (policy) => excludedSubject('policies', policy),
    excludedPrincipal: (type, principal) => excludedSubject(PRINCIPAL_KEYS[type], principal),
    excludedAction: (action) => match('exclude-actions', [action.toLowerCase()]),
    // The rules are asked of every account, or one that names a known account would seem to match nothing.
    isKnownAccount: (accountId) => match('known-accounts', [accountId]) !== null || known.has(accountId),
    unmatchedRules: () => {
      if (!options.reportUnmatched) return [];
      return [...lists].flatMap(([key, list]) => list.unmatched().map((rule) => `${key}: ${rule}`));
    },
  };
}

function isServiceLinked({ path, arn }: NamedSubject): boolean {
  return isServiceLinkedPath(path) || arn.includes(':policy/aws-service-role/');
}

function nonEmpty(rules: readonly string[]): readonly string[] {
  return rules.filter((rule) => rule !== '');
}
