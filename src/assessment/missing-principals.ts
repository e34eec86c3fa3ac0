import { shortestHops, type AdministratorSearch } from '../escalation/graph/administrator-search.js';
import type { EscalationAnalysis } from '../escalation/graph/analyse-escalation.js';
import type { EscalationGraph } from '../escalation/graph/escalation-graph.js';
import { firstOf } from './notes.js';
import type { WhoCanReport } from './who-can-report.js';

/**
 * A remark if roles by which one gets to a goal trust principals of an account of the input that the input lacks: an
 * answer cannot have them among its starts, nor those who can become them.
 *
 * @param to - number of the principal to get to; null for administrator
 */
export function missingFromPaths({ graph, search }: EscalationAnalysis, to: number | null): string | null {
  const names = missingWhere(graph, (role) =>
    to === null ? leadsToAdministrator(graph, search, role) : leadsTo(search, role, to),
  );
  if (names.length === 0) return null;
  return `Roles that ${to === null ? 'are or become administrator' : 'are or become the principal asked about'} trust principals of the account that the input does not hold, so nothing is known of them or of who can become them: ${firstOf(names)}.`;
}

/**
 * A remark if principals of an account of the input that the input lacks could use the action: as a role that can,
 * where chains count, or because the action is to assume a role that trusts them.
 */
export function missingFromWhoCan(
  { graph }: EscalationAnalysis,
  { action, resource, results }: WhoCanReport,
  viaEscalation: boolean,
): string | null {
  const able = new Set(
    results.flatMap(({ principal, decision }) => (decision.endsWith('Denied') ? [] : [principal])),
  );
  const names = missingWhere(graph, (role) => {
    const arn = graph.population.principals[role]?.arn ?? '';
    if (viaEscalation && able.has(arn)) return true;
    return action === 'sts:AssumeRole' && (resource === null || resource === arn);
  });
  if (names.length === 0) return null;
  return `Principals of the account that the input does not hold are trusted by ${action === 'sts:AssumeRole' ? 'roles that are asked about' : 'roles that can use the action'}, and the answer lacks them: ${firstOf(names)}.`;
}

function missingWhere(
  { population }: EscalationGraph,
  isConcerned: (role: number) => boolean,
): readonly string[] {
  return population.trust.missing.filter(({ roles }) => roles.some(isConcerned)).map(({ name }) => name);
}

function leadsToAdministrator(graph: EscalationGraph, search: AdministratorSearch, role: number): boolean {
  return (graph.nodes[role]?.administrator ?? null) !== null || (search.routes[role] ?? null) !== null;
}

function leadsTo({ layers }: AdministratorSearch, role: number, to: number): boolean {
  return role === to || layers.some((layer) => shortestHops(layer, role, to).length > 0);
}
