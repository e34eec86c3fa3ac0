import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Environment } from '../../src/infrastructure/cloudformation/environment.js';
import { Resolver } from '../../src/infrastructure/cloudformation/resolver.js';
import { objectIn, templateResource } from '../../src/infrastructure/cloudformation/template.js';
import { NO_VALUE, textOf, Undecided, Unknown } from '../../src/infrastructure/unknown-values.js';
import type { JsonObject } from '../../src/policy/json-shape.js';

function resolverOf(template: JsonObject): Resolver {
  const section = objectIn(template, 'Resources');
  const resources = new Map(
    Object.entries(section).flatMap(([id, entry]) => {
      const resource = templateResource(id, entry, { holder: section, key: id });
      return resource === null ? [] : [[id, resource] as const];
    }),
  );
  return new Resolver(
    {
      parameters: objectIn(template, 'Parameters'),
      mappings: objectIn(template, 'Mappings'),
      conditions: objectIn(template, 'Conditions'),
      outputs: objectIn(template, 'Outputs'),
      resources,
      generatedRoles: new Map(),
      macros: [],
    },
    new Environment({ accountId: '111122223333', isAccountKnown: true }, 'eu-west-1'),
  );
}

const TEMPLATE = {
  Parameters: {
    Given: { Type: 'String', Default: 'a' },
    Open: { Type: 'String' },
    Secret: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/x' },
    One: { Type: 'String', AllowedValues: ['only'] },
    List: { Type: 'CommaDelimitedList', Default: 'x, y' },
    Count: { Type: 'Number', Default: 3 },
    Looked: { Type: 'String', Default: '{{resolve:ssm:own}}' },
  },
  Mappings: { M: { a: { b: 'found', list: ['p', 'q'] } } },
  Conditions: {
    Yes: { 'Fn::Equals': [{ Ref: 'Given' }, 'a'] },
    No: { 'Fn::Not': [{ Condition: 'Yes' }] },
    Maybe: { 'Fn::Equals': [{ Ref: 'Open' }, 'b'] },
    NoAndMaybe: { 'Fn::And': [{ Condition: 'No' }, { Condition: 'Maybe' }] },
    YesOrMaybe: { 'Fn::Or': [{ Condition: 'Yes' }, { Condition: 'Maybe' }] },
    PartlyOpen: { 'Fn::Equals': [{ 'Fn::Sub': 'x-${Open}' }, 'x-b'] },
    Circle: { 'Fn::Or': [{ Condition: 'Circle' }, { Condition: 'No' }] },
  },
  Resources: {
    Role: { Type: 'AWS::IAM::Role', Properties: { Path: '/p/' } },
    Bucket: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'b' } },
    Nameless: { Type: 'AWS::S3::Bucket' },
    Own: { Type: 'AWS::S3::Bucket', Properties: { BucketName: { Ref: 'Own' } } },
  },
};

