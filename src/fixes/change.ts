import type { FixPlaceholder } from '../assessment/proposed-fix.js';
import type { JsonValue } from '../assessment/assessment.js';
import type { IndexSet } from '../catalog/index-set.js';

/** A changed document that still has to be checked. */
export interface Change {
  readonly json: JsonValue;
  /** What was done, a sentence each. */
  readonly steps: readonly string[];
  readonly placeholders: readonly FixPlaceholder[];
  readonly touched: Touched;
}

/** What the change lessened or took away; all else must be as it was. */
export interface Touched {
  readonly actions: IndexSet;
  /** Trusted principals, by their names in the trust policy. */
  readonly principals: ReadonlySet<string>;
}

/** A way to change a document; null where it leads nowhere. */
export type Strategy = () => Change | null;
