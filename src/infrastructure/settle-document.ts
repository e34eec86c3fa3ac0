import { isJsonObject, type JsonObject } from '../policy/json-shape.js';
import { NO_VALUE, possibleValues, Undecided, Unknown } from './unknown-values.js';

/** A policy document with everything decided that can be. */
export interface SettledDocument {
  readonly json: JsonObject;
  /** The statements as they stood before, by their index in the document. */
  readonly origins: readonly object[];
}

/** What is told of a document while it is settled. */
export interface SettlingReport {
  /** A statement, or all of it, is left out. */
  readonly leftOut: (reason: string, statement: object | null) => void;
  /** A value is not known and counts as one fixed value. */
  readonly unknown: (value: Unknown) => void;
}

/** How many statements one may become because of conditions in it. */
const MOST_ALTERNATIVES = 16;
const OLDER_VERSION = '2008-10-17';
const VERSION_OF_VARIABLES = '2012-10-17';
const LATER = 'known only once it is deployed';

const LISTS = ['Action', 'NotAction', 'Resource', 'NotResource'] as const;
const PRINCIPALS = ['Principal', 'NotPrincipal'] as const;

/**
 * Makes a document that can be judged of one in which values are not known or depend on conditions that are not
 * decided. Of two possibilities both count where that gives more access, and neither where it takes access away.
 *
 * @returns null where nothing of it can be judged
 */
export function settleDocument(document: unknown, report: SettlingReport): SettledDocument | null {
  const documents = possibleValues(document);
  const unknown = documents.find((possible) => possible instanceof Unknown);
  if (unknown instanceof Unknown) {
    report.leftOut(`the document is ${LATER} (${unknown.words})`, null);
    return null;
  }
  const objects = documents.filter(isJsonObject);
  const [first] = objects;
  if (first === undefined) {
    report.leftOut('the document is not an object', null);
    return null;
  }
  const isUndecided = document instanceof Undecided;
  let hasPlaceholder = false;
  const unknownIn = (value: Unknown): void => {
    hasPlaceholder = true;
    report.unknown(value);
  };
  const settled = objects.flatMap((each) =>
    settleStatements(each['Statement'], isUndecided, { ...report, unknown: unknownIn }),
  );
  const members: [string, unknown][] = Object.entries(first)
    .filter(([key, value]) => key !== 'Statement' && isPlain(value))
    .concat([['Statement', settled.map(({ json }) => json)]]);
  const json = Object.fromEntries(members);
  return {
    json: hasPlaceholder ? withVersionOfVariables(json) : json,
    origins: settled.map(({ origin }) => origin),
  };
}

/**
 * The document in the version of the language in which what is not known can stand as a variable: in the older one,
 * which holds where nothing is said, it would be a text that is in no request.
 */
function withVersionOfVariables({ Version: version = OLDER_VERSION, ...others }: JsonObject): JsonObject {
  return { Version: version === OLDER_VERSION ? VERSION_OF_VARIABLES : version, ...others };
}

interface SettledStatement {
  readonly json: JsonObject;
  readonly origin: object;
}

function settleStatements(
  statements: unknown,
  isUndecided: boolean,
  report: SettlingReport,
): readonly SettledStatement[] {
  const settled: SettledStatement[] = [];
  for (const list of possibleValues(statements)) {
    const entries: readonly unknown[] = Array.isArray(list) ? list : [list];
    for (const entry of entries) {
      for (const statement of possibleValues(entry)) {
        const maybe = isUndecided || statements instanceof Undecided || entry instanceof Undecided;
        if (statement instanceof Unknown)
          report.leftOut(`a statement is ${LATER} (${statement.words})`, null);
        else if (isJsonObject(statement)) settled.push(...settleStatement(statement, maybe, report));
        // What is no statement at all is left for the reader of documents to complain of.
        else settled.push({ json: { Statement: statement }, origin: {} });
      }
    }
  }
  return settled;
}

