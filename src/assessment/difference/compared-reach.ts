import type { Catalog } from '../../catalog/catalog.js';
import { IndexSet } from '../../catalog/index-set.js';
import { reachedActions, type Reach } from '../../policy/reach.js';
import type { ReachGrade } from '../assessment.js';
import type { ActionChange } from './access-difference.js';

/** Grades of reach, the least first; null is out of reach. */
const GRADES: readonly (ReachGrade | null)[] = [null, 'scoped', 'conditional', 'unrestricted'];

/** Actions of which more is reached in one reach than in another, by how much, the most first. */
export function reachGained(
  before: Reach | null,
  after: Reach | null,
  catalog: Catalog,
): readonly ActionChange[] {
  return changes(before, after, catalog, (from, to) => to > from);
}

/** Actions of which less is reached. */
export function reachLost(
  before: Reach | null,
  after: Reach | null,
  catalog: Catalog,
): readonly ActionChange[] {
  return changes(before, after, catalog, (from, to) => to < from);
}

function changes(
  before: Reach | null,
  after: Reach | null,
  catalog: Catalog,
  isWanted: (from: number, to: number) => boolean,
): readonly ActionChange[] {
  const found: ActionChange[] = [];
  for (let to = GRADES.length - 1; to >= 0; to--) {
    for (let from = 0; from < GRADES.length; from++) {
      if (!isWanted(from, to)) continue;
      const actions = ofGrade(before, from, catalog).intersect(ofGrade(after, to, catalog));
      if (actions.isEmpty) continue;
      found.push({
        from: GRADES[from] ?? null,
        to: GRADES[to] ?? null,
        actions: actions.indexes().map((action) => catalog.actionName(action)),
      });
    }
  }
  return found;
}

function ofGrade(reach: Reach | null, number: number, catalog: Catalog): IndexSet {
  const grade = GRADES[number] ?? null;
  if (reach === null) return grade === null ? catalog.all : IndexSet.empty;
  return grade === null ? catalog.all.minus(reachedActions(reach)) : reach[grade];
}
