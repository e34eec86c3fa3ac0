import { InputError } from './input-error.js';
import { describeType, isJsonObject, type JsonObject } from './json-shape.js';
import { parseConditionBlock } from './parse-condition-block.js';
import type { PolicyDocument, PrincipalElement, Statement } from './policy-document.js';

/** Elements a document may have; AWS refuses any other, such as a condition that slipped out of its statement. */
const DOCUMENT_ELEMENTS = new Set(['Version', 'Id', 'Statement']);

/** Elements a statement may have; anything else is a spelling mistake that AWS refuses. */
const STATEMENT_ELEMENTS = new Set([
  'Sid',
  'Effect',
  'Principal',
  'NotPrincipal',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Condition',
]);

const PRINCIPAL_KEYS = {
  AWS: 'aws',
  Service: 'service',
  Federated: 'federated',
  CanonicalUser: 'canonicalUser',
} as const;

/**
 * Reads any policy document that AWS accepts into one normal form: one statement or a list, a string or a list
 * of strings everywhere, `Version` left out, a JSON text (URL-encoded, as the IAM API returns it, or not, with a
 * byte order mark or not) instead of an object.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 *
 * @throws {InputError} with the JSON path of what AWS would refuse
 */
export function parsePolicyDocument(input: unknown): PolicyDocument {
  const document = typeof input === 'string' ? parsePolicyText(input) : input;
  if (!isJsonObject(document)) {
    throw new InputError(`a policy document must be a JSON object, not ${describeType(document)}`, '$');
  }
  const statements = document['Statement'];
  if (statements === undefined) throw new InputError('a policy document needs a Statement element', '$');
  for (const element of Object.keys(document)) {
    if (!DOCUMENT_ELEMENTS.has(element))
      throw new InputError(`${quote(element)} is not an element of a policy document`, '$');
  }
  const version = document['Version'] === undefined ? '2008-10-17' : document['Version'];
  if (version !== '2012-10-17' && version !== '2008-10-17') {
    throw new InputError(`Version must be "2012-10-17" or "2008-10-17", not ${quote(version)}`, '$.Version');
  }
  const id = optionalText(document, 'Id', '$');
  if (!Array.isArray(statements))
    return { version, id, statements: [parseStatement(statements, 0, '$.Statement')] };
  return {
    version,
    id,
    // Unlike `map`, this also looks at the places of a list that hold nothing.
    statements: Array.from(statements, (statement: unknown, index) =>
      parseStatement(statement, index, `$.Statement[${index}]`),
    ),
  };
}

/**
 * Decodes a policy document given as text.
 *
 * @throws {InputError} if it is neither JSON nor URL-encoded JSON
 */
export function parsePolicyText(text: string): unknown {
  const bare = text.replace(/^\ufeff/, '').trim();
  const decoded = /^%(?:7B|EF%BB%BF%7B)/i.test(bare) ? decodeUrl(bare) : bare;
  try {
    return JSON.parse(decoded.replace(/^\ufeff/, ''));
  } catch {
    throw new InputError('the policy document is a text that is not JSON', '$');
  }
}

function decodeUrl(text: string): string {
  try {
    // Python's urllib, which older tools used to store these documents, writes a space as a plus sign.
    return decodeURIComponent(text.includes('%20') ? text : text.replaceAll('+', ' '));
  } catch {
    throw new InputError('the policy document is URL-encoded text with a broken escape', '$');
  }
}

function quote(value: unknown): string {
  return typeof value === 'string' ? JSON.stringify(value.slice(0, 80)) : describeType(value);
}