function settleStatement(
  statement: JsonObject,
  isUndecided: boolean,
  report: SettlingReport,
): readonly SettledStatement[] {
  const decided = alternatives(statement);
  if (decided === null) {
    report.leftOut(
      `the statement depends on too many conditions that are ${LATER.replace('it is', 'they are')}`,
      statement,
    );
    return [];
  }
  return decided.flatMap((each) => {
    if (each['Effect'] === 'Deny' && (isUndecided || decided.length > 1)) {
      report.leftOut('whether the Deny is there depends on a condition that is not known', statement);
      return [];
    }
    const json = settleMembers(each, (reason) => report.leftOut(reason, statement), report.unknown);
    return json === null ? [] : [{ json, origin: statement }];
  });
}

/** The statement for each combination of what is undecided outside its lists; null for too many. */
function alternatives(statement: JsonObject): readonly JsonObject[] | null {
  let decided: JsonObject[] = [{}];
  for (const [key, value] of Object.entries(statement)) {
    const isList = LISTS.some((name) => name === key);
    const values = isList ? [value] : decisionsOf(value);
    if (values === null || values.length * decided.length > MOST_ALTERNATIVES) return null;
    decided = decided.flatMap((each) =>
      values.map((possible) => (possible === NO_VALUE ? each : withMember(each, key, possible))),
    );
  }
  return decided;
}

/** A value for each way in which the conditions within it may turn out; null for too many. */
function decisionsOf(value: unknown): readonly unknown[] | null {
  if (value instanceof Undecided) {
    const both = value.values.map(decisionsOf);
    return both.includes(null) ? null : both.flatMap((list) => list ?? []);
  }
  if (Array.isArray(value)) return combined(value, (list) => list.filter((entry) => entry !== NO_VALUE));
  if (!isJsonObject(value) || value instanceof Unknown) return [value];
  const keys = Object.keys(value);
  return combined(Object.values(value), (list) =>
    Object.fromEntries(
      keys.flatMap((key, index) => (list[index] === NO_VALUE ? [] : [[key, list[index]] as const])),
    ),
  );
}

function combined(
  parts: readonly unknown[],
  make: (list: readonly unknown[]) => unknown,
): readonly unknown[] | null {
  let lists: (readonly unknown[])[] = [[]];
  for (const part of parts) {
    const values = decisionsOf(part);
    if (values === null || lists.length * values.length > MOST_ALTERNATIVES) return null;
    lists =
      values.length === 1
        ? lists.map((list) => [...list, values[0]])
        : lists.flatMap((list) => values.map((each) => [...list, each]));
  }
  return lists.map(make);
}

/** The statement with texts in the place of what is not known; null where it cannot be judged without it. */
function settleMembers(
  statement: JsonObject,
  leaveOut: (reason: string) => void,
  noteUnknown: (value: Unknown) => void,
): JsonObject | null {
  let settled: JsonObject = {};
  for (const [key, value] of Object.entries(statement)) {
    const isList = LISTS.some((name) => name === key);
    if (value instanceof Unknown && !isList) {
      if (key === 'Sid') continue;
      leaveOut(`the ${key} of a statement is ${LATER} (${value.words}), so the statement is left out`);
      return null;
    }
    let member: unknown = value;
    if (isList) {
      const entries = settleList(key, value, statement['Effect'] === 'Allow', leaveOut, noteUnknown);
      if (entries === null) return null;
      member = entries;
    } else if (PRINCIPALS.some((name) => name === key)) {
      member = settlePrincipals(value, leaveOut, noteUnknown);
      if (member === null) return null;
    } else if (key === 'Condition') {
      const unknown = unknownBlock(value);
      if (unknown !== null) {
        leaveOut(`a condition of a statement is ${LATER} (${unknown.words}), so the statement is left out`);
        return null;
      }
      member = withPlaceholders(value, noteUnknown);
    }
    settled = withMember(settled, key, member);
  }
  return settled;
}

