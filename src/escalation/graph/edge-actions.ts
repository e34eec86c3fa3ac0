import type { EscalationPath } from '../escalation-path.js';
import type { Edge } from './edge.js';
import { isAboutNewPrincipal } from './new-principals.js';
import { ASSUMING } from './trust-statements.js';

/**
 * The actions that a step takes.
 *
 * @param row - what the catalogue of paths says of it; undefined for steps that are no rows
 */
export function edgeActions(edge: Edge, row: EscalationPath | undefined): readonly string[] {
  return [...(row?.requiredActions ?? actionsWithoutRow(edge)), ...edge.further];
}

function actionsWithoutRow({ path }: Edge): readonly string[] {
  if (path === 'assume role') return [ASSUMING];
  return isAboutNewPrincipal({ path }) ? [] : [path];
}
