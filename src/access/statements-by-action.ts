import type { Catalog } from '../catalog/catalog.js';
import { listByAction } from '../policy/keys-by-action.js';
import type { CoverageJudge } from '../policy/resource-coverage.js';
import type { Statements } from './statement-for-principal.js';

/**
 * The statements apart for actions for which some of their tests are decided. What is allowed in the region of a global
 * service is then no condition for whoever uses that: there is no other region to be kept from.
 */
export function statementsByAction(
  { allows, denies }: Statements,
  catalog: Catalog,
  { partition }: Pick<CoverageJudge, 'partition'>,
): Statements {
  return {
    allows: listByAction(allows, catalog, partition, 'no condition'),
    denies: listByAction(denies, catalog, partition),
  };
}