/** The entries of an Action, NotAction, Resource or NotResource; null where none is left. */
function settleList(
  key: string,
  value: unknown,
  isAllow: boolean,
  leaveOut: (reason: string) => void,
  noteUnknown: (value: Unknown) => void,
): unknown {
  const widens = isAllow !== key.startsWith('Not');
  const isAction = key.endsWith('Action');
  let isReduced = false;
  const settled: unknown[] = [];
  const lacking: string[] = [];
  const add = (entry: unknown, isUndecided: boolean): void => {
    if (entry instanceof Undecided || entry === NO_VALUE) {
      for (const possible of possibleValues(entry)) add(possible, true);
    } else if (Array.isArray(entry)) {
      for (const each of entry as readonly unknown[]) add(each, isUndecided);
    } else if (isUndecided && !widens) {
      isReduced = true;
    } else if (entry instanceof Unknown && isAction) {
      lacking.push(entry.words);
      isReduced = true;
    } else if (entry instanceof Unknown) {
      noteUnknown(entry);
      settled.push(entry.placeholder);
    } else settled.push(entry);
  };
  const isSingle = !Array.isArray(value) && !(value instanceof Undecided);
  add(value, false);
  if (settled.length === 0 && (isReduced || value instanceof Undecided)) {
    const what = lacking.length === 0 ? '' : ` (${lacking.join(', ')})`;
    leaveOut(`the ${key} of a statement is ${LATER}${what}, so the statement is left out`);
    return null;
  }
  if (lacking.length > 0)
    leaveOut(`an entry of ${key} is ${LATER} (${lacking.join(', ')}), so it is left out`);
  return isSingle ? settled[0] : settled;
}

/** Principals that are not known cannot be judged, but for providers and canonical users, whose names say little. */
function settlePrincipals(
  value: unknown,
  leaveOut: (reason: string) => void,
  noteUnknown: (value: Unknown) => void,
): unknown {
  if (!isJsonObject(value)) return value;
  let settled: JsonObject = {};
  for (const [kind, names] of Object.entries(value)) {
    const list: readonly unknown[] = Array.isArray(names) ? names : [names];
    const known = list.flatMap((name): unknown[] => {
      // An account id that a template writes without quotes is a number, which CloudFormation makes a text of.
      if (!(name instanceof Unknown)) return [typeof name === 'number' ? String(name) : name];
      // Services go by the same name in every region.
      const anywhere = name.placeholder.replace(/\$\{AWS::Region\}\./g, '');
      if (kind === 'Service' && !anywhere.includes('${')) return [anywhere];
      if (kind === 'Federated' || kind === 'CanonicalUser') {
        noteUnknown(name);
        return [name.placeholder];
      }
      leaveOut(`a principal of a statement is ${LATER} (${name.words}), so it is left out`);
      return [];
    });
    if (known.length > 0) settled = withMember(settled, kind, Array.isArray(names) ? known : known[0]);
  }
  return Object.keys(settled).length === 0 && Object.keys(value).length > 0 ? null : settled;
}

/** What of a condition block is not known so that not even its operators and keys are. */
function unknownBlock(condition: unknown): Unknown | null {
  if (!isJsonObject(condition)) return null;
  return Object.values(condition).find((tests) => tests instanceof Unknown) ?? null;
}

function withPlaceholders(value: unknown, noteUnknown: (value: Unknown) => void): unknown {
  if (value instanceof Unknown) {
    noteUnknown(value);
    return value.placeholder;
  }
  if (Array.isArray(value)) return value.map((entry: unknown) => withPlaceholders(entry, noteUnknown));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [key, withPlaceholders(member, noteUnknown)]),
  );
}

function isPlain(value: unknown): boolean {
  return !(value instanceof Unknown) && !(value instanceof Undecided);
}

/** Through entries, so that a key such as `__proto__` becomes a member like any other. */
function withMember(object: JsonObject, key: string, value: unknown): JsonObject {
  return Object.fromEntries([...Object.entries(object), [key, value]]);
}
