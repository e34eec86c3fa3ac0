/** A rule of the configuration that takes findings out of the count. Every pattern that is there must match. */
export interface Suppression {
  readonly kind?: string;
  readonly policy?: string;
  readonly principal?: string;
  readonly action?: string;
  readonly path?: string;
  readonly fingerprint?: string;
  readonly reason: string;
  /** `YYYY-MM-DD`, the last day on which it applies. */
  readonly expires?: string;
}

/** What became of a suppression in an assessment. */
export interface AppliedSuppression extends Suppression {
  /** How many findings it took out of the count. */
  readonly findings: number;
  readonly isExpired: boolean;
}
