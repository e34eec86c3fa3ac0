import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/policy/input-error.js';
import { parsePolicyDocument } from '../../src/policy/parse-policy-document.js';
import type { PolicyDocument, Statement } from '../../src/policy/policy-document.js';

type Fields = Readonly<Record<string, unknown>>;

const VALID = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' };
const documentOf = (statement: unknown): Fields => ({ Version: '2012-10-17', Statement: [statement] });
const withElements = (more: Fields): Fields => documentOf({ ...VALID, ...more });
const without = (element: keyof typeof VALID): Fields =>
  documentOf(Object.fromEntries(Object.entries(VALID).filter(([key]) => key !== element)));

const PARSED: Statement = {
  index: 0,
  sid: null,
  effect: 'Allow',
  actions: ['s3:GetObject'],
  notActions: null,
  resources: ['*'],
  notResources: null,
  principals: null,
  notPrincipals: null,
  conditions: [],
};
const parsed = (more: Partial<Statement> = {}): PolicyDocument => ({
  version: '2012-10-17',
  id: null,
  statements: [{ ...PARSED, ...more }],
});

describe('documents that are refused', () => {
  it.each<[string, unknown, string, string]>([
    ['a number', 7, 'a policy document must be a JSON object, not a number', '$'],
    ['null', null, 'a policy document must be a JSON object, not null', '$'],
    ['a list', [documentOf(VALID)], 'a policy document must be a JSON object, not a list', '$'],
    ['nothing', undefined, 'a policy document must be a JSON object, not nothing', '$'],
    ['text that is not JSON', 'Statement: []', 'the policy document is a text that is not JSON', '$'],
    ['an empty text', '', 'the policy document is a text that is not JSON', '$'],
    ['JSON cut short', '{"Statement": [', 'the policy document is a text that is not JSON', '$'],
    ['a broken escape', '%7B%2', 'the policy document is URL-encoded text with a broken escape', '$'],
    ['text of a list', '[]', 'a policy document must be a JSON object, not a list', '$'],
    [
      'an unknown version',
      { ...documentOf(VALID), Version: '2012-10-18' },
      'Version must be "2012-10-17" or "2008-10-17", not "2012-10-18"',
      '$.Version',
    ],
    [
      'a version that is no text',
      { ...documentOf(VALID), Version: 2012 },
      'Version must be "2012-10-17" or "2008-10-17", not a number',
      '$.Version',
    ],
    [
      'a version that is null',
      { ...documentOf(VALID), Version: null },
      'Version must be "2012-10-17" or "2008-10-17", not null',
      '$.Version',
    ],
    ['an id that is null', { ...documentOf(VALID), Id: null }, 'Id must be a string, not null', '$.Id'],
    ['an id that is no text', { ...documentOf(VALID), Id: 3 }, 'Id must be a string, not a number', '$.Id'],
    ['no statement', { Version: '2012-10-17' }, 'a policy document needs a Statement element', '$'],
    [
      'a condition beside the statements',
      { ...documentOf(VALID), Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } },
      '"Condition" is not an element of a policy document',
      '$',
    ],
    [
      'a version in lower case',
      { version: '2012-10-17', Statement: VALID },
      '"version" is not an element of a policy document',
      '$',
    ],
    [
      'a statement that is a text',
      { Statement: 'Allow' },
      'a statement must be an object, not a string',
      '$.Statement',
    ],
    [
      'a statement that is null',
      { Statement: [VALID, null] },
      'a statement must be an object, not null',
      '$.Statement[1]',
    ],
    [
      'a list as statement',
      { Statement: [[VALID]] },
      'a statement must be an object, not a list',
      '$.Statement[0]',
    ],
    [
      'a misspelt element',
      withElements({ Resources: '*' }),
      '"Resources" is not an element of a statement',
      '$.Statement[0]',
    ],
    [
      'an element in lower case',
      withElements({ condition: {} }),
      '"condition" is not an element of a statement',
      '$.Statement[0]',
    ],
    [
      'no effect',
      without('Effect'),
      'Effect must be "Allow" or "Deny", not nothing',
      '$.Statement[0].Effect',
    ],
    [
      'an effect in lower case',
      withElements({ Effect: 'allow' }),
      'Effect must be "Allow" or "Deny", not "allow"',
      '$.Statement[0].Effect',
    ],
    [
      'a Sid that is no text',
      withElements({ Sid: 1 }),
      'Sid must be a string, not a number',
      '$.Statement[0].Sid',
    ],
    [
      'a Sid that is null',
      withElements({ Sid: null }),
      'Sid must be a string, not null',
      '$.Statement[0].Sid',
    ],
    [
      'no action',
      without('Action'),
      'a statement needs either Action or NotAction, and not both',
      '$.Statement[0]',
    ],
    [
      'both Action and NotAction',
      withElements({ NotAction: 'iam:*' }),
      'a statement needs either Action or NotAction, and not both',
      '$.Statement[0]',
    ],
    [
      'an action that is a number',
      withElements({ Action: 3 }),
      'Action must hold strings, not a number',
      '$.Statement[0].Action',
    ],
    [
      'a null among actions',
      withElements({ Action: ['s3:GetObject', null] }),
      'Action must hold strings, not null',
      '$.Statement[0].Action[1]',
    ],
    [
      'a place among actions that holds nothing',
      withElements({ Action: Object.assign([], { length: 1 }) }),
      'Action must hold strings, not nothing',
      '$.Statement[0].Action[0]',
    ],
    [
      'a place among statements that holds nothing',
      { Statement: Object.assign([], { length: 1 }) },
      'a statement must be an object, not nothing',
      '$.Statement[0]',
    ],
    [
      'an action without a service',
      withElements({ Action: 'GetObject' }),
      '"GetObject" is not an action: write service:action',
      '$.Statement[0].Action',
    ],
    [
      'an empty list of actions',
      withElements({ Action: [] }),
      'Action is an empty list; AWS takes no such statement',
      '$.Statement[0].Action',
    ],
    [
      'an empty list of resources',
      withElements({ Resource: [] }),
      'Resource is an empty list; AWS takes no such statement',
      '$.Statement[0].Resource',
    ],
    [
      'a resource that is no ARN',
      withElements({ Resource: ['*', 'bucket'] }),
      '"bucket" is not a resource: write an ARN, or * for all',
      '$.Statement[0].Resource',
    ],
    [
      'an object as resource',
      withElements({ Resource: {} }),
      'Resource must hold strings, not an object',
      '$.Statement[0].Resource',
    ],
    [
      'both Resource and NotResource',
      withElements({ NotResource: '*' }),
      'a statement may have Resource or NotResource, not both',
      '$.Statement[0]',
    ],
    [
      'no resource',
      without('Resource'),
      'a statement of an identity policy needs Resource or NotResource',
      '$.Statement[0]',
    ],
    [
      'both Principal and NotPrincipal',
      withElements({ Principal: '*', NotPrincipal: '*' }),
      'a statement may have Principal or NotPrincipal, not both',
      '$.Statement[0]',
    ],
    [
      'an ARN as principal',
      withElements({ Principal: 'arn:aws:iam::111122223333:root' }),
      'Principal must be "*" or an object, not "arn:aws:iam::111122223333:root"',
      '$.Statement[0].Principal',
    ],
    [
      'an unknown kind of principal',
      withElements({ Principal: { aws: '*' } }),
      '"aws" is not a kind of principal: write AWS, Service, Federated or CanonicalUser',
      '$.Statement[0].Principal',
    ],
    [
      'a principal that is a number',
      withElements({ Principal: { AWS: [111122223333] } }),
      'AWS must hold strings, not a number',
      '$.Statement[0].Principal.AWS[0]',
    ],
    [
      'a condition that is a list',
      withElements({ Condition: [] }),
      'Condition must be an object, not a list',
      '$.Statement[0].Condition',
    ],
    [
      'an unknown operator',
      withElements({ Condition: { StringIs: {} } }),
      '"StringIs" is not a condition operator',
      '$.Statement[0].Condition',
    ],
    [
      'an unknown quantifier',
      withElements({ Condition: { 'ForEach:StringLike': {} } }),
      '"ForEach:StringLike" is not a condition operator',
      '$.Statement[0].Condition',
    ],
    [
      'NullIfExists',
      withElements({ Condition: { NullIfExists: {} } }),
      '"NullIfExists" is not a condition operator',
      '$.Statement[0].Condition',
    ],
    [
      'an operator without keys',
      withElements({ Condition: { Bool: 'true' } }),
      'a condition operator needs an object of keys, not a string',
      '$.Statement[0].Condition.Bool',
    ],
    [
      'a condition value that is an object',
      withElements({ Condition: { Bool: { 'aws:SecureTransport': {} } } }),
      'a condition value must be a string, number or boolean, not an object',
      '$.Statement[0].Condition.Bool.aws:SecureTransport',
    ],
    [
      'a condition value that is null',
      withElements({ Condition: { StringLike: { 's3:prefix': ['a', null] } } }),
      'a condition value must be a string, number or boolean, not null',
      '$.Statement[0].Condition.StringLike.s3:prefix',
    ],
  ])('%s', (_, input, message, where) => {
    expect(() => parsePolicyDocument(input)).toThrow(new InputError(message, where));
  });
});

