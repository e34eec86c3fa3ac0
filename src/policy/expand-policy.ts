import type { Catalog } from '../catalog/catalog.js';
import { hasWildcard } from '../catalog/glob.js';
import { isJsonObject, type JsonObject } from './json-shape.js';
import { parsePolicyDocument, parsePolicyText } from './parse-policy-document.js';

/**
 * The policy with every wildcard in Action and NotAction written out as the actions it matches, in the place
 * where it stood; everything else untouched, in its order. A wildcard that matches nothing known stays as it is.
 *
 * @throws {InputError} if the input is no policy document
 */
export function expandPolicy(input: unknown, catalog: Catalog): JsonObject {
  parsePolicyDocument(input);
  const document = typeof input === 'string' ? parsePolicyText(input) : input;
  // parsePolicyDocument has accepted it, so it is an object.
  const object = document as JsonObject;
  return mapEntries(object, (element, value) => {
    if (element !== 'Statement') return value;
    return Array.isArray(value)
      ? value.map((statement: unknown) => expandStatement(statement, catalog))
      : expandStatement(value, catalog);
  });
}

function expandStatement(statement: unknown, catalog: Catalog): unknown {
  if (!isJsonObject(statement)) return statement;
  return mapEntries(statement, (element, value) =>
    element === 'Action' || element === 'NotAction' ? expandPatterns(value, catalog) : value,
  );
}

function expandPatterns(value: unknown, catalog: Catalog): unknown {
  const patterns: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (!patterns.some((pattern) => typeof pattern === 'string' && hasWildcard(pattern))) return value;
  const expanded = patterns.flatMap((pattern): readonly unknown[] =>
    typeof pattern === 'string' ? expandPattern(pattern, catalog) : [pattern],
  );
  return [...new Set(expanded)];
}

function expandPattern(pattern: string, catalog: Catalog): readonly string[] {
  if (!hasWildcard(pattern)) return [pattern];
  const actions = catalog
    .expand(pattern)
    .indexes()
    .map((action) => catalog.actionName(action));
  return actions.length === 0 ? [pattern] : actions;
}

function mapEntries(object: JsonObject, change: (key: string, value: unknown) => unknown): JsonObject {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(key, value)]));
}
