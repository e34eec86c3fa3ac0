import type { IndexSet } from '../../catalog/index-set.js';
import type { Capabilities } from './capabilities.js';
import type { Preparation } from './edge.js';
import type { Targets } from './targets.js';

/** How a principal gives itself more. */
export interface GainingStep extends Preparation {
  /** What it could do before. */
  readonly by: Capabilities;
  /** Any one of these will do; the first is what is told. */
  readonly means: readonly GainingMeans[];
  /** The actions that it brings. */
  readonly frees: IndexSet;
}

/** What a step brings. */
type Brought = Pick<GainingStep, 'what' | 'policy' | 'frees'>;

/** An action that gives a principal more. */
export interface GainingMeans {
  readonly action: string;
  /** Itself, or groups. */
  readonly on: IndexSet;
}

/**
 * The surest of some actions on whom each is of use, and all others that would do as well; null where none can be used.
 *
 * @param reach - on whom it can use an action to that end
 */
export function gainingStep(
  by: Capabilities,
  reach: (action: string) => Targets,
  actions: readonly string[],
  { what, policy, frees }: Brought,
): GainingStep | null {
  const means = (sureness: 'open' | 'conditional') =>
    actions.flatMap((action) => {
      const on = reach(action)[sureness];
      return on.isEmpty ? [] : [{ action, on }];
    });
  const sure = means('open');
  const all = [...sure, ...means('conditional')];
  const [first] = all;
  if (first === undefined) return null;
  const { action } = first;
  const verdict = sure.length > 0 ? 'confirmed' : 'conditional';
  return { kind: 'gains', path: action, action, verdict, policy, what, by, means: all, frees };
}
