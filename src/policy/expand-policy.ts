import type { Catalog } from '../catalog/catalog.js';
import { hasWildcard } from '../catalog/glob.js';
import { InputError } from './input-error.js';
import { isJsonObject, type JsonObject } from './json-shape.js';
import { parsePolicyDocument, parsePolicyText } from './parse-policy-document.js';

/** Five million: two hundred statements on all actions, of which a policy that AWS takes holds fewer. */
const MOST_ACTIONS = 5_000_000;

/**
 * The policy with every wildcard in Action and NotAction written out as the actions it matches, in the place
 * where it stood; everything else untouched, in its order. A wildcard that matches nothing known stays as it is.
 *
 * @throws {InputError} if the input is no policy document, or comes to more actions than five million
 */
export function expandPolicy(input: unknown, catalog: Catalog): JsonObject {
  return new PolicyExpander(catalog).expand(input);
}

/** Writes out the wildcards of policies that are printed together, and so have to fit into the memory together. */
export class PolicyExpander {
  private readonly catalog: Catalog;
  private room = MOST_ACTIONS;

  constructor(catalog: Catalog) {
    this.catalog = catalog;
  }

  /** See {@link expandPolicy}. */
  expand(input: unknown): JsonObject {
    parsePolicyDocument(input);
    const document = typeof input === 'string' ? parsePolicyText(input) : input;
    // parsePolicyDocument has accepted it, so it is an object.
    const object = document as JsonObject;
    return mapEntries(object, (element, value) => {
      if (element !== 'Statement') return value;
      return Array.isArray(value)
        ? value.map((statement: unknown) => this.expandStatement(statement))
        : this.expandStatement(value);
    });
  }

  private expandStatement(statement: unknown): unknown {
    if (!isJsonObject(statement)) return statement;
    return mapEntries(statement, (element, value) =>
      element === 'Action' || element === 'NotAction' ? this.expandPatterns(value) : value,
    );
  }

  private expandPatterns(value: unknown): unknown {
    const patterns: readonly unknown[] = Array.isArray(value) ? value : [value];
    if (!patterns.some((pattern) => typeof pattern === 'string' && hasWildcard(pattern))) return value;
    const expanded = patterns.flatMap((pattern): readonly unknown[] =>
      typeof pattern === 'string' ? this.expandPattern(pattern) : [pattern],
    );
    return [...new Set(expanded)];
  }

  private expandPattern(pattern: string): readonly string[] {
    if (!hasWildcard(pattern)) return [pattern];
    const actions = this.catalog.expand(pattern).indexes();
    this.room -= actions.length;
    if (this.room < 0)
      throw new InputError(
        `the wildcards come to more than five million actions, written out; expand fewer statements at a time`,
      );
    return actions.length === 0 ? [pattern] : actions.map((action) => this.catalog.actionName(action));
  }
}

function mapEntries(object: JsonObject, change: (key: string, value: unknown) => unknown): JsonObject {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(key, value)]));
}
