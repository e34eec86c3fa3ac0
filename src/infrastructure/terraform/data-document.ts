import { isJsonObject, type JsonObject } from '../../policy/json-shape.js';
import { Unknown } from '../unknown-values.js';
import { listIn, textIn, unknownUnder, type PlanResource } from './plan-resource.js';

const LISTS = [
  ['actions', 'Action'],
  ['not_actions', 'NotAction'],
  ['resources', 'Resource'],
  ['not_resources', 'NotResource'],
] as const;

/** Resolves a part of a data source that is not known: what it is, where that can be told, or something unknown. */
export type ResolvePart = (path: readonly (string | number)[]) => readonly unknown[];

/**
 * The document that a data source `aws_iam_policy_document` makes, with what is not known left open. Terraform knows
 * its `json` in most plans; where it does not, the blocks say most of it.
 * Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/iam_policy_document
 */
export function documentOfData({ values, unknown }: PlanResource, resolve: ResolvePart): unknown {
  const statements: unknown[] = [];
  const added = new Set<unknown>();
  const add = (list: readonly unknown[], isOverride: boolean) => {
    for (const statement of list) {
      // Two documents may be made of one and the same.
      if (added.has(statement)) continue;
      added.add(statement);
      const sid = sidOf(statement);
      const place = isOverride && sid !== '' ? statements.findIndex((each) => sidOf(each) === sid) : -1;
      if (place >= 0) statements[place] = statement;
      else statements.push(statement);
    }
  };
  for (const key of ['source_json', 'source_policy_documents'])
    for (const list of documentsUnder(values, unknown, key, resolve)) add(list, true);
  const blocks = listIn(values, 'statement').map((block, index) =>
    isJsonObject(block)
      ? statementOf(block, unknownUnder(unknownUnder(unknown, 'statement'), index), (path) =>
          resolve(['statement', index, ...path]),
        )
      : block,
  );
  add(unknownUnder(unknown, 'statement') === true ? resolve(['statement']) : blocks, true);
  for (const key of ['override_json', 'override_policy_documents'])
    for (const list of documentsUnder(values, unknown, key, resolve)) add(list, true);
  return { Version: textIn(values, 'version') ?? '2012-10-17', Statement: statements };
}

function sidOf(statement: unknown): string {
  const sid = isJsonObject(statement) ? statement['Sid'] : undefined;
  return typeof sid === 'string' ? sid : '';
}

/** The statements of the documents that are given under a key, each document once. */
function documentsUnder(
  values: JsonObject,
  unknown: unknown,
  key: string,
  resolve: ResolvePart,
): readonly (readonly unknown[])[] {
  const value = values[key];
  const list: readonly unknown[] = Array.isArray(value) ? value : value == null ? [] : [value];
  const lacking = unknownUnder(unknown, key);
  if (lacking === true) return resolve([key]).map(statementsOfPart);
  const parts = new Set<unknown>();
  let isResolved = false;
  list.forEach((text, index) => {
    if (unknownUnder(lacking, index) !== true) parts.add(text);
    // All that is not known in a list has one expression, which names what is known in it too.
    else if (!isResolved) {
      isResolved = true;
      for (const part of resolve([key, index])) parts.add(part);
    }
  });
  return [...parts].map(statementsOfPart);
}

/** The statements of a document, or of a text that is one. */
function statementsOfPart(part: unknown): readonly unknown[] {
  if (part instanceof Unknown) return [part];
  const document = typeof part === 'string' ? documentOfText(part) : part;
  if (document instanceof Unknown) return [document];
  const statements = isJsonObject(document) ? document['Statement'] : undefined;
  if (Array.isArray(statements)) return statements;
  return statements === undefined ? [] : [statements];
}

function documentOfText(text: string): unknown {
  if (text.trim() === '') return null;
  try {
    return JSON.parse(text);
  } catch {
    return Unknown.of('a text that is no JSON');
  }
}

