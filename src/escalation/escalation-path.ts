/** One way to turn some permissions into more: a row of `paths/`, a file each. */
export interface EscalationPath {
  /** Id of the published catalogue where there is one; unique. */
  readonly id: string;
  /** Method name of Cloudsplaining 0.9.1, for the results file. */
  readonly legacyName: string | null;
  readonly legacyOrder: number | null;
  readonly name: string;
  readonly category: string;
  readonly status: string;
  /** Canonical action names, all of which are needed. */
  readonly requiredActions: readonly string[];
  /** Actions that make it easier but are not needed. */
  readonly helpfulActions: readonly string[];
  /** The service a role is passed to, if one is. */
  readonly passedTo: string | null;
  readonly target: string;
  /** What else must be so, by predicate. */
  readonly needs: Readonly<Record<string, unknown>>;
  readonly link: string;
  /** Id of the row that needs the very same actions and reports this one too. */
  readonly sameActionsAs: string | null;
  readonly variantOf: string | null;
}
