/** What went wrong in a call to AWS, for a person. */
export interface Failure {
  /** Ends with a full stop, names the missing permission or the command to run, and never a credential. */
  readonly sentence: string;
  /** Whether the same may succeed later. */
  readonly isTransient: boolean;
  readonly kind: 'credentials' | 'permission' | 'connection' | 'throttled' | 'service' | 'other';
}

/** What was being done. */
export interface Doing {
  /** As permissions name it, `iam:GetAccountAuthorizationDetails`; counts where the error itself does not tell. */
  readonly operation: string;
  /** Id of the account it was done in. */
  readonly account?: string;
  /** The profile whose credentials were used. */
  readonly profile?: string;
}

/** An error as the SDK or Node throws it. */
export interface ErrorFacts {
  readonly name: string;
  /** Of the system, such as ECONNRESET; empty where there is none. */
  readonly code: string;
  readonly message: string;
  /** Of the answer; 0 where there was none. */
  readonly status: number;
}

/** Looks at a failure; null if it is of another sort. */
export type Explanation = (facts: ErrorFacts, doing: Doing) => Failure | null;
