import type { StoredDocument } from '../../account/account.js';
import { memoised } from '../../escalation/graph/grouped.js';
import { ASSUMING, SENDING_ACTIONS } from '../../escalation/graph/trust-statements.js';
import { isAboutAction } from '../../policy/statement-action.js';
import { isJsonObject } from '../../policy/json-shape.js';
import type { PolicyDocument, Statement } from '../../policy/policy-document.js';
import { isResourceBased } from '../../policy/statement-reading.js';
import type { JsonValue } from '../assessment.js';

/** Where tests of tags decide, it counts who can change them. */
const TAGGING = ['iam:TagRole', 'iam:TagUser', 'iam:UntagRole', 'iam:UntagUser'];

/** Names of the actions that count where it is decided who assumes whom. */
export type AssumingActions = readonly string[];

/** A policy document as JSON, with what it says of these actions only. */
export interface PolicyJson {
  readonly [element: string]: JsonValue;
}

/** The actions that decide about assuming roles, with all that a role of another account may ask to be sent along. */
export function assumingActions(testsTags: boolean): AssumingActions {
  return [ASSUMING, ...SENDING_ACTIONS, ...(testsTags ? TAGGING : [])];
}

/** Policies as far as they are about some actions: one document for each version of the policy language. */
export function assumingPolicies(
  documents: readonly StoredDocument[],
  actions: AssumingActions,
): readonly PolicyJson[] {
  const kept = documents.flatMap((document) => keptStatements(document, actions));
  const everywhere = new Set(kept.flatMap(({ about, rest }) => (rest === ALLOW_OF_ALL ? about : [])));
  const byVersion = new Map<string, Set<string>>();
  const keep = (version: string, about: AssumingActions, rest: string): void => {
    if (about.length === 0) return;
    const text = `{"Action":${JSON.stringify(about)},${rest.slice(1)}`;
    // Without variables the versions mean the same.
    const read = text.includes('${') ? version : '2012-10-17';
    memoised(byVersion, read, () => new Set<string>()).add(text);
  };
  for (const { version, about, rest, effect } of kept) {
    // Beside an Allow of everything the narrower ones add nothing.
    const added = effect === 'Deny' ? about : about.filter((action) => !everywhere.has(action));
    keep(version, added, rest);
  }
  keep(
    '',
    actions.filter((action) => everywhere.has(action)),
    ALLOW_OF_ALL,
  );
  return [...byVersion]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([version, texts]) => ({
      Version: version,
      // What this function wrote above is JSON.
      Statement: [...texts].sort().map((text) => JSON.parse(text) as JsonValue),
    }));
}

interface KeptStatement {
  readonly version: string;
  readonly effect: Statement['effect'];
  readonly about: AssumingActions;
  /** JSON of all of it but its actions, in one spelling. */
  readonly rest: string;
}

const ALLOW_OF_ALL = JSON.stringify({ Effect: 'Allow', Resource: '*' });

function keptStatements(
  { json, parsed }: StoredDocument,
  actions: AssumingActions,
): readonly KeptStatement[] {
  if (!parsed.ok) return [];
  const { version, statements } = parsed.document;
  return statements.flatMap((statement) => {
    const about = isResourceBased(statement) ? [] : actionsOf(statement, actions);
    if (about.length === 0) return [];
    const rest = JSON.stringify(withoutActions(statement, writtenAs(json, statement)));
    return [{ version, effect: statement.effect, about, rest }];
  });
}

/** A policy of the organisation as far as it is about some actions. */
export function assumingDocument(document: PolicyDocument, actions: AssumingActions): PolicyDocument {
  const statements = document.statements.flatMap((statement): Statement[] => {
    const about = actionsOf(statement, actions);
    return about.length === 0
      ? []
      : [{ ...statement, sid: null, index: 0, actions: about, notActions: null }];
  });
  return { ...document, id: null, statements };
}

function actionsOf(statement: Statement, actions: AssumingActions): readonly string[] {
  return actions.filter((action) => isAboutAction(statement, action.toLowerCase()));
}

function writtenAs(document: unknown, { index }: Statement): Readonly<Record<string, unknown>> {
  const statements = isJsonObject(document) ? document['Statement'] : null;
  const written: unknown = Array.isArray(statements) ? statements[index] : statements;
  return isJsonObject(written) ? written : {};
}

/** The rest of a statement in one spelling, so that policies that say the same of assuming roles are the same. */
function withoutActions(
  { effect }: Statement,
  { Resource, NotResource, Condition }: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const isEmpty = isJsonObject(Condition) && Object.keys(Condition).length === 0;
  return {
    Effect: effect,
    ...(Resource === undefined ? {} : { Resource: inOneSpelling(Resource) }),
    ...(NotResource === undefined ? {} : { NotResource: inOneSpelling(NotResource) }),
    ...(Condition === undefined || isEmpty ? {} : { Condition }),
  };
}

function inOneSpelling(value: unknown): unknown {
  if (!Array.isArray(value)) return value;
  const texts = value.filter((each): each is string => typeof each === 'string');
  const different = [...new Set(texts)].sort();
  return different.includes('*') ? '*' : different.length === 1 ? different[0] : different;
}
