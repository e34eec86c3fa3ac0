import type { Verdict } from '../../escalation/graph/verdict.js';
import type { Standing } from './account-crossings.js';

/** Principals that get from their own accounts into others by roles of one name there. */
export interface Crossing {
  /** Indexes into `accounts` of the accounts of the principals. */
  readonly from: readonly number[];
  readonly principals: {
    readonly count: number;
    /** ARNs of the first of them. */
    readonly first: readonly string[];
  };
  /** What they are in their own accounts. */
  readonly standing: Standing;
  /** Path and name of the role. */
  readonly role: string;
  /**
   * Indexes into `accounts` of the accounts of the role. Of an account that is in `from` too, the principals of the
   * others are meant, unless it is the only one in both: then they come back into it by way of another.
   */
  readonly accounts: readonly number[];
  /** How sure it is at best that they can assume the role. */
  readonly verdict: Verdict;
  /** Absent where the role neither is administrator of its account nor can become one; how sure that is for them. */
  readonly administrator?: { readonly is: boolean; readonly verdict: Verdict };
  /** ARNs of the roles of other accounts that they assume before, on the way into the first account. */
  readonly via?: readonly string[];
  /** What must be so, in words, where they assume the role at once and under conditions. */
  readonly conditions?: readonly string[];
}
