import { documentWith, nestedLists } from './account-with.js';

/** A policy document that AWS would refuse, and the reason to be given. */
export interface BrokenDocument {
  readonly name: string;
  readonly document: unknown;
  readonly reason: string;
}

const SOUND = { Effect: 'Allow', Action: 's3:*', Resource: '*' };
const ONLY_STATEMENT = '(at $.Statement[0] of the document)';
const at = (element: string) => `(at $.Statement[0].${element} of the document)`;
const statement = (text: string): unknown => documentWith(JSON.parse(text));

export const BROKEN_DOCUMENTS: readonly BrokenDocument[] = [
  {
    name: 'Effect missing',
    document: documentWith({ Action: 's3:*', Resource: '*' }),
    reason: `Effect must be "Allow" or "Deny", not nothing ${at('Effect')}`,
  },
  {
    name: 'Effect misspelt',
    document: documentWith({ ...SOUND, Effect: 'Alow' }),
    reason: `Effect must be "Allow" or "Deny", not "Alow" ${at('Effect')}`,
  },
  {
    name: 'Effect in lower case',
    document: documentWith({ ...SOUND, Effect: 'allow' }),
    reason: `Effect must be "Allow" or "Deny", not "allow" ${at('Effect')}`,
  },
  {
    name: 'Effect a list',
    document: documentWith({ ...SOUND, Effect: ['Allow'] }),
    reason: `Effect must be "Allow" or "Deny", not a list ${at('Effect')}`,
  },
  {
    name: 'Effect of a hundred thousand characters',
    document: documentWith({ ...SOUND, Effect: 'A'.repeat(100_000) }),
    reason: `Effect must be "Allow" or "Deny", not "${'A'.repeat(80)}" ${at('Effect')}`,
  },
  {
    name: 'Statement missing',
    document: { Version: '2012-10-17' },
    reason: 'a policy document needs a Statement element',
  },
  {
    name: 'Statement in lower case',
    document: { Version: '2012-10-17', statement: [SOUND] },
    reason: 'a policy document needs a Statement element',
  },
  {
    name: 'Statement null',
    document: { Statement: null },
    reason: 'a statement must be an object, not null (at $.Statement of the document)',
  },
  {
    name: 'Statement a text',
    document: { Statement: 'Allow' },
    reason: 'a statement must be an object, not a string (at $.Statement of the document)',
  },
  {
    name: 'a statement that is a text',
    document: documentWith('Allow s3:*'),
    reason: `a statement must be an object, not a string ${ONLY_STATEMENT}`,
  },
  {
    name: 'statements in a list too many',
    document: documentWith([SOUND]),
    reason: `a statement must be an object, not a list ${ONLY_STATEMENT}`,
  },
  {
    name: 'an empty statement',
    document: documentWith({}),
    reason: `Effect must be "Allow" or "Deny", not nothing ${at('Effect')}`,
  },
  {
    name: 'Version wrong',
    document: { Version: '2012-10-18', Statement: [SOUND] },
    reason: 'Version must be "2012-10-17" or "2008-10-17", not "2012-10-18" (at $.Version of the document)',
  },
  {
    name: 'Version a number',
    document: { Version: 20121017, Statement: [SOUND] },
    reason: 'Version must be "2012-10-17" or "2008-10-17", not a number (at $.Version of the document)',
  },
  {
    name: 'Id a number',
    document: { Id: 7, Statement: [SOUND] },
    reason: 'Id must be a string, not a number (at $.Id of the document)',
  },
  {
    name: 'Action and NotAction',
    document: documentWith({ ...SOUND, NotAction: 'iam:*' }),
    reason: `a statement needs either Action or NotAction, and not both ${ONLY_STATEMENT}`,
  },
  {
    name: 'neither Action nor NotAction',
    document: documentWith({ Effect: 'Allow', Resource: '*' }),
    reason: `a statement needs either Action or NotAction, and not both ${ONLY_STATEMENT}`,
  },
  {
    name: 'a number as action',
    document: documentWith({ ...SOUND, Action: ['s3:*', 7] }),
    reason: `Action must hold strings, not a number ${at('Action[1]')}`,
  },
  {
    name: 'Action an object',
    document: documentWith({ ...SOUND, Action: { s3: '*' } }),
    reason: `Action must hold strings, not an object ${at('Action')}`,
  },
  {
    name: 'Action null',
    document: documentWith({ ...SOUND, Action: null }),
    reason: `Action must hold strings, not null ${at('Action')}`,
  },
  {
    name: 'an action without a service',
    document: documentWith({ ...SOUND, Action: 'GetObject' }),
    reason: `"GetObject" is not an action: write service:action ${at('Action')}`,
  },
  {
    name: 'an empty action',
    document: documentWith({ ...SOUND, Action: '' }),
    reason: `"" is not an action: write service:action ${at('Action')}`,
  },
  {
    name: 'Resource missing',
    document: documentWith({ Effect: 'Allow', Action: 's3:*' }),
    reason: `a statement of an identity policy needs Resource or NotResource ${ONLY_STATEMENT}`,
  },
  {
    name: 'Resource and NotResource',
    document: documentWith({ ...SOUND, NotResource: '*' }),
    reason: `a statement may have Resource or NotResource, not both ${ONLY_STATEMENT}`,
  },
  {
    name: 'Resource true',
    document: documentWith({ ...SOUND, Resource: true }),
    reason: `Resource must hold strings, not a boolean ${at('Resource')}`,
  },
  {
    name: 'Resource within two lists',
    document: documentWith({ ...SOUND, Resource: [['*']] }),
    reason: `Resource must hold strings, not a list ${at('Resource[0]')}`,
  },
  {
    name: 'an unknown condition operator',
    document: documentWith({ ...SOUND, Condition: { StringMatches: { 'aws:username': 'x' } } }),
    reason: `"StringMatches" is not a condition operator ${at('Condition')}`,
  },
  {
    name: 'NullIfExists',
    document: documentWith({ ...SOUND, Condition: { NullIfExists: { 'aws:username': 'true' } } }),
    reason: `"NullIfExists" is not a condition operator ${at('Condition')}`,
  },
  {
    name: 'an unknown quantifier',
    document: documentWith({ ...SOUND, Condition: { 'ForSomeValues:StringEquals': { 'aws:TagKeys': 'x' } } }),
    reason: `"ForSomeValues:StringEquals" is not a condition operator ${at('Condition')}`,
  },
  {
    name: 'Condition a list',
    document: documentWith({ ...SOUND, Condition: [] }),
    reason: `Condition must be an object, not a list ${at('Condition')}`,
  },
  {
    name: 'a condition operator with a text',
    document: documentWith({ ...SOUND, Condition: { Bool: 'true' } }),
    reason: `a condition operator needs an object of keys, not a string ${at('Condition.Bool')}`,
  },
  {
    name: 'a condition value that is an object',
    document: documentWith({ ...SOUND, Condition: { Bool: { 'aws:SecureTransport': {} } } }),
    reason: `a condition value must be a string, number or boolean, not an object ${at('Condition.Bool.aws:SecureTransport')}`,
  },
  {
    name: 'constructor as condition operator',
    document: documentWith({ ...SOUND, Condition: { constructor: {} } }),
    reason: `"constructor" is not a condition operator ${at('Condition')}`,
  },
  {
    name: '__proto__ as condition operator',
    document: statement('{"Effect":"Allow","Action":"s3:*","Resource":"*","Condition":{"__proto__":{}}}'),
    reason: `"__proto__" is not a condition operator ${at('Condition')}`,
  },
  {
    name: 'a number as Sid',
    document: documentWith({ ...SOUND, Sid: 1 }),
    reason: `Sid must be a string, not a number ${at('Sid')}`,
  },
  {
    name: 'a misspelt element',
    document: documentWith({ Effect: 'Allow', Actions: 's3:*', Resource: '*' }),
    reason: `"Actions" is not an element of a statement ${ONLY_STATEMENT}`,
  },
  {
    name: 'the element __proto__',
    document: statement('{"__proto__":{"Effect":"Allow"},"Action":"s3:*","Resource":"*"}'),
    reason: `"__proto__" is not an element of a statement ${ONLY_STATEMENT}`,
  },
  {
    name: 'the element constructor',
    document: documentWith({ ...SOUND, constructor: 'x' }),
    reason: `"constructor" is not an element of a statement ${ONLY_STATEMENT}`,
  },
  {
    name: 'a Principal of an unknown kind',
    document: documentWith({ ...SOUND, Principal: { Amazon: '*' } }),
    reason: `"Amazon" is not a kind of principal: write AWS, Service, Federated or CanonicalUser ${at('Principal')}`,
  },
  {
    name: 'Principal and NotPrincipal',
    document: documentWith({ ...SOUND, Principal: '*', NotPrincipal: '*' }),
    reason: `a statement may have Principal or NotPrincipal, not both ${ONLY_STATEMENT}`,
  },
  { name: 'a number', document: 7, reason: 'a policy document must be a JSON object, not a number' },
  { name: 'a list', document: [SOUND], reason: 'a policy document must be a JSON object, not a list' },
  {
    name: 'a text that is no JSON',
    document: 'Allow everything',
    reason: 'the policy document is a text that is not JSON',
  },
  { name: 'an empty text', document: '', reason: 'the policy document is a text that is not JSON' },
  {
    name: 'a text that ends too early',
    document: '{"Version":"2012-10-17","Statement":[',
    reason: 'the policy document is a text that is not JSON',
  },
  {
    name: 'URL-encoded text with a broken escape',
    document: '%7B%22Version%2',
    reason: 'the policy document is URL-encoded text with a broken escape',
  },
  {
    name: 'a million lists in each other',
    document: documentWith({ ...SOUND, Resource: nestedLists(1_000_000) }),
    reason: 'the document is nested more than 64 levels deep',
  },
  {
    name: 'a hundred lists in each other',
    document: documentWith({ ...SOUND, Resource: nestedLists(100) }),
    reason: 'the document is nested more than 64 levels deep',
  },
];
