import type { SimulatedCase } from '../assessment/simulated-case.js';
import { residualTexts } from '../assessment/residual-texts.js';
import { decidingStatementWords } from './statement-words.js';
import { terminalSafe } from './terminal-safe.js';

/** Why a request was decided as it was: a line for each statement, residual condition and note. */
export function decisionLines({
  statements,
  conditions,
  notes,
}: Pick<SimulatedCase, 'statements' | 'conditions' | 'notes'>): readonly string[] {
  return [
    ...statements.map((statement) => `${decidingStatementWords(statement)}: ${statement.reason}`),
    ...residualTexts(conditions),
    ...notes,
  ].map(terminalSafe);
}
