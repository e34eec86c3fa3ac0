import { IndexSet } from '../catalog/index-set.js';
import type { Change } from './change.js';
import { addsNothing, isRemoved } from './compare-risks.js';
import { grantsWithin, hasSameDenies, patternsWithin, unknownNames } from './grants-within.js';
import { judgeDocument, type Circumstances, type JudgedDocument, type Risk } from './judged-document.js';
import { trustsWithin } from './trusts-within.js';

/**
 * Judges a changed document again, and keeps it only if it removes the risks, adds none, allows nothing that was not
 * allowed, denies the same, and allows all that is no part of the risks as before.
 *
 * @returns the changed document judged; null if it fails a check
 */
export function checkChange(
  before: JudgedDocument,
  risks: readonly Risk[],
  change: Change,
  circumstances: Circumstances,
): JudgedDocument | null {
  const after = judgeDocument(change.json, circumstances);
  if (after === null || after.document.version !== before.document.version) return null;
  if (!risks.every((risk) => isRemoved(risk, after.risks))) return null;
  if (!addsNothing(before.risks, after.risks)) return null;
  return isOnlyLess(before, risks, change, after, circumstances) ? after : null;
}

function isOnlyLess(
  before: JudgedDocument,
  risks: readonly Risk[],
  { touched }: Change,
  after: JudgedDocument,
  { catalog }: Circumstances,
): boolean {
  if (before.access === null || after.access === null) {
    return (
      trustsWithin(after.document, before.document, new Set()) &&
      trustsWithin(before.document, after.document, touched.principals)
    );
  }
  const concerned = IndexSet.unionOf(risks.flatMap(({ actions }) => (actions === null ? [] : [actions])));
  return (
    concerned.includes(touched.actions) &&
    hasSameDenies(before.access, after.access) &&
    unknownNames(before.access) === unknownNames(after.access) &&
    patternsWithin(after.access, before.access) &&
    grantsWithin(after.access, before.access, catalog.all) &&
    grantsWithin(before.access, after.access, catalog.all.minus(touched.actions))
  );
}
