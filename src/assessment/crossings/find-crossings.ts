import type { OrganizationPolicies } from '../../account/organization-policies.js';
import { DocumentStore } from '../../account/document-store.js';
import type { Catalog } from '../../catalog/catalog.js';
import { memoised } from '../../escalation/graph/grouped.js';
import { VERDICTS } from '../../escalation/graph/verdict.js';
import type { Standing } from './account-crossings.js';
import { AssumingGuardrails } from './assuming-guardrails.js';
import { BorderPopulation } from './border-population.js';
import { setsByVerdict } from './by-verdict.js';
import type { Crossing } from './crossing.js';
import type { CrossingCollector } from './crossing-collector.js';
import { crossingConditions } from './crossing-conditions.js';
import { crossingEdges, type CrossingEdge } from './crossing-edges.js';
import { CrossingReach } from './crossing-reach.js';
import { CrossingRows } from './crossing-rows.js';
import { doorClasses, numberedDoors } from './door-classes.js';
import { LeaverClasses } from './leaver-classes.js';
import { startClasses } from './start-classes.js';

/** What accounts that were assessed one by one need to be looked at together. */
export interface CrossingSettings {
  readonly catalog: Catalog;
  /** What the organisation imposes; null where nothing is known of it. */
  readonly organizationPolicies: OrganizationPolicies | null;
}

/**
 * Who gets from one account into another, the gravest first.
 *
 * @param accountIds - ids of the accounts by the indexes that crossings refer to
 */
export function findCrossings(
  collected: CrossingCollector,
  accountIds: readonly (string | null)[],
  { catalog, organizationPolicies }: CrossingSettings,
): readonly Crossing[] {
  const { accounts } = collected;
  const store = new DocumentStore();
  const documents = collected.documents.map((document) => store.add(document));
  const population = new BorderPopulation(accounts);
  const doors = numberedDoors(
    accounts.map((account) => account.doors),
    population,
    documents,
  );
  const leavers = new LeaverClasses(
    accounts.map((account) => account.leavers),
    population,
    documents,
    new AssumingGuardrails(organizationPolicies),
    catalog,
  );
  const edges = crossingEdges(leavers, doorClasses(doors, population, organizationPolicies));
  const becomes = new Map(
    [...doors].map(([port, { door }]) => [
      port,
      setsByVerdict(door.becomes, population.firstPorts[population.placeOf(port)] ?? 0),
    ]),
  );
  const reach = new CrossingReach(edges, becomes);
  const indexes = new Map(accountIds.map((id, index) => [id, index]));
  const known = new Map<string, readonly string[]>();
  const numbers = new Map(edges.map((edge, number) => [edge, number]));
  const conditionsOf = (edge: CrossingEdge, port: number): readonly string[] =>
    memoised(known, `${numbers.get(edge) ?? ''} ${doors.get(port)?.door.trust ?? ''}`, () => {
      const leaver = leavers.withPolicies(edge.leavers.group, edge.members.indexes()[0] ?? -1);
      const role = doors.get(port)?.role;
      if (leaver === null || role === undefined) return [];
      return crossingConditions(leaver, role, organizationPolicies, catalog);
    });
  const rows = new CrossingRows({
    population,
    doors,
    reach,
    accountAt: (place) => indexes.get(accounts[place]?.accountId ?? '') ?? -1,
    conditionsOf,
  });
  const starts = startClasses(
    accounts.map((account) => account.starts),
    population,
    reach,
  );
  return starts.flatMap((each) => rows.of(each)).sort(byGravity);
}
const STANDINGS: readonly Standing[] = ['neither', 'can become administrator', 'administrator'];

function byGravity(a: Crossing, b: Crossing): number {
  return (
    outcomeOf(a) - outcomeOf(b) ||
    STANDINGS.indexOf(a.standing) - STANDINGS.indexOf(b.standing) ||
    b.accounts.length - a.accounts.length ||
    b.principals.count - a.principals.count ||
    compare(a.role, b.role) ||
    compare(JSON.stringify(a), JSON.stringify(b))
  );
}

/** Surely administrator comes first, then what may be one, then none. */
function outcomeOf({ administrator }: Crossing): number {
  return administrator === undefined ? VERDICTS.length : VERDICTS.indexOf(administrator.verdict);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
