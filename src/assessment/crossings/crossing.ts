import type { Verdict } from '../../escalation/graph/verdict.js';
import type { Standing } from './account-crossings.js';

/** Principals that get from their own accounts into others by assuming roles there. */
export interface Crossing {
  /**
   * `at once`: by assuming a role there. `in several steps`: by way of roles of other accounts too; where they get at
   * once is counted as well. `back`: into their own account, by way of others.
   */
  readonly way: 'at once' | 'in several steps' | 'back';
  /** Indexes into `accounts` of the accounts of the principals. */
  readonly from: readonly number[];
  readonly principals: {
    readonly count: number;
    /** ARNs of the first of them. */
    readonly first: readonly string[];
  };
  /** What they are in their own accounts. */
  readonly standing: Standing;
  /** The roles by which they come in. */
  readonly roles: {
    /** Number of different names. */
    readonly count: number;
    /** Paths and names of the first of them. */
    readonly first: readonly string[];
  };
  /**
   * Indexes into `accounts` of the accounts of the roles. Where one of them is in `from` too, the principals of the other
   * accounts are meant.
   */
  readonly accounts: readonly number[];
  /** Accounts that are left out of a long list. */
  readonly moreAccounts?: number;
  /** How sure it is at best that they can assume the roles. */
  readonly verdict: Verdict;
  /** Absent where the roles neither are administrators of their accounts nor can become some; how sure that is for them. */
  readonly administrator?: { readonly is: boolean; readonly verdict: Verdict };
  /** For one of the principals and one of the roles: ARNs of the roles of other accounts that it assumes before. */
  readonly via?: readonly string[];
  /** For one of the principals and one of the roles: what must be so, in words. */
  readonly conditions?: readonly string[];
}
