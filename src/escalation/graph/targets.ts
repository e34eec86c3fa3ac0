import { IndexSet } from '../../catalog/index-set.js';

/** The principals or policies that an action reaches. The two sets have no member in common. */
export interface Targets {
  /** Without a limiting condition. */
  readonly open: IndexSet;
  /** Under conditions that may or may not hold. */
  readonly conditional: IndexSet;
}

export const NO_TARGETS: Targets = { open: IndexSet.empty, conditional: IndexSet.empty };

/** Everything either reaches. */
export function reached({ open, conditional }: Targets): IndexSet {
  return open.union(conditional);
}

/** What both reach, under the conditions of both. */
export function bothReach(a: Targets, b: Targets): Targets {
  const open = a.open.intersect(b.open);
  if (a.conditional.isEmpty) return { open, conditional: a.open.intersect(b.conditional) };
  return { open, conditional: a.conditional.intersect(reached(b)).union(a.open.intersect(b.conditional)) };
}

/** What every one of some reaches. */
export function allReach(all: readonly Targets[]): Targets {
  return all.reduce(bothReach);
}

/** What at least one reaches. */
export function eitherReaches(a: Targets, b: Targets): Targets {
  const open = a.open.union(b.open);
  return { open, conditional: a.conditional.union(b.conditional).minus(open) };
}

/** The part of the targets that lies in a set. */
export function within({ open, conditional }: Targets, set: IndexSet): Targets {
  return { open: open.intersect(set), conditional: conditional.intersect(set) };
}

/** The targets without a set. */
export function without({ open, conditional }: Targets, set: IndexSet): Targets {
  return { open: open.minus(set), conditional: conditional.minus(set) };
}

/** The same targets, all of them under a condition. */
export function conditionally(targets: Targets): Targets {
  return { open: IndexSet.empty, conditional: reached(targets) };
}

export function reachesNothing({ open, conditional }: Targets): boolean {
  return open.isEmpty && conditional.isEmpty;
}
