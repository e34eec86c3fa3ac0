import { globMatches } from '../../catalog/glob.js';
import type { Catalog } from '../../catalog/catalog.js';
import type { IndexSet } from '../../catalog/index-set.js';
import type {
  AssessedPolicy,
  AssessedPrincipal,
  AssessedResourcePolicy,
  EscalationPathDescription,
  Finding,
} from '../assessment.js';
import { namesOf } from '../subject-names.js';
import type { Suppression } from './suppression.js';

/** The subjects that findings refer to. */
export interface Subjects {
  readonly policies: readonly AssessedPolicy[];
  readonly principals: readonly AssessedPrincipal[];
  readonly resourcePolicies: readonly AssessedResourcePolicy[];
}

/** A suppression ready to match. */
export class SuppressionRule {
  readonly suppression: Suppression;
  /** What its action means; null where it names none. */
  readonly actions: IndexSet | null;
  private readonly subjects: Subjects;

  constructor(suppression: Suppression, subjects: Subjects, catalog: Catalog) {
    this.suppression = suppression;
    this.subjects = subjects;
    this.actions = suppression.action === undefined ? null : catalog.expand(suppression.action);
  }

  /** Whether a finding is meant by everything but its actions and paths. */
  isAbout(finding: Finding): boolean {
    const { kind, fingerprint, policy, principal } = this.suppression;
    return (
      matches(kind, finding.kind) &&
      matches(fingerprint, finding.id) &&
      (policy === undefined || this.everyPolicyMatches(policy, finding)) &&
      (principal === undefined || this.everyPrincipalMatches(principal, finding))
    );
  }

  /** Whether an escalation path is meant. */
  isAboutPath({ id, legacyName, sameActionsAs }: EscalationPathDescription): boolean {
    const { path } = this.suppression;
    return path === undefined || [id, legacyName ?? id, ...sameActionsAs].some((name) => matches(path, name));
  }

  /** Whether a wildcard on a whole service is meant. */
  isAboutService(prefix: string): boolean {
    return matches(this.suppression.action, `${prefix}:*`);
  }

  private everyPolicyMatches(pattern: string, { subject, contributions = [] }: Finding): boolean {
    if (subject.type === 'trust-policy') return false;
    if (subject.type === 'resource-policy') {
      const policy = this.subjects.resourcePolicies[subject.resourcePolicy];
      return policy !== undefined && matchesAny(pattern, namesOfResourcePolicy(policy));
    }
    const numbers = subject.type === 'policy' ? [subject.policy] : contributions.map(({ policy }) => policy);
    return (
      numbers.length > 0 &&
      numbers.every((number) => {
        const policy = this.subjects.policies[number];
        return policy !== undefined && matchesAny(pattern, nullsAsEmpty(policy));
      })
    );
  }

  private everyPrincipalMatches(pattern: string, { subject }: Finding): boolean {
    if (subject.type === 'resource-policy') return false;
    const numbers =
      subject.type === 'policy'
        ? (this.subjects.policies[subject.policy]?.attachedTo ?? [])
        : [subject.principal];
    return (
      numbers.length > 0 &&
      numbers.every((number) => {
        const principal = this.subjects.principals[number];
        return principal !== undefined && matchesAny(pattern, namesOf(principal));
      })
    );
  }
}

function nullsAsEmpty({ name, id, arn, path }: AssessedPolicy): readonly string[] {
  return namesOf({ name, id, arn: arn ?? '', path: path ?? '' });
}

function namesOfResourcePolicy({ name, arn }: AssessedResourcePolicy): readonly string[] {
  return namesOf({ name, id: '', arn: arn ?? '', path: '' });
}

function matches(pattern: string | undefined, text: string): boolean {
  return pattern === undefined || globMatches(pattern.toLowerCase(), text.toLowerCase());
}

function matchesAny(pattern: string, lowerCaseNames: readonly string[]): boolean {
  const lowerCase = pattern.toLowerCase();
  return lowerCaseNames.some((name) => globMatches(lowerCase, name));
}
