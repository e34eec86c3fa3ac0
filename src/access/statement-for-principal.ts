import { CALLER_ORGANIZATION_KEYS } from '../account/organization-place.js';
import type { ConditionTest } from '../policy/policy-document.js';
import { keysNeeded, keysOfVariables } from '../policy/policy-variables.js';
import { isOfOwnersOrganization } from '../policy/own-resources.js';
import {
  inOrganization,
  withConditions,
  type DocumentReading,
  type StatementReading,
} from '../policy/statement-reading.js';
import { failsWithAccessKey, holdsWithAccessKey } from './access-key.js';
import { lacksKey, truthForCaller } from './own-tags.js';
import {
  hangsOnPrincipal,
  lacksVariable,
  principalKeysIn,
  type PrincipalContext,
} from './principal-context.js';

/** The Allow and Deny statements of one document or of several. */
export interface Statements {
  readonly allows: readonly StatementReading[];
  readonly denies: readonly StatementReading[];
}

/** What the statements of a document ask of the principal. */
interface Dependence {
  readonly testsPrincipal: boolean;
  /** Keys of the principal that stand as variables in resources and in tests of other keys. */
  readonly keysAsVariables: readonly string[];
  /** All keys of the principal that decide anything. */
  readonly keys: readonly string[];
}

const dependences = new WeakMap<DocumentReading, Dependence>();

function dependenceOf(reading: DocumentReading): Dependence {
  let dependence = dependences.get(reading);
  if (dependence === undefined) {
    const entries = [...reading.allows, ...reading.denies];
    dependence = {
      testsPrincipal: entries.some(testsPrincipal),
      keysAsVariables: [...new Set(entries.flatMap(keysAsVariables))],
      keys: [...new Set(entries.flatMap(keysOfPrincipal))],
    };
    dependences.set(reading, dependence);
  }
  return dependence;
}

/** Whether any statement of a document applies to some principals and not to others. */
export function dependsOnPrincipal(reading: DocumentReading, context: PrincipalContext): boolean {
  const dependence = dependenceOf(reading);
  return (
    context.knowsRequest ||
    dependence.testsPrincipal ||
    dependence.keysAsVariables.some((key) => context.value(key) === null)
  );
}

/** By what the principals are that the statements apply to. */
const statementsOf = new WeakMap<DocumentReading, Map<string, Statements>>();

/**
 * The statements of a document that apply to one principal, without the tests that it is known to pass: the same
 * objects for all who do not differ in what it asks.
 */
export function statementsFor(
  reading: DocumentReading,
  context: PrincipalContext,
  variablesKnown: boolean,
): Statements {
  if (!dependsOnPrincipal(reading, context)) return reading;
  if (context.knowsRequest) return applyingTo(reading, context, variablesKnown);
  let known = statementsOf.get(reading);
  if (known === undefined) {
    known = new Map();
    statementsOf.set(reading, known);
  }
  // Not known is not the same as not there.
  const values = dependenceOf(reading).keys.map(
    (key) => context.value(key) ?? [String(context.value(key)), context.beginning?.(key)],
  );
  const key = JSON.stringify([
    variablesKnown,
    context.hasAccessKeys,
    values,
    context.otherTags ? decisionsFor(reading, context, variablesKnown) : '',
  ]);
  let statements = known.get(key);
  if (statements === undefined) {
    statements = applyingTo(reading, context, variablesKnown);
    known.set(key, statements);
  }
  return statements;
}

function applyingTo(
  reading: DocumentReading,
  context: PrincipalContext,
  variablesKnown: boolean,
): Statements {
  const applying = (entries: readonly StatementReading[]) => {
    const list = entries.flatMap((entry) => decided(entry, context, variablesKnown) ?? []);
    // What a list comes to is kept with it, and is not to be worked out for each principal again.
    return isSameList(list, entries) ? entries : list;
  };
  return { allows: applying(reading.allows), denies: applying(reading.denies) };
}

function isSameList(a: readonly StatementReading[], b: readonly StatementReading[]): boolean {
  return a.length === b.length && a.every((entry, index) => entry === b[index]);
}

