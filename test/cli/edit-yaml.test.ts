import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { editYaml } from '../../src/cli/edit-yaml.js';
import { parseYaml } from '../../src/cli/parse-yaml.js';

const TEXT = `# the policy of the builders
Version: "2012-10-17"
Statement:
  - Sid: Objects # read by the site
    Effect: Allow
    Action: [s3:GetObject, s3:ListAllMyBuckets]
    Resource: "*"
  # until the queue moves
  - Sid: Queue
    Effect: Allow
    Action:
      - sqs:SendMessage # the only one
    Resource: '*'
`;
type Statement = Readonly<Record<string, unknown>>;
const read = (text: string) =>
  parseYaml(text, 'policy.yml').value as { readonly Statement: readonly Statement[] };
const withStatements = (text: string, change: (statements: readonly Statement[]) => readonly Statement[]) => {
  const before = read(text);
  const after = { ...before, Statement: change(before.Statement) };
  const edited = editYaml(text, before, after);
  expect(read(edited)).toEqual(after);
  return edited;
};

describe('YAML', () => {
  it('stays as it is where nothing changes', () => {
    expect(withStatements(TEXT, (statements) => statements)).toBe(TEXT);
  });

  it('keeps a comment over the statement that has most of the actions of the old one', () => {
    const written = `Statement:
  - Sid: Deploy # may deploy
    Effect: Allow
    Action: [lambda:CreateFunction, iam:PassRole]
    Resource: '*'
  # reading
  - Effect: Allow
    Action: [s3:GetObject, kms:Decrypt]
    Resource: '*'
`;
    const [deploy, ofRole, ofKey, ofBucket] = ['f:x', 'role/ci', 'key/id', 'bucket/*'];
    const edited = withStatements(written, ([first = {}]) => [
      { ...first, Action: ['lambda:CreateFunction'], Resource: deploy },
      { Sid: 'DeployNamed', Effect: 'Allow', Action: ['iam:PassRole'], Resource: ofRole },
      { Effect: 'Allow', Action: ['kms:Decrypt'], Resource: ofKey },
      { Effect: 'Allow', Action: ['s3:GetObject'], Resource: ofBucket },
    ]);
    expect(edited).toBe(`Statement:
  - Sid: Deploy # may deploy
    Effect: Allow
    Action: [lambda:CreateFunction]
    Resource: f:x
  - Sid: DeployNamed
    Effect: Allow
    Action:
      - iam:PassRole
    Resource: role/ci
  # reading
  - Effect: Allow
    Action: [kms:Decrypt]
    Resource: key/id
  - Effect: Allow
    Action:
      - s3:GetObject
    Resource: bucket/*
`);
  });

  it('keeps comments, quotes and the style of lists', () => {
    const edited = withStatements(TEXT, ([objects = {}, queue = {}]) => [
      { ...objects, Action: ['s3:ListAllMyBuckets'] },
      {
        Sid: 'ObjectsNamed',
        Effect: 'Allow',
        Action: 's3:GetObject',
        Resource: 'arn:aws:s3:::BUCKET_NAME/*',
      },
      { ...queue, Resource: 'arn:aws:sqs:REGION:ACCOUNT_ID:QUEUE_NAME' },
    ]);
    expect(edited).toBe(`# the policy of the builders
Version: "2012-10-17"
Statement:
  - Sid: Objects # read by the site
    Effect: Allow
    Action: [s3:ListAllMyBuckets]
    Resource: "*"
  - Sid: ObjectsNamed
    Effect: Allow
    Action: s3:GetObject
    Resource: arn:aws:s3:::BUCKET_NAME/*
  # until the queue moves
  - Sid: Queue
    Effect: Allow
    Action:
      - sqs:SendMessage # the only one
    Resource: arn:aws:sqs:REGION:ACCOUNT_ID:QUEUE_NAME
`);
  });

  it('takes comments along with entries that come into another statement', () => {
    const edited = withStatements(TEXT, ([objects = {}, queue = {}]) => [
      objects,
      { ...queue, Action: ['sqs:GetQueueUrl'] },
      { Effect: 'Allow', Action: ['sqs:SendMessage', 'sqs:GetQueueUrl'], Resource: 'arn' },
    ]);
    expect(edited).toContain(`
    Action:
      - sqs:SendMessage # the only one
      - sqs:GetQueueUrl
    Resource: arn
`);
    expect(edited.match(/the only one/g)).toHaveLength(1);
  });

  it('keeps lists that are not indented, and the ends of lines of Windows', () => {
    const text = TEXT.replace(/^ {2}/gm, '').replace('  - sqs', '- sqs').replaceAll('\n', '\r\n');
    const edited = withStatements(text, ([objects = {}, ...others]) => [
      { ...objects, Resource: 'arn' },
      ...others,
    ]);
    expect(edited).toBe(text.replace('Resource: "*"', 'Resource: arn'));
  });

  it('keeps the spaces and empty lines of all lines that do not change', () => {
    const text = TEXT.replace('# read by the site', '     # read by the site')
      .replace('\n  # until', '\n\n\n  # until')
      .replace('- sqs:SendMessage', '-   sqs:SendMessage');
    const edited = withStatements(text, ([objects = {}, ...others]) => [
      { ...objects, Action: ['s3:ListAllMyBuckets'] },
      { Sid: 'ObjectsNamed', Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn' },
      ...others,
    ]);
    expect(edited).toBe(
      text
        .replace('[s3:GetObject, s3:ListAllMyBuckets]', '[s3:ListAllMyBuckets]')
        .replace(
          '    Resource: "*"\n',
          '    Resource: "*"\n  - Sid: ObjectsNamed\n    Effect: Allow\n    Action: s3:GetObject\n    Resource: arn\n',
        ),
    );
  });

  it('keeps a value over several lines, and changes one beside it', () => {
    const text = 'Statement:\n- Sid: >-\n     two\n     lines\n  Resource:   "*"   # all\n';
    const edited = withStatements(text, ([first = {}]) => [{ ...first, Resource: 'a: b' }]);
    expect(edited).toBe(text.replace('"*"', '"a: b"'));
  });

  it('holds any new value afterwards', () => {
    const value = fc.jsonValue({ maxDepth: 4 });
    fc.assert(
      fc.property(value, value, fc.constantFrom(0, 80), (before, after, lineWidth) => {
        const text = stringify(before, { lineWidth, aliasDuplicateObjects: false });
        const edited = editYaml(text, parse(text), after);
        expect(JSON.stringify(parse(edited))).toBe(JSON.stringify(after));
      }),
      { numRuns: 500 },
    );
  });

  it('quotes what would not be a text without quotes', () => {
    const edited = withStatements(TEXT, ([objects = {}]) => [{ ...objects, Action: ['*', 'true', '1'] }]);
    expect(edited).toContain('Action: ["*", "true", "1"]');
  });

  it('writes out what an alias stands for where it changes', () => {
    const text = 'Statement:\n  - &one\n    Sid: A\n    Resource: "*"\n  - *one\n';
    const edited = withStatements(text, ([first = {}]) => [first, { ...first, Resource: 'arn' }]);
    expect(edited).toBe(
      'Statement:\n  - &one\n    Sid: A\n    Resource: "*"\n  - Sid: A\n    Resource: arn\n',
    );
  });
});
