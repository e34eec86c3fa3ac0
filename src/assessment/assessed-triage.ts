/** What is to become of a finding. */
export type TriageStatus = 'to-triage' | 'fix' | 'false-positive' | 'accepted';

/** What somebody decided about a finding. */
export interface TriageDecision {
  /** Fingerprint of the finding. */
  readonly finding: string;
  readonly status: TriageStatus;
  /** Who sees to it; empty for nobody. */
  readonly owner: string;
  readonly note: string;
  /** ISO 8601 time in UTC; of two decisions on a finding, the later one holds. */
  readonly decidedAt: string;
  /** What the finding was, for people who read the file; nothing depends on it. */
  readonly description: string;
}

/** Decisions carried over from triage files. */
export interface AssessedTriage {
  /** Those on findings of this assessment. */
  readonly decisions: readonly TriageDecision[];
  /** Those whose finding is not there any more, or was filtered out. */
  readonly unmatched: readonly TriageDecision[];
}