describe('unusual forms that are accepted', () => {
  const text = JSON.stringify(documentOf(VALID));

  it.each<[string, unknown, PolicyDocument]>([
    ['one statement instead of a list', { Version: '2012-10-17', Statement: VALID }, parsed()],
    ['lists of one', withElements({ Action: ['s3:GetObject'], Resource: ['*'] }), parsed()],
    ['no version', { Statement: [VALID] }, { ...parsed(), version: '2008-10-17' }],
    [
      'the old version',
      { Version: '2008-10-17', Statement: [VALID] },
      { ...parsed(), version: '2008-10-17' },
    ],
    ['an id', { ...documentOf(VALID), Id: 'example' }, { ...parsed(), id: 'example' }],
    ['no statements at all', { Version: '2012-10-17', Statement: [] }, { ...parsed(), statements: [] }],
    ['JSON text', text, parsed()],
    ['JSON text with a byte order mark', `\ufeff${text}`, parsed()],
    ['JSON text between blanks', `\n ${text}\n`, parsed()],
    ['URL-encoded text', encodeURIComponent(text), parsed()],
    [
      'URL-encoded text in lower case',
      encodeURIComponent(text).replace(/%[0-9A-F]{2}/g, (escape) => escape.toLowerCase()),
      parsed(),
    ],
    ['URL-encoded text with a byte order mark', encodeURIComponent(`\ufeff${text}`), parsed()],
    [
      'URL-encoded text with plus signs for blanks',
      encodeURIComponent(JSON.stringify(withElements({ Sid: 'a b' }))).replaceAll('%20', '+'),
      parsed({ sid: 'a b' }),
    ],
    [
      'a plus sign in URL-encoded text that encodes blanks',
      encodeURIComponent(JSON.stringify(withElements({ Sid: 'a b+c' }))).replaceAll('%2B', '+'),
      parsed({ sid: 'a b+c' }),
    ],
    ['an empty Sid', withElements({ Sid: '' }), parsed()],
    ['wildcards without a colon', withElements({ Action: ['*', 's3*'] }), parsed({ actions: ['*', 's3*'] })],
    [
      'NotAction and NotResource',
      documentOf({ Effect: 'Deny', NotAction: 'iam:*', NotResource: ['arn:a', '*b'] }),
      parsed({
        effect: 'Deny',
        actions: [],
        notActions: ['iam:*'],
        resources: null,
        notResources: ['arn:a', '*b'],
      }),
    ],
    [
      'a trust policy, which has no resource',
      documentOf({
        Effect: 'Allow',
        Principal: { Service: 'ec2.amazonaws.com', AWS: ['*'] },
        Action: 'sts:AssumeRole',
      }),
      parsed({
        actions: ['sts:AssumeRole'],
        resources: null,
        principals: {
          anyone: false,
          aws: ['*'],
          service: ['ec2.amazonaws.com'],
          federated: [],
          canonicalUser: [],
        },
      }),
    ],
    [
      'everyone as principal',
      withElements({ Principal: '*' }),
      parsed({ principals: { anyone: true, aws: [], service: [], federated: [], canonicalUser: [] } }),
    ],
    [
      'everyone as a list of one',
      withElements({ NotPrincipal: ['*'] }),
      parsed({ notPrincipals: { anyone: true, aws: [], service: [], federated: [], canonicalUser: [] } }),
    ],
  ])('%s', (_, input, expected) => {
    expect(parsePolicyDocument(input)).toEqual(expected);
  });

  it('keeps the place of each statement', () => {
    const { statements } = parsePolicyDocument({ Statement: [VALID, { ...VALID, Sid: 'second' }] });
    expect(statements.map(({ index, sid }) => [index, sid])).toEqual([
      [0, null],
      [1, 'second'],
    ]);
  });
});
