import type { Assessment, BecomableSets } from '../../assessment/assessment.js';
import { actionIndexes } from './action-set.js';

/** Who can become whom for certain, both ways. */
export interface Becoming {
  /** Indexes into `principals`. */
  readonly canBecome: readonly number[];
  readonly becomableBy: readonly number[];
}

/** Whom a principal can certainly become in any number of steps, and who can become it. */
export function becoming({ escalation }: Assessment, principal: number): Becoming {
  const members = new Map<number, readonly number[]>();
  const membersOf = (sets: BecomableSets | null | undefined): readonly number[] => {
    const set = sets?.confirmed;
    if (set === undefined) return [];
    let found = members.get(set);
    if (found === undefined) {
      found = actionIndexes(escalation.principalSets[set] ?? '');
      members.set(set, found);
    }
    return found;
  };
  const holding = new Map<number, boolean>();
  const becomableBy = escalation.becomes.flatMap((sets, other) => {
    const set = sets?.confirmed;
    if (set === undefined || other === principal) return [];
    let holds = holding.get(set);
    if (holds === undefined) {
      holds = membersOf(sets).includes(principal);
      holding.set(set, holds);
    }
    return holds ? [other] : [];
  });
  const canBecome = membersOf(escalation.becomes[principal]).filter((other) => other !== principal);
  return { canBecome, becomableBy };
}
