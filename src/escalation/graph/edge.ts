import type { IndexSet } from '../../catalog/index-set.js';
import type { Verdict } from './verdict.js';

/** A step by which one principal gains what others have, or everything. */
export interface Edge {
  /** Id of a row of the catalogue of paths, `assume role`, or the action that lifts a restriction. */
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
  /** Restrictions of its own that the principal must lift first. */
  readonly after: readonly Lifting[];
}

/** A restriction that a principal can take off itself. */
export interface Lifting {
  /** Id of a row of the catalogue, or the action. */
  readonly path: string;
  readonly action: string;
  readonly verdict: Verdict;
  /** What is taken off: `permissions boundary`, `policy deny-everything`. */
  readonly what: string;
}

/** The edges of one kind that targets make: one for those reached without a condition, one for the others. */
export function edgesTo(
  targets: { readonly open: IndexSet; readonly conditional: IndexSet },
  edge: Pick<Edge, 'path' | 'outcome' | 'needs'> & {
    readonly unsure: boolean;
    readonly after?: Edge['after'];
  },
): readonly Edge[] {
  const { path, outcome, needs, unsure, after = [] } = edge;
  const all = { path, outcome, needs, after };
  if (unsure) {
    const both = targets.open.union(targets.conditional);
    return both.isEmpty ? [] : [{ ...all, verdict: 'possible', targets: both }];
  }
  return [
    ...(targets.open.isEmpty ? [] : [{ ...all, verdict: 'confirmed' as const, targets: targets.open }]),
    ...(targets.conditional.isEmpty
      ? []
      : [{ ...all, verdict: 'conditional' as const, targets: targets.conditional }]),
  ];
}
