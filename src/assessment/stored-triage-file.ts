import type { TriageStatus } from './assessment.js';
import type { TRIAGE_FORMAT } from './parse-triage-file.js';

/** `triage.json` as it is written, by the report or by hand. */
export interface StoredTriageFile {
  readonly format: typeof TRIAGE_FORMAT;
  readonly version: 1;
  readonly account: {
    /**
     * Null where the input named no account.
     *
     * @pattern ^\d{12}$
     */
    readonly id: string | null;
    readonly name: string;
  };
  /**
   * Time in UTC at which the file was written.
   *
   * @pattern ^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?Z$
   */
  readonly savedAt?: string | null;
  readonly decisions: readonly StoredTriageDecision[];
}

/** What somebody decided about a finding. */
export interface StoredTriageDecision {
  /**
   * Fingerprint of the finding.
   *
   * @minLength 1
   */
  readonly finding: string;
  readonly status: TriageStatus;
  /** Who sees to it. */
  readonly owner?: string | null;
  readonly note?: string | null;
  /**
   * Time in UTC; of two decisions on a finding the later one holds.
   *
   * @pattern ^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?Z$
   */
  readonly decidedAt: string;
  /** What the finding was, for people. */
  readonly description?: string | null;
}
