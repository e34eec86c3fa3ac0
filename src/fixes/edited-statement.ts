import type { JsonValue } from '../assessment/assessment.js';
import { isJsonObject, type JsonObject } from '../policy/json-shape.js';

/** The statements of a document as they stand in it. */
export function statementsIn(document: JsonValue): readonly JsonObject[] {
  if (!isJsonObject(document)) return [];
  const statements = document['Statement'];
  const list: readonly unknown[] = Array.isArray(statements) ? statements : [statements];
  return list.filter(isJsonObject);
}

/**
 * The document with each statement replaced by others, or by none; all else stays as it is.
 *
 * @param replacements - by the statement's place
 * @returns null if no statement would be left
 */
export function withStatements(
  document: JsonValue,
  replacements: ReadonlyMap<number, readonly JsonObject[]>,
): JsonValue | null {
  if (!isJsonObject(document)) return null;
  const statements = statementsIn(document).flatMap(
    (statement, index) => replacements.get(index) ?? [statement],
  );
  const [only] = statements;
  if (only === undefined) return null;
  const wasList = Array.isArray(document['Statement']);
  const changed = withElement(
    document,
    'Statement',
    wasList || statements.length > 1 ? statements.map((each) => each) : only,
  );
  return asJson(changed);
}

/** The statement with an element set in its place, or at the end where there was none; undefined takes it out. */
export function withElement(statement: JsonObject, element: string, value: unknown): JsonObject {
  if (value !== undefined) return { ...statement, [element]: value };
  return Object.fromEntries(Object.entries(statement).filter(([key]) => key !== element));
}

/** The statement with one element in the place of another. */
export function withElementFor(
  statement: JsonObject,
  replaced: string,
  element: string,
  value: unknown,
): JsonObject {
  return Object.fromEntries(
    Object.entries(statement).map(([key, own]): [string, unknown] =>
      key === replaced ? [element, value] : [key, own],
    ),
  );
}

/** A list as the element was written: one string without a list where it was one before. */
export function asWritten(values: readonly string[], before: unknown): string | readonly string[] {
  const [only] = values;
  return values.length === 1 && only !== undefined && !Array.isArray(before) ? only : values;
}

/** The strings of an element, which may be one or a list. */
export function stringsOf(value: unknown): readonly string[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.filter((each) => typeof each === 'string');
}

/** The statement with one more test of a condition, which must hold besides those there are. */
export function withTest(
  statement: JsonObject,
  operator: string,
  key: string,
  values: string | readonly string[],
): JsonObject {
  const condition = isJsonObject(statement['Condition']) ? statement['Condition'] : {};
  const tests = isJsonObject(condition[operator]) ? condition[operator] : {};
  return withElement(
    statement,
    'Condition',
    withElement(condition, operator, withElement(tests, key, values)),
  );
}

/** The Sids of a document, so that new ones differ from them. */
export class Sids {
  private readonly taken: Set<string>;
  /** The number that is free next, by what stands before it. */
  private readonly next = new Map<string, number>();

  constructor(document: JsonValue) {
    this.taken = new Set(
      statementsIn(document).flatMap(({ Sid: sid }) => (typeof sid === 'string' ? [sid] : [])),
    );
  }

  /** The statement under a Sid of its own; without one where the one it comes from has none. */
  renamed(statement: JsonObject, ending: string): JsonObject {
    const before = statement['Sid'];
    if (typeof before !== 'string' || before === '') return statement;
    const stem = `${before}${ending}`;
    let count = this.next.get(stem) ?? 1;
    while (this.taken.has(numbered(stem, count))) count++;
    this.next.set(stem, count + 1);
    const sid = numbered(stem, count);
    this.taken.add(sid);
    return withElement(statement, 'Sid', sid);
  }
}

function numbered(stem: string, count: number): string {
  return count === 1 ? stem : `${stem}${count}`;
}

function asJson(value: JsonObject): JsonValue {
  // Made of what was a JSON value, of strings and of lists of strings.
  return value as JsonValue;
}