/** What is decided of a document's tests for one principal: equal texts mean that the same statements apply. */
export function decisionsFor(
  reading: DocumentReading,
  context: PrincipalContext,
  variablesKnown: boolean,
): string {
  if (!dependsOnPrincipal(reading, context)) return '';
  const entries = [...reading.allows, ...reading.denies];
  const decisions = entries.flatMap(({ statement: { effect, conditions } }) =>
    conditions
      .filter(({ key }) => context.settles(key))
      .map((test) => truthForCaller(test, effect, context, variablesKnown)[0]),
  );
  const lacking = dependenceOf(reading).keysAsVariables.flatMap((key) =>
    context.value(key) !== null ? [] : lacksKey(key, context) ? [key] : [`(${key})`],
  );
  const { organization } = context;
  const isOfOwner = entries.some(({ conditions }) =>
    conditions.some(({ key }) => isOfOwnersOrganization(key)),
  );
  const place = isOfOwner && organization !== null ? [...organization.values()].flat() : [];
  return [...decisions, context.hasAccessKeys ? '+' : '', ...lacking, ...place].join('');
}

function testsPrincipal(entry: StatementReading): boolean {
  return (
    entry.statement.conditions.some(({ key }) => hangsOnPrincipal(key) || isOfOwnersOrganization(key)) ||
    isAvoidable(entry) ||
    isForAccessKeys(entry)
  );
}

/** Whether it is a Deny that does not apply to whoever signs with an access key. */
function isAvoidable({ statement }: StatementReading): boolean {
  return statement.effect === 'Deny' && failsWithAccessKey(statement.conditions);
}

/** Whether it is an Allow that applies to whoever signs with an access key because of what such requests lack. */
function isForAccessKeys({ statement: { effect, conditions } }: StatementReading): boolean {
  return effect === 'Allow' && conditions.some(holdsWithAccessKey) && !failsWithAccessKey(conditions);
}

/** The keys that settle whether a statement is about any resource, and whether a test of it can hold. */
function keysAsVariables({ statement, variablesKnown }: StatementReading): readonly string[] {
  if (!variablesKnown) return [];
  return [
    ...principalKeysIn([...(statement.resources ?? []), ...(statement.notResources ?? [])]),
    ...statement.conditions.flatMap(({ values }) => principalKeysIn(values)),
  ];
}

/** The keys of the principal that any test or variable of a statement asks for. */
function keysOfPrincipal({ statement }: StatementReading): readonly string[] {
  const { conditions, resources, notResources } = statement;
  const texts = [
    ...(resources ?? []),
    ...(notResources ?? []),
    ...conditions.flatMap(({ values }) => values),
  ];
  const variables = texts.filter((text) => text.includes('${')).flatMap(keysOfVariables);
  const keys = [...conditions.map(({ key }) => key), ...variables];
  // Where the resource is the own account's, these are what the caller's are.
  const ofOwner = keys.some(isOfOwnersOrganization) ? Object.values(CALLER_ORGANIZATION_KEYS) : [];
  return [...keys, ...ofOwner].filter(hangsOnPrincipal);
}

/** Whether its resources are named by something that the principal does not have, so that it is about none. */
function isAboutNothing({ statement, variablesKnown }: StatementReading, context: PrincipalContext): boolean {
  if (!variablesKnown) return false;
  const isUnfilled = (pattern: string) =>
    pattern.includes('${') &&
    keysNeeded(pattern).some((key) =>
      statement.effect === 'Allow' ? lacksKey(key, context) : context.value(key) === null,
    );
  const { resources, notResources } = statement;
  return notResources === null ? (resources?.every(isUnfilled) ?? false) : notResources.some(isUnfilled);
}

/** Null if the principal fails a test, so that the statement never applies to it. */
function decided(
  entry: StatementReading,
  context: PrincipalContext,
  variablesKnown: boolean,
): StatementReading | null {
  if (isAboutNothing(entry, context)) return null;
  const isDecidable = (test: ConditionTest): boolean =>
    context.settles(test.key) || (variablesKnown && lacksVariable(test, context));
  if (!testsPrincipal(entry) && !entry.conditions.some(isDecidable)) return entry;
  if (context.hasAccessKeys && isAvoidable(entry)) return null;
  const isSignedFor = context.hasAccessKeys && isForAccessKeys(entry);
  const open: ConditionTest[] = [];
  for (const test of entry.conditions) {
    const truth = isDecidable(test)
      ? truthForCaller(test, entry.statement.effect, context, variablesKnown)
      : 'unknown';
    if (truth === 'fails') return null;
    if (truth === 'unknown' && !(isSignedFor && holdsWithAccessKey(test))) open.push(test);
  }
  const { organization } = context;
  const placed =
    organization !== null && open.some(({ key }) => isOfOwnersOrganization(key))
      ? inOrganization(entry, organization)
      : entry;
  return open.length === entry.conditions.length ? placed : withConditions(placed, open);
}
