import type { NotAssessed } from '../../../src/index.js';

/** An account with something wrong in one place: that is reported, the rest is assessed. */
export interface IsolatedProblem {
  readonly name: string;
  readonly input: unknown;
  readonly notAssessed: readonly NotAssessed[];
}

/** The list for a single problem. */
export function one(what: string, where: string, reason: string): readonly NotAssessed[] {
  return [{ what, where, reason }];
}
