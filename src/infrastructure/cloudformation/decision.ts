/** Whether something holds; null where that is not known. */
export type Decision = boolean | null;

/** Whether all hold. */
export function truthAnd(decisions: readonly Decision[]): Decision {
  if (decisions.includes(false)) return false;
  return decisions.includes(null) || decisions.length === 0 ? null : true;
}

/** Whether any holds. */
export function truthOr(decisions: readonly Decision[]): Decision {
  if (decisions.includes(true)) return true;
  return decisions.includes(null) || decisions.length === 0 ? null : false;
}

/** The opposite. */
export function truthNot(decision: Decision): Decision {
  return decision === null ? null : !decision;
}
