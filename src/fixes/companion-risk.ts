import type { Catalog } from '../catalog/catalog.js';
import { IndexSet } from '../catalog/index-set.js';
import { typesOf } from '../catalog/resource-type.js';
import type { JudgedDocument, Risk } from './judged-document.js';

/**
 * What counts in no total and would be left open beside the actions of a risk: extended actions on the very resources
 * to which those can be confined, as s3:GetObjectVersion beside s3:GetObject. Null where there is none.
 */
export function companionOf({ risks }: JudgedDocument, risk: Risk, catalog: Catalog): Risk | null {
  if (risk.extended || !(risk.members instanceof IndexSet)) return null;
  const extended = risks.find(
    ({ kind, grade, extended: isExtended }) => isExtended && kind === risk.kind && grade === risk.grade,
  );
  if (extended === undefined || !(extended.members instanceof IndexSet)) return null;
  const named = new Set(risk.members.indexes().flatMap((action) => typesOf(catalog.requirement(action))));
  const own = extended.members.indexes().filter((action) => {
    const types = typesOf(catalog.requirement(action));
    return types.length > 0 && types.every((type) => named.has(type));
  });
  if (own.length === 0) return null;
  const actions = IndexSet.of(own);
  return { ...extended, members: actions, actions };
}
