/**
 * A rule of the configuration that takes findings out of the count. Every pattern that is there must match.
 *
 * @minProperties 2
 */
export interface Suppression {
  /** Id of a risk kind. */
  readonly kind?: string;
  /** Name, id, ARN or path of a policy. */
  readonly policy?: string;
  /** Name, id, ARN or path of a principal: everyone who holds the policy must match. */
  readonly principal?: string;
  /** Takes only the actions that match out of a finding. */
  readonly action?: string;
  /** Id, or method name of 0.9.1, of an escalation path; takes only the paths that match out of a finding. */
  readonly path?: string;
  /** Id of a finding. */
  readonly fingerprint?: string;
  /** @minLength 1 */
  readonly reason: string;
  /**
   * `YYYY-MM-DD`, the last day on which it applies.
   *
   * @pattern ^\d{4}-\d{2}-\d{2}$
   */
  readonly expires?: string;
}

/** The patterns of a suppression. */
export const SUPPRESSION_PATTERNS = ['kind', 'policy', 'principal', 'action', 'path', 'fingerprint'] as const;

/** What became of a suppression in an assessment. */
export interface AppliedSuppression extends Suppression {
  /** How many counted findings it took out of the count, wholly or in part. */
  readonly findings: number;
  /** Whether it matched any finding, counted or not, by its patterns. */
  readonly isUsed: boolean;
  readonly isExpired: boolean;
}
