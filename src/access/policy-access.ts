import type { Catalog } from '../catalog/catalog.js';
import type { PolicyDocument } from '../policy/policy-document.js';
import { computeReach, type Reach } from '../policy/reach.js';
import type { CoverageJudge } from '../policy/resource-coverage.js';
import { readDocument, type DocumentReading } from '../policy/statement-reading.js';

/** What one identity policy gives on its own, ready for the risk kinds to judge. */
export interface PolicyAccess {
  readonly catalog: Catalog;
  readonly judge: CoverageJudge;
  readonly reading: DocumentReading;
  readonly reach: Reach;
}

/** Works out what a document gives. */
export function policyAccess(document: PolicyDocument, catalog: Catalog, judge: CoverageJudge): PolicyAccess {
  const reading = readDocument(document, catalog, judge);
  return { catalog, judge, reading, reach: computeReach([reading.allows], reading.denies, catalog, judge) };
}