function parseStatement(statement: unknown, index: number, where: string): Statement {
  if (!isJsonObject(statement))
    throw new InputError(`a statement must be an object, not ${describeType(statement)}`, where);
  for (const element of Object.keys(statement)) {
    if (!STATEMENT_ELEMENTS.has(element))
      throw new InputError(`${quote(element)} is not an element of a statement`, where);
  }
  const effect = statement['Effect'];
  if (effect !== 'Allow' && effect !== 'Deny') {
    throw new InputError(`Effect must be "Allow" or "Deny", not ${quote(effect)}`, `${where}.Effect`);
  }
  // AWS writes "Sid": "" into trust policies, which names nothing.
  const sid = optionalText(statement, 'Sid', where) || null;
  const actions = optionalStrings(statement, 'Action', where);
  const notActions = optionalStrings(statement, 'NotAction', where);
  if ((actions === null) === (notActions === null)) {
    throw new InputError('a statement needs either Action or NotAction, and not both', where);
  }
  checkActionPatterns(
    actions ?? notActions ?? [],
    actions === null ? `${where}.NotAction` : `${where}.Action`,
  );
  const resources = optionalStrings(statement, 'Resource', where);
  const notResources = optionalStrings(statement, 'NotResource', where);
  if (resources !== null && notResources !== null) {
    throw new InputError('a statement may have Resource or NotResource, not both', where);
  }
  const principals = optionalPrincipals(statement, 'Principal', where);
  const notPrincipals = optionalPrincipals(statement, 'NotPrincipal', where);
  if (principals !== null && notPrincipals !== null) {
    throw new InputError('a statement may have Principal or NotPrincipal, not both', where);
  }
  if (resources === null && notResources === null && principals === null && notPrincipals === null) {
    throw new InputError('a statement of an identity policy needs Resource or NotResource', where);
  }
  if (principals === null && notPrincipals === null) {
    checkResourcePatterns(
      resources ?? notResources ?? [],
      resources === null ? `${where}.NotResource` : `${where}.Resource`,
    );
  }
  return {
    index,
    sid,
    effect,
    actions: actions ?? [],
    notActions,
    resources,
    notResources,
    principals,
    notPrincipals,
    conditions: parseConditionBlock(statement['Condition'], `${where}.Condition`),
  };
}

function checkActionPatterns(patterns: readonly string[], where: string): void {
  for (const pattern of patterns) {
    if (pattern !== '*' && !pattern.includes(':') && !/[*?]/.test(pattern)) {
      throw new InputError(`${quote(pattern)} is not an action: write service:action`, where);
    }
  }
}

/** What a resource of an identity policy may begin with: an ARN, or a wildcard or variable that may stand for its beginning. */
const BEGINS_AN_ARN = /^(?:arn:|a?r?n?[*?]|[*?]|\$\{)/;

function checkResourcePatterns(patterns: readonly string[], where: string): void {
  for (const pattern of patterns) {
    if (!BEGINS_AN_ARN.test(pattern))
      throw new InputError(`${quote(pattern)} is not a resource: write an ARN, or * for all`, where);
  }
}

function optionalText(object: JsonObject, element: string, where: string): string | null {
  const value = object[element];
  if (value === undefined) return null;
  if (typeof value === 'string') return value;
  throw new InputError(`${element} must be a string, not ${describeType(value)}`, `${where}.${element}`);
}

function optionalStrings(statement: JsonObject, element: string, where: string): readonly string[] | null {
  const value = statement[element];
  if (value === undefined) return null;
  const list = Array.isArray(value) ? value : [value];
  if (list.length === 0)
    throw new InputError(`${element} is an empty list; AWS takes no such statement`, `${where}.${element}`);
  const position = list.findIndex((entry: unknown) => typeof entry !== 'string');
  if (position >= 0) {
    const place = Array.isArray(value) ? `${where}.${element}[${position}]` : `${where}.${element}`;
    throw new InputError(`${element} must hold strings, not ${describeType(list[position])}`, place);
  }
  // Every entry was checked to be a string just above.
  return list as readonly string[];
}

function optionalPrincipals(statement: JsonObject, element: string, where: string): PrincipalElement | null {
  const value = statement[element];
  if (value === undefined) return null;
  const place = `${where}.${element}`;
  const principals: Record<(typeof PRINCIPAL_KEYS)[keyof typeof PRINCIPAL_KEYS], readonly string[]> = {
    aws: [],
    service: [],
    federated: [],
    canonicalUser: [],
  };
  if (value === '*') return { anyone: true, ...principals };
  if (Array.isArray(value) && value.length === 1 && value[0] === '*') return { anyone: true, ...principals };
  if (!isJsonObject(value))
    throw new InputError(`${element} must be "*" or an object, not ${quote(value)}`, place);
  for (const key of Object.keys(value)) {
    if (!isPrincipalKey(key)) {
      throw new InputError(
        `${quote(key)} is not a kind of principal: write AWS, Service, Federated or CanonicalUser`,
        place,
      );
    }
    principals[PRINCIPAL_KEYS[key]] = optionalStrings(value, key, place) ?? [];
  }
  return { anyone: false, ...principals };
}

function isPrincipalKey(key: string): key is keyof typeof PRINCIPAL_KEYS {
  return Object.hasOwn(PRINCIPAL_KEYS, key);
}
