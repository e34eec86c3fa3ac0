import { isJsonObject, type JsonObject } from '../../policy/json-shape.js';
import { Unknown } from '../unknown-values.js';

const VARIABLE = /\$\{([^{}]*)\}/g;
/** Variables of the policy language: a key that requests have, or a character that would mean something else. */
const OF_POLICIES = /^(?:[a-z][a-z0-9-]*:(?!:).*|[*?$])$/;

/**
 * The document in a text, parts of which may not be known; what it was where it is no such text. `Fn::Sub` makes such
 * texts, above all where the key of a condition is not known.
 */
export function documentInText(value: unknown): unknown {
  if (!(typeof value === 'string' || value instanceof Unknown)) return value;
  let document: unknown;
  try {
    document = JSON.parse(typeof value === 'string' ? value : value.placeholder);
  } catch {
    return value;
  }
  if (typeof value === 'string') return document;
  return isJsonObject(document) ? withUnknown(document) : value;
}

/** The value with what is not known in place of the texts that it stands in. */
function withUnknown(value: unknown): unknown {
  if (typeof value === 'string') {
    const names = unknownIn(value);
    return names.length === 0 ? value : Unknown.inText(value, names);
  }
  if (Array.isArray(value)) return value.map(withUnknown);
  if (!isJsonObject(value)) return value;
  const names = Object.keys(value).flatMap(unknownIn);
  return names.length > 0 ? Unknown.inText('', names) : membersWithUnknown(value);
}

function membersWithUnknown(object: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(object).map(([key, member]) => [key, withUnknown(member)]));
}

function unknownIn(text: string): readonly string[] {
  return [...text.matchAll(VARIABLE)].flatMap(([, name = '']) => (OF_POLICIES.test(name) ? [] : [name]));
}
