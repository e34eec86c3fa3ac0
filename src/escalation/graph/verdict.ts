/**
 * How sure it is that a step works: `confirmed` by the input alone; `conditional` on tests that may or may not
 * hold; `possible` where it needs things that the input cannot show, as a function that exists.
 */
export type Verdict = 'confirmed' | 'conditional' | 'possible';

/** From the surest on. */
export const VERDICTS: readonly Verdict[] = ['confirmed', 'conditional', 'possible'];

/** The least sure of several. */
export function leastSure(verdicts: readonly Verdict[]): Verdict {
  return VERDICTS[Math.max(0, ...verdicts.map((verdict) => VERDICTS.indexOf(verdict)))] ?? 'possible';
}
