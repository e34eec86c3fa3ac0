import { DocumentReader } from '../../src/access/document-reader.js';
import { parseAuthorizationDetails } from '../../src/account/parse-authorization-details.js';
import type { OrganizationPolicies } from '../../src/account/organization-policies.js';
import { loadCatalog } from '../../src/catalog/catalog-file.js';
import { analyseEscalation } from '../../src/escalation/graph/analyse-escalation.js';
import { hopEvidence } from '../../src/escalation/graph/hop-evidence.js';
import { details, document, inline, user } from '../account/authorization-details.js';

const catalog = loadCatalog();

/** By which step the principal called maker is administrator, how surely, and on which statements that rests. */
export function administrator(
  lists: Parameters<typeof details>[0],
  organization: OrganizationPolicies | null = null,
) {
  const account = parseAuthorizationDetails(details(lists));
  const { graph } = analyseEscalation([account], new DocumentReader(catalog), organization);
  const maker = graph.population.principals.findIndex(({ name }) => name === 'maker');
  const edge = graph.nodes[maker]?.administrator?.edge ?? null;
  if (edge === null) return null;
  const { statements, conditions } = hopEvidence(graph, { from: maker, to: maker, edge });
  return [
    edge.path,
    edge.verdict,
    edge.further.join(),
    statements.map(({ statement }) => statement.index),
    conditions,
  ];
}

/** The same of a user with some statements. */
export const ofUser = (...statements: readonly Readonly<Record<string, unknown>>[]) =>
  administrator({ users: [user('maker', { UserPolicyList: [inline('own', document(...statements))] })] });
