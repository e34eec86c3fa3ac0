import type { IndexSet } from '../catalog/index-set.js';
import type { Reach } from '../policy/reach.js';
import type { PolicyEvidence } from './risk-kind.js';

const GRADES = ['unrestricted', 'conditional', 'scoped'] as const;

/** The risky actions within reach, one piece of evidence for each grade that has any. */
export function gradedActions(reach: Reach, risky: IndexSet, extended = false): readonly PolicyEvidence[] {
  return GRADES.flatMap((grade) => {
    const actions = reach[grade].intersect(risky);
    return actions.isEmpty ? [] : [{ grade, extended, actions }];
  });
}
