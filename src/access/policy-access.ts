import type { Catalog } from '../catalog/catalog.js';
import type { PolicyDocument } from '../policy/policy-document.js';
import { computeReach, type Reach } from '../policy/reach.js';
import type { CoverageJudge } from '../policy/resource-coverage.js';
import { readDocument, type DocumentReading, type StatementReading } from '../policy/statement-reading.js';

/** What grants have to lie within besides, as a permissions boundary. */
export interface Bound {
  readonly allows: readonly StatementReading[];
  readonly denies: readonly StatementReading[];
  readonly reach: Reach;
}

/** What one identity policy gives on its own, ready for the risk kinds to judge. */
export interface PolicyAccess {
  readonly catalog: Catalog;
  readonly judge: CoverageJudge;
  readonly reading: DocumentReading;
  /** What bounds the statements of `reading`; none where a policy is judged on its own. */
  readonly bounds: readonly Bound[];
  /** What is left inside the bounds. */
  readonly reach: Reach;
}

const NO_BOUNDS: readonly Bound[] = [];

/** Works out what a document gives. */
export function policyAccess(document: PolicyDocument, catalog: Catalog, judge: CoverageJudge): PolicyAccess {
  const reading = readDocument(document, catalog, judge);
  const reach = computeReach([reading.allows], reading.denies, catalog, judge);
  return { catalog, judge, reading, bounds: NO_BOUNDS, reach };
}