function statementOf(block: JsonObject, unknown: unknown, resolve: ResolvePart): JsonObject {
  const sid = textIn(block, 'sid');
  const members: [string, unknown][] = sid === null || sid === '' ? [] : [['Sid', sid]];
  const effect = textIn(block, 'effect');
  members.push([
    'Effect',
    unknownUnder(unknown, 'effect') === true ? Unknown.of('effect') : (effect ?? 'Allow'),
  ]);
  for (const [key, element] of LISTS) {
    const list = entriesOf(block, unknown, key, (path) => resolve([key, ...path]));
    if (list.length > 0) members.push([element, list]);
  }
  for (const [key, element] of [
    ['principals', 'Principal'],
    ['not_principals', 'NotPrincipal'],
  ] as const) {
    const principals = principalsOf(block, unknown, key, (path) => resolve([key, ...path]));
    if (principals !== null) members.push([element, principals]);
  }
  const conditions = conditionsOf(block, unknown, (path) => resolve(['condition', ...path]));
  if (conditions !== null) members.push(['Condition', conditions]);
  return Object.fromEntries(members);
}

function entriesOf(
  block: JsonObject,
  unknown: unknown,
  key: string,
  resolve: ResolvePart,
): readonly unknown[] {
  const lacking = unknownUnder(unknown, key);
  if (lacking === true) return resolve([]);
  return listIn(block, key).flatMap((entry, index) =>
    unknownUnder(lacking, index) === true ? resolve([index]) : [withVariables(entry)],
  );
}

/** Policy variables are written `&{aws:username}`, for `${` begins an expression of Terraform. */
function withVariables(entry: unknown): unknown {
  return typeof entry === 'string' ? entry.replaceAll('&{', '${') : entry;
}

function principalsOf(
  block: JsonObject,
  unknown: unknown,
  key: string,
  resolve: ResolvePart,
): JsonObject | string | Unknown | null {
  const lacking = unknownUnder(unknown, key);
  if (lacking === true) return Unknown.of(key);
  const byKind = new Map<string, unknown[]>();
  let isAnyone = false;
  listIn(block, key).forEach((entry, index) => {
    if (!isJsonObject(entry)) return;
    const kind = textIn(entry, 'type') ?? 'AWS';
    const names = entriesOf(entry, unknownUnder(lacking, index), 'identifiers', (path) =>
      resolve([index, 'identifiers', ...path]),
    );
    if (kind === '*') isAnyone = true;
    else byKind.set(kind, [...(byKind.get(kind) ?? []), ...names]);
  });
  if (isAnyone) return '*';
  return byKind.size === 0 ? null : Object.fromEntries(byKind);
}

function conditionsOf(block: JsonObject, unknown: unknown, resolve: ResolvePart): JsonObject | null {
  const lacking = unknownUnder(unknown, 'condition');
  if (lacking === true) return { StringEquals: Unknown.of('condition') };
  const operators = new Map<string, Map<string, readonly unknown[]>>();
  for (const [index, entry] of listIn(block, 'condition').entries()) {
    if (!isJsonObject(entry)) continue;
    const unknownHere = unknownUnder(lacking, index);
    // Which key is tested, and how, must be known for the block to be judged.
    const unknownPart = ['test', 'variable'].find((part) => unknownUnder(unknownHere, part) === true);
    if (unknownPart !== undefined) {
      const [source] = resolve([index, unknownPart]);
      const isNamed = source instanceof Unknown;
      return { StringEquals: isNamed ? source : Unknown.of(`the ${unknownPart} of a condition`) };
    }
    const test = textIn(entry, 'test') ?? '';
    const tests = operators.get(test) ?? new Map<string, readonly unknown[]>();
    const values = entriesOf(entry, unknownHere, 'values', (path) => resolve([index, 'values', ...path]));
    const key = textIn(entry, 'variable') ?? '';
    // Blocks of one test and key become one list, any value of which is enough.
    tests.set(key, [...(tests.get(key) ?? []), ...values]);
    operators.set(test, tests);
  }
  if (operators.size === 0) return null;
  return Object.fromEntries([...operators].map(([test, tests]) => [test, Object.fromEntries(tests)]));
}
