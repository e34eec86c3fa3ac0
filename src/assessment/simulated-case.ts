import type { Catalog } from '../catalog/catalog.js';
import { InputError } from '../policy/input-error.js';
import { placedAt } from '../policy/input-document.js';
import { describeType, isJsonObject } from '../policy/json-shape.js';
import { decideRequest } from '../policy/request/evaluate-request.js';
import type { Decision, Evaluation } from '../policy/request/evaluation.js';
import type { EvaluationInput } from '../policy/request/evaluation-input.js';
import { parseEvaluationInput } from '../policy/request/parse-evaluation-input.js';
import { unknownActions } from './simulated-actions.js';

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

/** The cases of one file, decided. */
export interface Simulation {
  readonly cases: readonly SimulatedCase[];
  /** Actions that the cases name and that the catalogue does not know: mostly misspelt. */
  readonly unknownActions: readonly string[];
}

/**
 * Decides the cases in a value: one, or a list.
 *
 * @throws {InputError} with the JSON path of what is no case
 */
export function simulateCases(value: unknown, catalog: Catalog): Simulation {
  const unknown = new Set<string>();
  const decide = (entry: unknown, where: string, number: string): SimulatedCase => {
    const { input, decided } = simulateCase(entry, where, number);
    for (const action of unknownActions(input, catalog)) unknown.add(action);
    return decided;
  };
  if (Array.isArray(value) && value.length === 0) throw new InputError('the list holds no request', '$');
  const cases = Array.isArray(value)
    ? value.map((entry: unknown, index) => decide(entry, `$[${index}]`, String(index + 1)))
    : [decide(value, '$', '1')];
  return { cases, unknownActions: [...unknown] };
}

function simulateCase(
  value: unknown,
  where: string,
  number: string,
): { readonly input: EvaluationInput; readonly decided: SimulatedCase } {
  if (!isJsonObject(value))
    throw new InputError(`a case must be an object, not ${describeType(value)}`, where);
  const name = value['name'] ?? `case ${number}`;
  if (typeof name !== 'string')
    throw new InputError(`name must be a string, not ${describeType(name)}`, `${where}.name`);
  const expected = expectedAt(value['expected'], `${where}.expected`);
  return placedAt(where, () => {
    const input = parseEvaluationInput(value, FOR_PEOPLE);
    const evaluation = decideRequest(input);
    const ok = expected === null || evaluation.decision === expected;
    return { input, decided: { name, expected, ok, ...evaluation } };
  });
}

function expectedAt(value: unknown, where: string): Decision | null {
  if (value == null) return null;
  const decision = DECISIONS.find((known) => known === value);
  if (decision === undefined) throw new InputError(`expected must be one of ${DECISIONS.join(', ')}`, where);
  return decision;
}
