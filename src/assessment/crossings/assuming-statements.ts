import type { StoredDocument } from '../../account/account.js';
import { memoised } from '../../escalation/graph/grouped.js';
import { isAboutAction } from '../../policy/statement-action.js';
import { isJsonObject } from '../../policy/json-shape.js';
import type { PolicyDocument, Statement } from '../../policy/policy-document.js';
import { isResourceBased } from '../../policy/statement-reading.js';
import type { JsonValue } from '../assessment.js';

export const ASSUMING = 'sts:AssumeRole';
/** Where tests of tags decide, it counts who can change them. */
const TAGGING = ['iam:TagRole', 'iam:TagUser', 'iam:UntagRole', 'iam:UntagUser'];

export type AssumingActions = readonly string[];

export interface PolicyJson {
  readonly [element: string]: JsonValue;
}

/** The actions that decide about assuming roles. */
export function assumingActions(testsTags: boolean): AssumingActions {
  return testsTags ? [ASSUMING, ...TAGGING] : [ASSUMING];
}

/** Policies as far as they are about some actions: one document for each version of the policy language. */
export function assumingPolicies(
  documents: readonly StoredDocument[],
  actions: AssumingActions,
): readonly PolicyJson[] {
  const byVersion = new Map<string, Set<string>>();
  for (const { json, parsed } of documents) {
    if (!parsed.ok) continue;
    const { version, statements } = parsed.document;
    const texts = statements.flatMap((statement) => {
      const about = isResourceBased(statement) ? [] : actionsOf(statement, actions);
      return about.length === 0
        ? []
        : [JSON.stringify(shortened(statement, writtenAs(json, statement), about))];
    });
    // Without variables the versions mean the same.
    const read = texts.some((text) => text.includes('${')) ? version : '2012-10-17';
    for (const text of texts) memoised(byVersion, read, () => new Set<string>()).add(text);
  }
  return [...byVersion]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([version, texts]) => ({
      Version: version,
      // What this function wrote above is JSON.
      Statement: withoutNeedless([...texts]).map((text) => JSON.parse(text) as JsonValue),
    }));
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

const ALL_ROLES = JSON.stringify({ Effect: 'Allow', Action: [ASSUMING], Resource: '*' });

/** Beside an Allow of everything the narrower ones add nothing. */
function withoutNeedless(texts: readonly string[]): readonly string[] {
  const kept = texts.includes(ALL_ROLES)
    ? texts.filter(
        (text) => text === ALL_ROLES || !text.startsWith(`{"Effect":"Allow","Action":["${ASSUMING}"],`),
      )
    : texts;
  return [...kept].sort();
}

function actionsOf(statement: Statement, actions: AssumingActions): readonly string[] {
  return actions.filter((action) => isAboutAction(statement, action.toLowerCase()));
}

function writtenAs(document: unknown, { index }: Statement): Readonly<Record<string, unknown>> {
  const statements = isJsonObject(document) ? document['Statement'] : null;
  const written: unknown = Array.isArray(statements) ? statements[index] : statements;
  return isJsonObject(written) ? written : {};
}

/** A statement in one spelling, so that policies that say the same of assuming roles are the same. */
function shortened(
  { effect }: Statement,
  { Resource, NotResource, Condition }: Readonly<Record<string, unknown>>,
  actions: AssumingActions,
): Readonly<Record<string, unknown>> {
  const isEmpty = isJsonObject(Condition) && Object.keys(Condition).length === 0;
  return {
    Effect: effect,
    Action: actions,
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
