import { DocumentReader } from '../../access/document-reader.js';
import { EffectiveAccessReader } from '../../access/effective-access.js';
import type { OrganizationPolicies } from '../../account/organization-policies.js';
import type { Role } from '../../account/account.js';
import type { Catalog } from '../../catalog/catalog.js';
import { IndexSet } from '../../catalog/index-set.js';
import { Capabilities } from '../../escalation/graph/capabilities.js';
import { edge } from '../../escalation/graph/edge.js';
import { nodeWithoutEdges } from '../../escalation/graph/escalation-graph.js';
import { hopEvidence } from '../../escalation/graph/hop-evidence.js';
import { populationOf } from '../../escalation/graph/population.js';
import { NO_TARGETS } from '../../escalation/graph/targets.js';
import type { BorderPrincipal } from './border-population.js';

const [LEAVER, DOOR] = [0, 1];

/** What must be so, in words, for a leaver to assume a door: the two are looked at by themselves. */
export function crossingConditions(
  leaver: BorderPrincipal,
  door: Role,
  organization: OrganizationPolicies | null,
  catalog: Catalog,
): readonly string[] {
  const documents = new DocumentReader(catalog);
  const population = populationOf([leaver, door], [], organization, documents);
  const found = new EffectiveAccessReader(documents, organization).accessOf(leaver);
  const access = found.asItIs?.() ?? found;
  const capabilities = new Capabilities(access, LEAVER, population);
  const node = nodeWithoutEdges(capabilities, NO_TARGETS);
  const assuming = edge('assume role', 'conditional', 'become', IndexSet.of([DOOR]), []);
  return hopEvidence({ population, nodes: [node] }, { from: LEAVER, to: DOOR, edge: assuming }).conditions;
}
