import { evaluateTest } from '../policy/evaluate-conditions.js';
import type { ConditionTest } from '../policy/policy-document.js';
import { withConditions, type DocumentReading, type StatementReading } from '../policy/statement-reading.js';
import { failsWithAccessKey } from './access-key.js';
import { isFixedByPrincipal, type PrincipalContext } from './principal-context.js';

/** The Allow and Deny statements of one document or of several. */
export interface Statements {
  readonly allows: readonly StatementReading[];
  readonly denies: readonly StatementReading[];
}

const dependence = new WeakMap<DocumentReading, boolean>();

/** Whether any statement of a document applies to some principals and not to others. */
export function dependsOnPrincipal(reading: DocumentReading): boolean {
  let depends = dependence.get(reading);
  if (depends === undefined) {
    depends = [...reading.allows, ...reading.denies].some(testsPrincipal);
    dependence.set(reading, depends);
  }
  return depends;
}

/** The statements of a document that apply to one principal, without the tests that it is known to pass. */
export function statementsFor(
  reading: DocumentReading,
  context: PrincipalContext,
  variablesKnown: boolean,
): Statements {
  if (!dependsOnPrincipal(reading)) return reading;
  const decide = (entry: StatementReading) => decided(entry, context, variablesKnown) ?? [];
  return { allows: reading.allows.flatMap(decide), denies: reading.denies.flatMap(decide) };
}

/** What is decided of a document's tests for one principal: equal texts mean that the same statements apply. */
export function decisionsFor(
  reading: DocumentReading,
  context: PrincipalContext,
  variablesKnown: boolean,
): string {
  if (!dependsOnPrincipal(reading)) return '';
  const decisions = [...reading.allows, ...reading.denies]
    .flatMap(({ statement }) => statement.conditions)
    .filter(({ key }) => isFixedByPrincipal(key))
    .map((test) => evaluateTest(test, context, variablesKnown)[0])
    .join('');
  return context.hasAccessKeys ? `${decisions}+` : decisions;
}

function testsPrincipal(entry: StatementReading): boolean {
  return entry.statement.conditions.some(({ key }) => isFixedByPrincipal(key)) || isAvoidable(entry);
}

/** Whether it is a Deny that does not apply to whoever signs with an access key. */
function isAvoidable({ statement }: StatementReading): boolean {
  return statement.effect === 'Deny' && failsWithAccessKey(statement.conditions);
}

/** Null if the principal fails a test, so that the statement never applies to it. */
function decided(
  entry: StatementReading,
  context: PrincipalContext,
  variablesKnown: boolean,
): StatementReading | null {
  if (!testsPrincipal(entry)) return entry;
  if (context.hasAccessKeys && isAvoidable(entry)) return null;
  const open: ConditionTest[] = [];
  for (const test of entry.conditions) {
    const truth = isFixedByPrincipal(test.key) ? evaluateTest(test, context, variablesKnown) : 'unknown';
    if (truth === 'fails') return null;
    if (truth === 'unknown') open.push(test);
  }
  return withConditions(entry, open);
}
