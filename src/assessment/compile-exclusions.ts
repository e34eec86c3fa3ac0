import type { PrincipalType } from './assessment.js';
import { EXCLUSIONS_KEYS, exclusionList, type Exclusions, type ExclusionsKey } from './exclusions.js';
import { isServiceLinkedPath } from '../policy/service-linked.js';
import { RuleList } from './rule-list.js';

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
  /** Remembers that the rule for an action names one that exists. */
  noteIncludedAction(action: string): void;
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

const SERVICE_LINKED_RULE = 'service-linked roles and their policies are always excluded';
const PRINCIPAL_KEYS = { user: 'users', group: 'groups', role: 'roles' } as const;

/**
 * Prepares exclusions for matching.
 *
 * @param options.reportUnmatched - whether rules that match nothing are worth a report: not for those of the template
 */
export function compileExclusions(
  exclusions: Exclusions,
  options: { readonly reportUnmatched: boolean },
): CompiledExclusions {
  const lists = new Map(EXCLUSIONS_KEYS.map((key) => [key, new RuleList(exclusionList(exclusions, key))]));
  const match = (key: ExclusionsKey, texts: readonly string[]) => lists.get(key)?.match(texts) ?? null;
  const excludedSubject = (key: ExclusionsKey, subject: ExcludableSubject) => {
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
    isKnownAccount: (accountId) => match('known-accounts', [accountId]) !== null,
    unmatchedRules: () => {
      if (!options.reportUnmatched) return [];
      return [...lists].flatMap(([key, list]) => list.unmatched().map((rule) => `${key}: ${rule}`));
    },
  };
}

function isServiceLinked({ path, arn }: ExcludableSubject): boolean {
  return isServiceLinkedPath(path) || arn.includes(':policy/aws-service-role/');
}

/** Everything a rule may name a subject by, in lower case. */
function namesOf({ name, id, arn, path }: ExcludableSubject): readonly string[] {
  const names = [name];
  if (id !== '') names.push(id);
  if (arn !== '') names.push(arn);
  if (path !== '') names.push(path);
  if (path.length > 1) {
    const bare = path.replace(/^\//, '');
    const folder = path.endsWith('/') ? path : `${path}/`;
    names.push(
      bare,
      path.replace(/\/$/, ''),
      bare.replace(/\/$/, ''),
      `${folder}${name}`,
      `${folder}${name}`.replace(/^\//, ''),
    );
  } else if (path === '/') {
    names.push(`/${name}`);
  }
  return names.map((text) => text.toLowerCase());
}

function nonEmpty(rules: readonly string[]): readonly string[] {
  return rules.filter((rule) => rule !== '');
}
