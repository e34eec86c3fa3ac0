import { IndexSet } from '../catalog/index-set.js';
import type { Grade } from '../risks/risk-kind.js';
import type { Risk } from './judged-document.js';

const RANKS: Readonly<Record<Grade, number>> = { scoped: 1, conditional: 2, unrestricted: 3 };

/**
 * Whether nothing is left of a risk that counts or is as grave: it may go on in a lesser grade, where it is confined to
 * named resources, if that does not count.
 */
export function isRemoved(risk: Risk, after: readonly Risk[]): boolean {
  return after.every((other) => {
    if (!isAlike(risk, other) || !sharesMembers(risk.members, other.members)) return true;
    return RANKS[other.grade] < RANKS[risk.grade] && !other.counts;
  });
}

/** Whether something of a risk is left in a lesser grade. */
export function isLessened(risk: Risk, after: readonly Risk[]): boolean {
  return after.some((other) => isAlike(risk, other) && sharesMembers(risk.members, other.members));
}

/** Whether all that is found after a change was found before it, at least as grave. */
export function addsNothing(before: readonly Risk[], after: readonly Risk[]): boolean {
  return after.every((risk) => {
    const alike = before.filter((other) => isAlike(risk, other) && RANKS[other.grade] >= RANKS[risk.grade]);
    return isWithin(
      risk.members,
      alike.map(({ members }) => members),
    );
  });
}

function isAlike(one: Risk, other: Risk): boolean {
  return one.kind === other.kind && one.extended === other.extended;
}

function sharesMembers(one: Risk['members'], other: Risk['members']): boolean {
  if (one instanceof IndexSet) return other instanceof IndexSet && one.intersects(other);
  return !(other instanceof IndexSet) && [...one].some((member) => other.has(member));
}

function isWithin(inner: Risk['members'], outer: readonly Risk['members'][]): boolean {
  if (inner instanceof IndexSet)
    return IndexSet.unionOf(outer.filter((set) => set instanceof IndexSet)).includes(inner);
  return [...inner].every((member) => outer.some((set) => !(set instanceof IndexSet) && set.has(member)));
}