describe('functions of CloudFormation', () => {
  const resolver = resolverOf(TEMPLATE);

  test.each<[unknown, unknown]>([
    [{ Ref: 'Given' }, 'a'],
    [{ Ref: 'One' }, 'only'],
    [{ Ref: 'List' }, ['x', 'y']],
    [{ Ref: 'Count' }, '3'],
    [{ Ref: 'AWS::AccountId' }, '111122223333'],
    [{ Ref: 'AWS::Region' }, 'eu-west-1'],
    [{ Ref: 'AWS::URLSuffix' }, 'amazonaws.com'],
    [{ Ref: 'AWS::NoValue' }, NO_VALUE],
    [
      [1, { Ref: 'AWS::NoValue' }, 2],
      [1, 2],
    ],
    [{ keep: 1, leave: { Ref: 'AWS::NoValue' } }, { keep: 1 }],
    [{ 'Fn::GetAtt': ['Role', 'Arn'] }, 'arn:aws:iam::111122223333:role/p/Role'],
    [{ 'Fn::GetAtt': 'Bucket.Arn' }, 'arn:aws:s3:::b'],
    [{ Ref: 'Bucket' }, 'b'],
    [
      { 'Fn::Sub': '${Given}/${!aws:username}/${aws:username}/${Bucket.Arn}' },
      'a/${aws:username}/${aws:username}/arn:aws:s3:::b',
    ],
    [{ 'Fn::Sub': ['${x}-${Given}', { x: { Ref: 'List' } }] }, 'x,y-a'],
    [{ 'Fn::Join': ['/', ['a', { Ref: 'Given' }, { 'Fn::Join': ['', ['b', 'c']] }]] }, 'a/a/bc'],
    [{ 'Fn::FindInMap': ['M', { Ref: 'Given' }, 'b'] }, 'found'],
    [{ 'Fn::FindInMap': ['M', 'a', 'none', { DefaultValue: 'd' }] }, 'd'],
    [{ 'Fn::Select': ['1', { 'Fn::FindInMap': ['M', 'a', 'list'] }] }, 'q'],
    [{ 'Fn::Select': [1, { 'Fn::Split': [':', 'a:b:c'] }] }, 'b'],
    [{ 'Fn::Length': { Ref: 'List' } }, 2],
    [{ 'Fn::ToJsonString': { a: { Ref: 'Given' } } }, '{"a":"a"}'],
    [{ 'Fn::If': ['Yes', 1, 2] }, 1],
    [{ 'Fn::If': ['No', 1, { Ref: 'AWS::NoValue' }] }, NO_VALUE],
    [{ 'Fn::If': ['NoAndMaybe', 1, 2] }, 2],
    [{ 'Fn::If': ['YesOrMaybe', 1, 2] }, 1],
  ])('%j', (expression, expected) => {
    expect(resolver.resolve(expression)).toEqual(expected);
  });

  test.each<[unknown, string]>([
    [{ Ref: 'Open' }, '${Open}'],
    [{ Ref: 'Secret' }, '${Secret}'],
    [{ Ref: 'Nobody' }, '${Nobody}'],
    [{ Ref: 'AWS::StackName' }, '${AWS::StackName}'],
    [{ Ref: 'Own' }, '${Own}'],
    [{ 'Fn::GetAtt': ['Nameless', 'Arn'] }, 'arn:aws:s3:::${Nameless}'],
    [{ 'Fn::GetAtt': ['Bucket', 'DomainName'] }, '${Bucket.DomainName}'],
    [{ 'Fn::Sub': 'a-${Open}-${Given}' }, 'a-${Open}-a'],
    [{ 'Fn::Join': [':', ['a', { Ref: 'Open' }]] }, 'a:${Open}'],
    [{ 'Fn::ImportValue': { 'Fn::Sub': '${Given}-export' } }, '${importa-export}'],
    [{ 'Fn::FindInMap': ['M', { Ref: 'Open' }, 'b'] }, '${Fn::FindInMapofOpen}'],
    [{ 'Fn::Select': [1, { 'Fn::Split': ['-', { 'Fn::Sub': 'a-${Open}' }] }] }, '${Open}'],
    [{ 'Fn::Transform': { Name: 'AWS::Include' } }, '${Fn::Transform}'],
    [{ 'Fn::Cidr': [1, 2] }, '${Fn::Cidr}'],
    ['{{resolve:ssm:/app/bucket:1}}', '${resolve.ssm.app.bucket.1}'],
    ['arn:aws:s3:::{{resolve:ssm:bucket}}/*', 'arn:aws:s3:::${resolve.ssm.bucket}/*'],
    [{ Ref: 'Looked' }, '${resolve.ssm.own}'],
    [
      { 'Fn::Sub': 'arn:aws:s3:::{{resolve:ssm:/${Given}/${Open}/name}}/*' },
      'arn:aws:s3:::${resolve.ssm.a.Open.name}/*',
    ],
    [
      { 'Fn::Join': ['', ['{{resolve:secretsmanager:', { Ref: 'Given' }, ':SecretString:arn}}']] },
      '${resolve.secretsmanager.a.SecretString.arn}',
    ],
  ])('%j stays unknown', (expression, placeholder) => {
    const resolved = resolver.resolve(expression);
    expect(resolved).toBeInstanceOf(Unknown);
    expect(textOf(resolved)).toBe(placeholder);
  });

  test.each(['Maybe', 'PartlyOpen', 'Circle', 'NotThere'])('%s is not decided', (condition) => {
    expect(resolver.resolve({ 'Fn::If': [condition, 1, 2] })).toEqual(new Undecided(1, 2));
    expect(resolver.resolve({ 'Fn::Join': ['', ['a', { 'Fn::If': [condition, 'b', 'c'] }]] })).toEqual(
      new Undecided('ab', 'ac'),
    );
  });

  test('values without functions come back as they are', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), (json) => {
        const isPlain = !JSON.stringify(json).includes('"Ref"') && !JSON.stringify(json).includes('"Fn::');
        fc.pre(isPlain);
        expect(resolver.resolve(json)).toEqual(json);
      }),
    );
  });

  test('Fn::Join and Fn::Sub of known texts are what they say', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), fc.string(), (texts, delimiter) => {
        expect(resolver.resolve({ 'Fn::Join': [delimiter, texts] })).toBe(texts.join(delimiter));
        const variables = Object.fromEntries(texts.map((text, index) => [`v${index}`, text]));
        const written = texts.map((_, index) => `\${v${index}}`).join('|');
        expect(resolver.resolve({ 'Fn::Sub': [written, variables] })).toBe(texts.join('|'));
      }),
    );
  });

  test('whatever stands where functions do, something comes of it', () => {
    const names = [
      'Ref',
      'Fn::GetAtt',
      'Fn::If',
      'Fn::Sub',
      'Fn::Join',
      'Fn::Select',
      'Fn::Split',
      'Fn::FindInMap',
    ];
    const { expression } = fc.letrec((tie) => ({
      expression: fc.oneof(
        { maxDepth: 5 },
        fc.constantFrom<unknown>('Given', 'Open', 'Maybe', '${Open}', 'M', 0, null, true),
        fc.array(tie('expression'), { maxLength: 4 }),
        fc.tuple(fc.constantFrom(...names), tie('expression')).map(([name, value]) => ({ [name]: value })),
        fc.dictionary(fc.string(), tie('expression'), { maxKeys: 3 }),
      ),
    }));
    fc.assert(
      fc.property(expression, (each) => {
        const resolved = resolver.resolve(each);
        expect(resolved === undefined && each !== undefined).toBe(false);
      }),
      { numRuns: 500 },
    );
  });
});

test.each([
  ['eu-west-1', 'aws', 'amazonaws.com'],
  ['cn-north-1', 'aws-cn', 'amazonaws.com.cn'],
  ['us-gov-west-1', 'aws-us-gov', 'amazonaws.com'],
  ['us-isob-east-1', 'aws-iso-b', 'sc2s.sgov.gov'],
  ['eusc-de-east-1', 'aws-eusc', 'amazonaws.eu'],
])('what is deployed to %s is in the partition %s', (region, partition, suffix) => {
  const environment = new Environment({ accountId: '111122223333', isAccountKnown: true }, region);
  expect(environment.pseudoParameter('AWS::Partition')).toBe(partition);
  expect(environment.pseudoParameter('AWS::URLSuffix')).toBe(suffix);
});
