import type { Catalog } from '../catalog/catalog.js';
import { IndexSet } from '../catalog/index-set.js';
import { typesOf } from '../catalog/resource-type.js';
import { parsePolicyDocument } from '../policy/parse-policy-document.js';
import { CoverageJudge } from '../policy/resource-coverage.js';

/**
 * Why a request of an action cannot name a resource, in words; null where it can. A question about such a request
 * would be answered by the text of policies alone, so that a slip of the pen could pass for an answer.
 *
 * @param action - canonical name, known to the catalogue
 */
export function unfitResource(action: string, resource: string, catalog: Catalog): string | null {
  const index = catalog.actionIndex(action);
  if (resource === '*' || index === undefined) return null;
  if (!isResourceArn(resource)) return 'this is not an ARN';
  const types = typesOf(catalog.requirement(index));
  if (types.length === 0) return `${action} works on no resource; it is asked about with * only`;
  if (isUsedOn(index, resource, catalog)) return null;
  const templates = types.map((type) => catalog.resourceTypes[type]?.template ?? '');
  return `${action} works on no resource of this form; its resources are ${[...new Set(templates)].slice(0, 3).join(', ')}`;
}

const judges = new WeakMap<Catalog, CoverageJudge>();

/**
 * Whether an action can be used on resources of a pattern, going by the forms of ARN that its resource types have.
 *
 * @param action - index in the catalogue
 * @param pattern - one that a policy may hold
 */
export function isUsedOn(action: number, pattern: string, catalog: Catalog): boolean {
  const judge = judges.get(catalog) ?? new CoverageJudge(catalog, { accountId: null, partition: null });
  judges.set(catalog, judge);
  const { statements } = parsePolicyDocument({
    Statement: { Effect: 'Allow', Action: catalog.actionName(action), Resource: pattern },
  });
  return statements.some(
    (statement) =>
      !judge.selection.touchable(IndexSet.of([action]), judge.judge(statement, false).touched).isEmpty,
  );
}

/** Whether a text has the six parts of an ARN. */
export function isResourceArn(text: string): boolean {
  return text.startsWith('arn:') && text.split(':').length >= 6;
}
