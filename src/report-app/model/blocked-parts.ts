import type { Assessment, Finding } from '../../assessment/assessment.js';
import { actionIndexes } from './action-set.js';
import { append } from './append.js';

/** How much of a policy's finding something takes away from one of its holders. */
export interface BlockedPart {
  /** Actions; paths, for escalation. */
  readonly count: number;
  /** Whether nothing of it is left. */
  readonly isWhole: boolean;
  /** What takes it away, in words. */
  readonly by: readonly string[];
}

/** What is taken of a finding on a policy from a principal that holds it; null for nothing. */
export type BlockedOf = (principal: number, finding: Finding) => BlockedPart | null;

interface Gone {
  readonly parts: ReadonlySet<number>;
  readonly by: readonly string[];
}

/** Gathers what the blocked findings of principals say, to be asked finding by finding. */
export function blockedParts({ findings, actionSets }: Assessment): BlockedOf {
  const blocks = new Map<string, Finding[]>();
  for (const finding of findings) {
    const { notCounted, subject, kind } = finding;
    if (notCounted !== 'blocked' || subject.type !== 'principal') continue;
    append(blocks, `${subject.principal} ${kind}`, finding);
  }
  // An action that a closed path needs may serve another one that is open: escalation goes by paths.
  const partsOf = ({ paths, actionSet }: Finding): readonly number[] =>
    paths ?? (actionSet === undefined ? [] : actionIndexes(actionSets[actionSet] ?? ''));
  const known = new Map<string, Gone>();
  const goneOf = (key: string): Gone | null => {
    const found = blocks.get(key);
    if (found === undefined) return null;
    let gone = known.get(key);
    if (gone === undefined) {
      gone = {
        parts: new Set(found.flatMap(partsOf)),
        by: [...new Set(found.flatMap(({ blockedBy = [] }) => blockedBy))],
      };
      known.set(key, gone);
    }
    return gone;
  };
  return (principal, finding) => {
    const gone = goneOf(`${principal} ${finding.kind}`);
    if (gone === null) return null;
    const all = partsOf(finding);
    const count = all.filter((part) => gone.parts.has(part)).length;
    return count === 0 ? null : { count, isWhole: count === all.length, by: gone.by };
  };
}
