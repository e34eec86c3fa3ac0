import type { JsonValue } from '../../assessment/assessment.js';
import { isList, statementsOf } from './print-document.js';

/** On what a statement reaches: `excepted` is everything but what its NotResource names. */
export type StatementReach = 'unrestricted' | 'conditional' | 'scoped' | 'excepted';

/** A statement of a document, as far as it tells who can use an action. */
export interface DocumentStatement {
  readonly index: number;
  readonly effect: 'Allow' | 'Deny';
  /** Patterns of Action or NotAction, in lower case. */
  readonly patterns: readonly string[];
  readonly isNotAction: boolean;
  readonly reach: StatementReach;
  /** Keys of its Condition as written. */
  readonly conditionKeys: readonly string[];
}

/** The statements of a policy document; what is no statement is left out. */
export function documentStatements(document: JsonValue): readonly DocumentStatement[] {
  return statementsOf(document).flatMap((statement, index) => {
    if (typeof statement !== 'object' || statement === null || isList(statement)) return [];
    const { Effect, Action, NotAction, Resource, NotResource, Condition } = statement;
    if (Effect !== 'Allow' && Effect !== 'Deny') return [];
    const conditionKeys = keysOf(Condition);
    return [
      {
        index,
        effect: Effect,
        patterns: textsOf(Action ?? NotAction).map((pattern) => pattern.toLowerCase()),
        isNotAction: Action === undefined,
        reach:
          NotResource !== undefined
            ? 'excepted'
            : !textsOf(Resource).includes('*')
              ? 'scoped'
              : conditionKeys.length > 0
                ? 'conditional'
                : 'unrestricted',
        conditionKeys,
      },
    ];
  });
}

/** Whether a statement's Action or NotAction takes in an action, which is given in lower case. */
export function isAbout({ patterns, isNotAction }: DocumentStatement, action: string): boolean {
  return patterns.some((pattern) => matches(pattern, action)) !== isNotAction;
}

/** Whether a policy takes an action away from everyone who has it, whatever the resource and the request. */
export function deniesAlways(statement: DocumentStatement, action: string): boolean {
  return (
    statement.effect === 'Deny' &&
    statement.reach === 'unrestricted' &&
    statement.conditionKeys.length === 0 &&
    isAbout(statement, action)
  );
}

/** Wildcards without backtracking into an earlier one, so that no pattern takes long. */
function matches(pattern: string, text: string): boolean {
  let at = 0;
  let star = -1;
  let retry = 0;
  for (let position = 0; position < text.length;) {
    if (pattern[at] === '*') {
      star = at++;
      retry = position;
    } else if (at < pattern.length && (pattern[at] === '?' || pattern[at] === text[position])) {
      at++;
      position++;
    } else if (star >= 0) {
      at = star + 1;
      position = ++retry;
    } else return false;
  }
  while (pattern[at] === '*') at++;
  return at === pattern.length;
}

/** The strings of a member that may be one or a list. */
function textsOf(value: JsonValue | undefined): readonly string[] {
  const all = value === undefined ? [] : isList(value) ? value : [value];
  return all.filter((each) => typeof each === 'string');
}

/** The keys of all operators of a Condition, each once. */
function keysOf(condition: JsonValue | undefined): readonly string[] {
  if (typeof condition !== 'object' || condition === null || isList(condition)) return [];
  const keys = Object.values(condition).flatMap((tests) =>
    typeof tests === 'object' && tests !== null && !isList(tests) ? Object.keys(tests) : [],
  );
  return [...new Set(keys)];
}
