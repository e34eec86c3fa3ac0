import type { AdministratorSearch } from './administrator-search.js';
import type { EscalationGraph } from './escalation-graph.js';
import type { HopStatement } from './hop-statement.js';
import type { Outsider } from './outsider-collector.js';

/** A role that someone outside may assume, and the statements of its trust policy that say so. */
export interface WayIn {
  readonly role: number;
  readonly statements: readonly HopStatement[];
}

/**
 * For each outsider the roles by which it may become administrator, surely or not; those without one are left out.
 *
 * @param isWanted - whether the way by a role, given by its number, is asked about
 */
export function waysIn(
  { nodes, population }: EscalationGraph,
  { routes }: AdministratorSearch,
  isWanted: (outsider: Outsider, role: number) => boolean = () => true,
): readonly (readonly WayIn[])[] {
  const leads = (role: number) =>
    (nodes[role]?.administrator ?? null) !== null || (routes[role] ?? null) !== null;
  return population.trust.outsiders
    .map((outsider) =>
      outsider.roles.open
        .union(outsider.roles.conditional)
        .indexes()
        .filter((role) => leads(role) && isWanted(outsider, role))
        .map((role) => ({
          role,
          statements: outsider
            .entryTo(role)
            .statements.map((statement) => ({ statement, source: null, holder: role })),
        })),
    )
    .filter((ways) => ways.length > 0);
}
