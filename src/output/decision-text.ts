import type { SimulatedCase } from '../assessment/simulated-case.js';
import { terminalSafe } from './terminal-safe.js';

/** Why a request was decided as it was: a line for each statement, residual condition and note. */
export function decisionLines({
  statements,
  conditions,
  notes,
}: Pick<SimulatedCase, 'statements' | 'conditions' | 'notes'>): readonly string[] {
  return [
    ...statements.map(({ effect, statement, policyType, policy, reason }) => {
      const place = typeof statement === 'number' ? `statement ${statement}` : statement;
      return `${effect} ${place} in ${policyType} policy ${policy}: ${reason}`;
    }),
    ...conditions.map(({ effect, text }) => `${effect === 'Deny' ? 'unless' : 'if'} ${text}`),
    ...notes,
  ].map(terminalSafe);
}
