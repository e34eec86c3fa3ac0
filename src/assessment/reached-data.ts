import type { EffectiveAccess } from '../access/effective-access.js';
import type { Catalog } from '../catalog/catalog.js';
import { IndexSetNumbers } from '../catalog/index-set-numbers.js';
import { IndexSet } from '../catalog/index-set.js';
import type { GraphNode } from '../escalation/graph/escalation-graph.js';
import type { GraphLayer } from '../escalation/graph/reachability.js';
import { actionList } from '../risks/action-lists.js';
import credentials from '../risks/data/credentials-exposure-actions.json' with { type: 'json' };
import data from '../risks/data/data-exfiltration-actions.json' with { type: 'json' };
import type { ActionTable } from './action-table.js';
import type { ReachedData } from './assessment.js';

/** What the kinds on data and credentials are about: the actions that read what an account keeps. */
function dataActions(catalog: Catalog): IndexSet {
  return IndexSet.unionOf(
    [data, credentials].map((list) => {
      const { actions, further } = actionList(catalog, list);
      return actions.union(further);
    }),
  );
}

/**
 * The data that each principal reaches, by itself and as those it can certainly become. Whoever becomes one that can
 * give itself everything reaches all of it.
 *
 * @param nodes - the principals in the graph
 * @param certain - the layer of the graph that holds the confirmed steps
 * @param isWanted - whose data is asked for, by number; null stands for the others
 */
export function reachedData(
  accesses: readonly EffectiveAccess[],
  nodes: readonly GraphNode[],
  certain: GraphLayer | undefined,
  table: ActionTable,
  isWanted: (principal: number) => boolean,
): readonly (ReachedData | null)[] {
  const [first] = accesses;
  if (first === undefined) return [];
  const wanted = dataActions(first.catalog);
  const graded = accesses.map(({ reach }) => ({
    unrestricted: reach.unrestricted.intersect(wanted),
    conditional: reach.conditional.intersect(wanted),
    scoped: reach.scoped.intersect(wanted),
  }));
  const own = graded.map((grades) => IndexSet.unionOf(Object.values(grades)));
  const unions = new UnionsOverSets(
    own.map((reached, principal) => {
      const administrator = nodes[principal]?.administrator ?? null;
      const hasAll = administrator?.verdict === 'confirmed' && !administrator.withinGuardrails;
      return hasAll ? wanted : reached;
    }),
  );
  return graded.map((grades, principal): ReachedData | null => {
    if (!isWanted(principal)) return null;
    const others = unions.over(certain?.closure[principal] ?? IndexSet.empty);
    const found = { ...grades, asOthers: others.minus(own[principal] ?? IndexSet.empty) };
    const entries = Object.entries(found).filter(([, set]) => !set.isEmpty);
    return entries.length === 0
      ? null
      : Object.fromEntries(entries.map(([grade, set]) => [grade, table.add(set)]));
  });
}

/** Unions of what the members of a set of principals reach. Many principals reach the same, so each reach is joined once. */
class UnionsOverSets {
  private readonly classOf: Int32Array;
  private readonly classes: readonly IndexSet[];
  private readonly known = new Map<IndexSet, IndexSet>();

  constructor(sets: readonly IndexSet[]) {
    const numbers = new IndexSetNumbers();
    this.classOf = Int32Array.from(sets, (set) => numbers.of(set));
    this.classes = numbers.sets;
  }

  over(principals: IndexSet): IndexSet {
    let union = this.known.get(principals);
    if (union === undefined) {
      const met = new Uint8Array(this.classes.length);
      principals.forEachRun((start, end) => {
        for (let principal = start; principal < end; principal++) met[this.classOf[principal] ?? 0] = 1;
      });
      union = IndexSet.unionOf(this.classes.filter((_, number) => met[number] === 1));
      this.known.set(principals, union);
    }
    return union;
  }
}
