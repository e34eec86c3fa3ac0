import type { FixPlaceholder } from '../assessment/proposed-fix.js';
import type { Change, Touched } from './change.js';
import { checkChange } from './check-change.js';
import { isLessened } from './compare-risks.js';
import { identityStrategies, type Ways } from './identity-strategies.js';
import type { Circumstances, JudgedDocument, Risk } from './judged-document.js';
import { excess, isUseless, type Excess, type Room } from './size-limit.js';
import { trustStrategies } from './trust-strategies.js';
import { whyNoFix } from './why-no-fix.js';

/** A change that passed every check. */
export interface CheckedFix {
  /** The changed document, judged. */
  readonly after: JudgedDocument;
  /** All that it removes. */
  readonly removed: readonly Risk[];
  readonly steps: readonly string[];
  readonly placeholders: readonly FixPlaceholder[];
  readonly touched: Touched;
  readonly tooLong?: Excess;
}

/** A change that removes a risk, or why there is none. */
export type Proposal =
  { readonly fix: CheckedFix; readonly reason?: never } | { readonly fix?: never; readonly reason: string };

/** Said where a risk goes on in a lesser grade. */
export const RESIDUAL = 'A finding that is confined to named resources stays; it does not count.';

/** So many actions fill a policy even if each is written as short as can be. */
const MOST_ACTIONS = 1500;

/** Looks for the mildest change of a document that removes a risk and passes every check. */
export function proposeFix(
  before: JudgedDocument,
  risk: Risk,
  circumstances: Circumstances,
  room: Room,
): Proposal {
  const isEndless =
    isUseless(excess(before.json, room)) ||
    (risk.kind !== 'ServiceWildcard' && (risk.actions?.size ?? 0) > MOST_ACTIONS);
  const strategies = isEndless ? [] : strategiesFor(before, risk, circumstances);
  let isTooLong = isEndless;
  for (const ways of strategies) {
    const fix = firstThatFits(ways, before, risk, circumstances, room);
    if (fix === 'too long') isTooLong = true;
    else if (fix !== null) return { fix };
  }
  return { reason: whyNoFix(before, risk, isTooLong) };
}

function strategiesFor(before: JudgedDocument, risk: Risk, circumstances: Circumstances): readonly Ways[] {
  return circumstances.purpose === 'trust'
    ? trustStrategies(before, risk, circumstances).map((strategy) => ({
        strategies: [strategy],
        mustFit: false,
        companion: null,
      }))
    : identityStrategies(before, risk, circumstances);
}

/** The first of several ways to write a change that has room; else the shortest. */
function firstThatFits(
  { strategies, mustFit, companion }: Ways,
  before: JudgedDocument,
  risk: Risk,
  circumstances: Circumstances,
  room: Room,
): CheckedFix | 'too long' | null {
  const removed = companion === null ? [risk] : [risk, companion];
  const checked = (change: Change, tooLong: Excess | undefined): CheckedFix | null => {
    const after = checkChange(before, removed, change, circumstances);
    return after === null ? null : checkedFix(change, after, removed, tooLong);
  };
  // A check costs more than the change, and most of these are not needed.
  const longer: (() => CheckedFix | null)[] = [];
  let isTooLong = false;
  for (const strategy of strategies) {
    const change = strategy();
    if (change === null) break;
    const tooLong = excess(change.json, room);
    if (tooLong === undefined) {
      const fix = checked(change, tooLong);
      if (fix !== null) return fix;
    } else if (mustFit || isUseless(tooLong)) isTooLong = true;
    else longer.push(() => checked(change, tooLong));
  }
  for (const check of longer.reverse()) {
    const fix = check();
    if (fix !== null) return fix;
  }
  return isTooLong ? 'too long' : null;
}

function checkedFix(
  { steps, placeholders, touched }: Change,
  after: JudgedDocument,
  removed: readonly Risk[],
  tooLong: Excess | undefined,
): CheckedFix {
  const residual = removed.some((risk) => isLessened(risk, after.risks)) ? [RESIDUAL] : [];
  return {
    after,
    removed,
    steps: [...steps, ...residual],
    placeholders,
    touched,
    ...(tooLong === undefined ? {} : { tooLong }),
  };
}
