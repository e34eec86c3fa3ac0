/** Whether a test holds, as far as is known of the request. */
export type Truth = 'holds' | 'fails' | 'unknown';

/** All must hold: one failure settles it, whatever else is unknown. */
export function allHold(truths: Iterable<Truth>): Truth {
  let result: Truth = 'holds';
  for (const truth of truths) {
    if (truth === 'fails') return 'fails';
    if (truth === 'unknown') result = 'unknown';
  }
  return result;
}

/** One that holds settles it, whatever else is unknown. */
export function anyHolds(truths: Iterable<Truth>): Truth {
  return negated(allHold([...truths].map(negated)));
}

/** The other way round; what is unknown stays so. */
export function negated(truth: Truth): Truth {
  if (truth === 'unknown') return truth;
  return truth === 'holds' ? 'fails' : 'holds';
}

/** The truth of what is known either way. */
export function truthOf(holds: boolean): Truth {
  return holds ? 'holds' : 'fails';
}
