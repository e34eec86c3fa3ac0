import { InputError } from '../policy/input-error.js';
import { placedAt } from '../policy/input-document.js';
import { describeType, isJsonObject } from '../policy/json-shape.js';
import { decideRequest } from '../policy/request/evaluate-request.js';
import type { Decision, Evaluation } from '../policy/request/evaluation.js';
import { parseEvaluationInput } from '../policy/request/parse-evaluation-input.js';

/** A request that was decided, and what it was expected to come to. */
export interface SimulatedCase extends Evaluation {
  readonly name: string;
  /** Null where nothing was expected. */
  readonly expected: Decision | null;
  readonly ok: boolean;
}

const DECISIONS: readonly Decision[] = ['allowed', 'explicitlyDenied', 'implicitlyDenied', 'conditional'];
/** Keys of a case that are for people. */
const FOR_PEOPLE = ['name', 'expected', 'reason', 'description'];

/**
 * Decides the cases in a value: one, or a list.
 *
 * @throws {InputError} with the JSON path of what is no case
 */
export function simulateCases(value: unknown): readonly SimulatedCase[] {
  if (!Array.isArray(value)) return [simulateCase(value, '$', '1')];
  if (value.length === 0) throw new InputError('the list holds no request', '$');
  return value.map((entry: unknown, index) => simulateCase(entry, `$[${index}]`, String(index + 1)));
}

function simulateCase(value: unknown, where: string, number: string): SimulatedCase {
  if (!isJsonObject(value))
    throw new InputError(`a case must be an object, not ${describeType(value)}`, where);
  const name = value['name'] ?? `case ${number}`;
  if (typeof name !== 'string')
    throw new InputError(`name must be a string, not ${describeType(name)}`, `${where}.name`);
  const expected = expectedAt(value['expected'], `${where}.expected`);
  const evaluation = placedAt(where, () => decideRequest(parseEvaluationInput(value, FOR_PEOPLE)));
  return { name, expected, ok: expected === null || evaluation.decision === expected, ...evaluation };
}

function expectedAt(value: unknown, where: string): Decision | null {
  if (value == null) return null;
  const decision = DECISIONS.find((known) => known === value);
  if (decision === undefined) throw new InputError(`expected must be one of ${DECISIONS.join(', ')}`, where);
  return decision;
}
