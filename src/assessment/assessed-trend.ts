import type { Finding, Severity, SeverityCounts } from './finding.js';

/** What became of the counted findings of an account since an earlier assessment. */
export interface FindingsTrend {
  /** Time of the earlier assessment. */
  readonly since: string;
  readonly new: SeverityCounts;
  readonly fixed: SeverityCounts;
  readonly unchanged: SeverityCounts;
  /** Ids of the findings that are new, one for each of them. */
  readonly newFindings: readonly string[];
  /** The findings that are gone, the gravest first; absent in files of before. */
  readonly fixedFindings?: readonly FixedFinding[];
  /** Whether both were made under the same options; otherwise part of the change is due to those. */
  readonly sameOptions: boolean;
}

/** A finding of an earlier assessment that is there no more. What it was is absent where that assessment does not tell. */
export interface FixedFinding {
  readonly id: string;
  readonly severity: Severity;
  /** Id of a risk kind. */
  readonly kind?: string;
  readonly on?: Finding['subject']['type'];
  /** Name of the policy, resource policy or principal. */
  readonly name?: string;
  readonly arn?: string;
}
