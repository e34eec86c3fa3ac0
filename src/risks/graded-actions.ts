import { IndexSet } from '../catalog/index-set.js';
import type { Reach } from '../policy/reach.js';
import type { PolicyEvidence } from './risk-kind.js';

const GRADES = ['unrestricted', 'conditional', 'scoped'] as const;

/** The actions of any of the risky sets within reach, one piece of evidence for each grade that has any. */
export function gradedActions(
  reach: Reach,
  risky: readonly IndexSet[],
  extended = false,
): readonly PolicyEvidence[] {
  const evidence: PolicyEvidence[] = [];
  for (const grade of GRADES) {
    const reached = reach[grade];
    if (reached.isEmpty) continue;
    const actions = IndexSet.unionOf(risky.map((set) => reached.intersect(set)));
    if (!actions.isEmpty) evidence.push({ grade, extended, actions });
  }
  return evidence;
}
