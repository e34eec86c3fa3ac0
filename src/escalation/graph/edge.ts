import type { IndexSet } from '../../catalog/index-set.js';
import type { PathNeeds } from './path-needs.js';
import { leastSure, type Verdict } from './verdict.js';

/** A step by which one principal gains what others have, or everything. */
export interface Edge {
  /** Id of a row of the catalogue of paths, `assume role`, `new role`, `new user`, `new group`, `new member`, or the action that lifts a restriction. */
  readonly path: string;
  readonly verdict: Verdict;
  /**
   * `become`: the principal can act as each of the targets. `administrator`: it can give itself everything by
   * rewriting what the targets hold; itself is one of them where it need become nobody else.
   */
  readonly outcome: 'become' | 'administrator';
  /** However many they are, one set. */
  readonly targets: IndexSet;
  /** What the step needs that the input cannot show, in words. */
  readonly needs: readonly string[];
  /** What the principal must do to itself first. */
  readonly after: readonly Preparation[];
  /** Actions that it takes beside those of the path. */
  readonly further: readonly string[];
}

/** What a principal does to itself, so that it can do more. */
export interface Preparation {
  readonly kind: 'takes off' | 'gains';
  /** Id of a row of the catalogue, or the action. */
  readonly path: string;
  readonly action: string;
  readonly verdict: Verdict;
  /** ARN of the managed policy that says something else for it; null where none does. */
  readonly policy: string | null;
  /** What is taken off, such as `permissions boundary` and its ARN, or gained, such as `what group developers may do`. */
  readonly what: string;
}

const NO_NEEDS: PathNeeds = { texts: [], unsure: false };
const NO_PREPARATION: readonly Preparation[] = [];
const NO_ACTIONS: readonly string[] = [];

/** The edges of one kind that targets make: one for those reached without a condition, one for the others. */
export function edgesTo(
  targets: { readonly open: IndexSet; readonly conditional: IndexSet },
  path: string,
  outcome: Edge['outcome'],
  { texts, unsure }: PathNeeds = NO_NEEDS,
  further = NO_ACTIONS,
): readonly Edge[] {
  const { open, conditional } = targets;
  if (unsure) {
    const both = open.union(conditional);
    return both.isEmpty ? [] : [edge(path, 'possible', outcome, both, texts, NO_PREPARATION, further)];
  }
  const edges: Edge[] = [];
  if (!open.isEmpty) edges.push(edge(path, 'confirmed', outcome, open, texts, NO_PREPARATION, further));
  if (!conditional.isEmpty)
    edges.push(edge(path, 'conditional', outcome, conditional, texts, NO_PREPARATION, further));
  return edges;
}

/** How sure it is that all of some steps can be taken. */
export function surenessOf(steps: readonly Pick<Preparation, 'verdict'>[]): Verdict {
  return leastSure(steps.map(({ verdict }) => verdict));
}

/** Every edge is made here or by {@link edgeAfter}: there are many, and objects made alike are quicker to read. */
export function edge(
  path: string,
  verdict: Verdict,
  outcome: Edge['outcome'],
  targets: IndexSet,
  needs: readonly string[],
  after: readonly Preparation[] = NO_PREPARATION,
  further = NO_ACTIONS,
): Edge {
  return { path, verdict, outcome, targets, needs, after, further };
}

/** The edge as it is once the principal has prepared it. */
export function edgeAfter(
  { path, verdict, outcome, targets, needs, further }: Edge,
  after: readonly Preparation[],
): Edge {
  return edge(path, leastSure([verdict, surenessOf(after)]), outcome, targets, needs, after, further);
}
