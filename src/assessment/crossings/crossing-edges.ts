import { IndexSet } from '../../catalog/index-set.js';
import type { KeptSets } from '../../catalog/kept-sets.js';
import { append } from '../../escalation/graph/grouped.js';
import { bothReach, reached, type Targets } from '../../escalation/graph/targets.js';
import { leastSure, type Verdict } from '../../escalation/graph/verdict.js';
import type { DoorClass } from './door-classes.js';
import type { LeaverClass } from './leaver-classes.js';
import type { LeaverTargets } from './leaver-targets.js';

/** Each of some leavers can assume each of some doors. Doors of their own accounts are among them. */
export interface CrossingEdge {
  readonly leavers: LeaverClass;
  /** Ports, ascending. A set would be wide: most classes are of one account. */
  readonly members: readonly number[];
  readonly doors: IndexSet;
  readonly verdict: Verdict;
}

/** Matches what trust policies let in with what policies let out; each pair of classes once. */
export function crossingEdges(
  leavers: readonly LeaverClass[],
  targets: LeaverTargets,
  doors: readonly DoorClass[],
  sets: KeptSets,
): readonly CrossingEdge[] {
  const byPlace = new Map<number, LeaverClass[]>();
  for (const each of leavers) for (const place of each.places) append(byPlace, place, each);
  const members = new Map(leavers.map((each) => [each, [...each.members].sort((a, b) => a - b)]));
  return doors.flatMap((entered) => {
    const candidates =
      entered.places === null
        ? leavers
        : new Set([...entered.places].flatMap((place) => byPlace.get(place) ?? []));
    return [...candidates].flatMap((each) =>
      edgesOfPair(each, members.get(each) ?? [], entered, { targets, sets }),
    );
  });
}

function edgesOfPair(
  leavers: LeaverClass,
  members: readonly number[],
  { admitted, doors, sending }: DoorClass,
  { targets, sets }: { readonly targets: LeaverTargets; readonly sets: KeptSets },
): readonly CrossingEdge[] {
  const free = members.filter((port) => admitted.open.has(port));
  const limited = members.filter((port) => admitted.conditional.has(port));
  if (free.length === 0 && limited.length === 0) return [];
  const trusting: Targets = { open: doors, conditional: IndexSet.empty };
  const { open, conditional } = bothReach(trusting, targets.of(leavers, sending));
  const edges: readonly (readonly [readonly number[], IndexSet, Verdict])[] = [
    [free, open, 'confirmed'],
    [free, conditional, 'conditional'],
    [limited, reached({ open, conditional }), 'conditional'],
  ];
  return edges.flatMap(([from, to, verdict]) =>
    from.length === 0 || to.isEmpty
      ? []
      : [
          {
            leavers,
            members: from,
            doors: sets.of(to),
            verdict: leastSure([verdict, leavers.group.after ?? 'confirmed']),
          },
        ],
  );
}
