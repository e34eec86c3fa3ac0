import type { Severity, SeverityCounts } from './finding.js';

/** What reports begin with. */
export interface AssessmentSummary {
  /** Counted findings by severity. */
  readonly bySeverity: SeverityCounts;
  readonly byKind: readonly KindCount[];
  /** The gravest first, at most five; only those with a counted finding. */
  readonly worstPolicies: readonly RankedSubject[];
  readonly worstPrincipals: readonly RankedSubject[];
}

/** How many findings of a kind count, and how many do not for which reason. */
export interface KindCount {
  readonly kind: string;
  readonly severity: Severity;
  readonly counted: number;
  readonly conditional: number;
  readonly scoped: number;
  readonly extended: number;
  readonly unattached: number;
}

/** A policy or principal among the worst. */
export interface RankedSubject {
  /** Index into `policies` or `principals`. */
  readonly index: number;
  readonly bySeverity: SeverityCounts;
  /** Kinds of its counted findings, gravest first. */
  readonly kinds: readonly string[];
}
