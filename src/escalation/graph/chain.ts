import type { Edge } from './edge.js';
import type { Verdict } from './verdict.js';

/** One step of a chain. */
export interface Hop {
  readonly from: number;
  /** The principal it leads to; where it makes an administrator, the one whose permissions are rewritten. */
  readonly to: number;
  readonly edge: Edge;
}

/** How one principal comes to be another, or administrator. */
export interface Chain {
  readonly from: number;
  /** The principal it ends at; for a chain to administrator the one that is administrator in the end. */
  readonly to: number;
  readonly verdict: Verdict;
  readonly hops: readonly Hop[];
}
