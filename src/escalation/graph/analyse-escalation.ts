import type { Account } from '../../account/account.js';
import type { OrganizationPolicies } from '../../account/organization-policies.js';
import type { DocumentReader } from '../../access/document-reader.js';
import { EffectiveAccessReader, type EffectiveAccess } from '../../access/effective-access.js';
import { AdministratorSearch } from './administrator-search.js';
import { escalationGraph, type EscalationGraph } from './escalation-graph.js';
import { populationOf } from './population.js';

/** Effective access, the graph over it, and the search for administrators. */
export interface EscalationAnalysis {
  readonly accesses: readonly EffectiveAccess[];
  readonly reader: EffectiveAccessReader;
  readonly graph: EscalationGraph;
  readonly search: AdministratorSearch;
}

/** Works out who can become whom among the principals of one or several accounts taken together. */
export function analyseEscalation(
  accounts: readonly Account[],
  documents: DocumentReader,
  organization: OrganizationPolicies | null,
): EscalationAnalysis {
  const principals = accounts.flatMap(({ users, groups, roles }) => [...users, ...groups, ...roles]);
  const policies = accounts.flatMap(({ managedPolicies }) => managedPolicies);
  const population = populationOf(principals, policies, organization, documents);
  const reader = new EffectiveAccessReader(documents, organization);
  const accesses = population.actors.map((actor) => reader.accessOf(actor));
  const graph = escalationGraph(population, accesses, reader);
  return { accesses, reader, graph, search: new AdministratorSearch(graph) };
}
