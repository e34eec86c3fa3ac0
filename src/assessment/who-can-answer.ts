import type { PolicySource } from '../access/policy-source.js';
import type { DecidingStatement, Decision } from '../policy/request/evaluation.js';
import type { NamedDocument } from '../policy/request/evaluation-input.js';

/** The answer for one principal. */
export interface WhoCanAnswer {
  readonly decision: Decision;
  readonly statements: readonly Omit<DecidingStatement, 'pointer'>[];
  readonly conditions: readonly string[];
  readonly notes: readonly string[];
  /** Where the question was about any resource: the resources, as patterns or ARNs. */
  readonly resources: readonly string[];
}

/** A policy under the name by which answers refer to it. */
export function namedSource({ name, group, document }: PolicySource): NamedDocument {
  return { name: group === null ? name : `${name} of group ${group.name}`, document };
}

/** Whether an answer is yes, if on conditions. */
export function isGiven({ decision }: Pick<WhoCanAnswer, 'decision'>): boolean {
  return decision === 'allowed' || decision === 'conditional';
}
