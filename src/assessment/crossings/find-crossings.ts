import type { StoredDocument } from '../../account/account.js';
import type { OrganizationPolicies } from '../../account/organization-policies.js';
import type { Catalog } from '../../catalog/catalog.js';
import { IndexSet } from '../../catalog/index-set.js';
import { KeptSets } from '../../catalog/kept-sets.js';
import { VERDICTS } from '../../escalation/graph/verdict.js';
import type { Door, LeaverGroup } from './account-crossings.js';
import { AssumingGuardrails } from './assuming-guardrails.js';
import { borderIndex } from './border-index.js';
import { BorderPopulation } from './border-population.js';
import { numbersByVerdict } from './by-verdict.js';
import type { Crossing } from './crossing.js';
import type { CollectedAccount, CrossingCollector } from './crossing-collector.js';
import { crossingConditions } from './crossing-conditions.js';
import { crossingEdges, type CrossingEdge } from './crossing-edges.js';
import { CrossingReach } from './crossing-reach.js';
import { byGravity, crossingRows, type RowSources } from './crossing-rows.js';
import { CrossingWays, type Way } from './crossing-ways.js';
import { DoorNames } from './door-names.js';
import { doorClasses, numberedDoors, type NumberedDoor } from './door-classes.js';
import { leaverClasses } from './leaver-classes.js';
import { LeaverKeys } from './leaver-keys.js';
import { LeaverPolicies } from './leaver-policies.js';
import { LeaverTargets } from './leaver-targets.js';
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
  settings: CrossingSettings,
): readonly Crossing[] {
  const { ways, sources, ids } = findWays(collected, settings);
  const indexes = new Map(accountIds.map((id, index) => [id, index]));
  const accountAt = (place: number) => indexes.get(ids[place] ?? '') ?? -1;
  return ways.flatMap((way) => crossingRows(way, { ...sources, accountAt })).sort(byGravity);
}

interface FoundWays {
  readonly ways: readonly Way[];
  /** By their ports. */
  readonly doors: ReadonlyMap<number, NumberedDoor>;
  /** Ids of the accounts by their places. */
  readonly ids: readonly string[];
  readonly sources: Omit<RowSources, 'accountAt'>;
}

/** The ports of all accounts, and the rest of each: what the ports were read from is not needed any longer. */
function bordersOf(accounts: readonly CollectedAccount[]): {
  readonly population: BorderPopulation;
  readonly lists: readonly Pick<CollectedAccount, 'accountId' | 'doors' | 'leavers' | 'starts'>[];
} {
  return {
    population: new BorderPopulation(accounts),
    lists: accounts.map(({ accountId, doors, leavers, starts }) => ({ accountId, doors, leavers, starts })),
  };
}

/** The ways from account to account, before they are told in rows. */
export function findWays(collected: CrossingCollector, settings: CrossingSettings): FoundWays {
  const { catalog, organizationPolicies } = settings;
  const { population, lists } = bordersOf(collected.takeAccounts());
  const doors = numberedDoors(
    lists.map((account) => account.doors),
    population,
    collected.documents,
  );
  const sets = new KeptSets();
  const edges = edgesBetween(
    lists.map((account) => account.leavers),
    doors,
    population,
    collected.documents,
    settings,
    sets,
  );
  const becomes = new Map(
    [...doors].map(([port, { door, place }]) => [
      port,
      numbersByVerdict(door.becomes, population.numbersAt(place)),
    ]),
  );
  const reach = new CrossingReach(edges, becomes, population, sets);
  const starts = startClasses(
    lists.map((account) => account.starts),
    population,
    reach,
    sets,
  );
  // Documents of its own: of those that all leavers were judged by, few need be read again.
  const policies = new LeaverPolicies(population, collected.documents);
  const conditionsOf = (edge: CrossingEdge, port: number): readonly string[] => {
    const leaver = policies.of(edge.leavers.group, edge.members[0] ?? -1);
    const role = doors.get(port)?.role;
    if (leaver === null || role === undefined) return [];
    return crossingConditions(leaver, role, organizationPolicies, catalog);
  };
  const doorsWhere = (test: (door: Door) => boolean) =>
    IndexSet.of([...doors].flatMap(([port, { door }]) => (test(door) ? [port] : [])));
  const administratorDoors = VERDICTS.map((_, layer) =>
    doorsWhere(
      ({ administrator }) => administrator !== undefined && VERDICTS.indexOf(administrator.verdict) <= layer,
    ),
  );
  const ways = new CrossingWays(reach, population, doors, administratorDoors, sets).of(starts);
  const names = new DoorNames(doors, population.principals.length);
  const administrators = doorsWhere(({ administrator }) => administrator?.is === true);
  const excluded = doorsWhere(({ isExcluded }) => isExcluded === true);
  return {
    ways,
    doors,
    ids: lists.map(({ accountId }) => accountId),
    sources: { population, names, administratorDoors, administrators, excluded, reach, conditionsOf },
  };
}

/**
 * Who can assume which doors. What policies say, and which ports they say it of, is read here and let go: there is much of
 * it, and what follows needs none.
 */
function edgesBetween(
  leaversByPlace: readonly (readonly LeaverGroup[])[],
  doors: ReadonlyMap<number, NumberedDoor>,
  population: BorderPopulation,
  documents: readonly StoredDocument[],
  { catalog, organizationPolicies }: CrossingSettings,
  sets: KeptSets,
): readonly CrossingEdge[] {
  const circumstances = { guardrails: new AssumingGuardrails(organizationPolicies), catalog };
  const index = borderIndex(population, organizationPolicies);
  return crossingEdges(
    leaverClasses(leaversByPlace, population, new LeaverKeys(population, documents, circumstances)),
    new LeaverTargets(new LeaverPolicies(population, documents), index, circumstances),
    doorClasses(doors, population, index, organizationPolicies),
    sets,
  );
}
