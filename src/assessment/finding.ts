import type { PolicyStatements } from './assessed-escalation.js';

/** Severity values of 0.9.1, gravest first. */
export type Severity = 'critical' | 'high' | 'medium' | 'low' | 'none';

/** A number for each severity. */
export type SeverityCounts = Readonly<Record<Severity, number>>;

/**
 * What is left of an action after Deny: `unrestricted` on everything and unconditionally, `conditional` on
 * everything under limiting conditions, `scoped` on named resources only.
 */
export type ReachGrade = 'unrestricted' | 'conditional' | 'scoped';

/** One kind of risk on one policy, trust policy, resource policy or principal. */
export interface Finding {
  /** Fingerprint: the same finding has the same id in every assessment of the account. */
  readonly id: string;
  /** Id of a risk kind. */
  readonly kind: string;
  /** The kind's severity; one step lower where `notCounted` is `conditional` or `scoped`. */
  readonly severity: Severity;
  readonly subject:
    | { readonly type: 'policy'; readonly policy: number }
    | { readonly type: 'trust-policy'; readonly principal: number }
    | { readonly type: 'resource-policy'; readonly resourcePolicy: number }
    /** What a principal's policies come to together, where that is more or less than each shows by itself. */
    | { readonly type: 'principal'; readonly principal: number };
  readonly reach: ReachGrade;
  /** Whether it counts in totals and for `--fail-on`. */
  readonly counted: boolean;
  /** Why it does not count; absent where it does. */
  readonly notCounted?:
    | 'conditional'
    | 'scoped'
    | 'extended'
    | 'unattached'
    | 'trust-policies-not-flagged'
    /** On principals: policies grant it, and something else takes it away again. */
    | 'blocked'
    /** A suppression of the configuration matches it: see `suppressedBy`. */
    | 'suppressed';
  /** Index into `actionSets`: all actions of the finding. Absent for trust policies and service wildcards. */
  readonly actionSet?: number;
  /** Service prefixes of a service wildcard; services of a trust policy finding. */
  readonly services?: readonly string[];
  /** Escalation: indexes into `escalationPaths`. */
  readonly paths?: readonly number[];
  /** Trust and resource policies: those let in, as written. */
  readonly trusted?: readonly string[];
  /** Indexes of the statements, in the subject's document, that grant it. */
  readonly grantedBy: readonly number[];
  /** Indexes of Deny statements that cut something out of it or put it under a condition. */
  readonly limitedBy?: readonly number[];
  /** Condition keys that limit a conditional finding. */
  readonly conditionKeys?: readonly string[];
  /** On principals: the statements that grant it, by policy. `grantedBy` is empty then. */
  readonly contributions?: readonly PolicyStatements[];
  /** What takes a blocked finding away, in words: a boundary, a Deny, a level of organisation policies. */
  readonly blockedBy?: readonly string[];
  /** Escalation of a principal: index into `escalation.chains`. */
  readonly chain?: number;
  /** Index into `suppressions`. */
  readonly suppressedBy?: number;
  /** Index into `fixes`: the change that removes it. */
  readonly fix?: number;
  /** Index into `noFixReasons`: why there is no change that removes it. */
  readonly noFix?: number;
}
