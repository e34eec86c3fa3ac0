import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadCatalog } from '../../src/catalog/catalog-file.js';
import { expandPolicy } from '../../src/policy/expand-policy.js';
import { InputError } from '../../src/policy/input-error.js';
import { parsePolicyDocument } from '../../src/policy/parse-policy-document.js';

const catalog = loadCatalog();

/** Elements of policies with anything at all in them: most are wrong in some way, some in none. */
const value = fc.oneof(
  fc.constantFrom(
    '*',
    'Allow',
    'Deny',
    '2012-10-17',
    's3:GetObject',
    'arn:aws:s3:::*',
    'true',
    '__proto__',
    '%7B%7D',
  ),
  fc.jsonValue({ maxDepth: 2 }),
  fc.array(fc.constantFrom('s3:*', 'iam:Pass*', '*')),
);
const key = fc.constantFrom(
  'Version',
  'Id',
  'Statement',
  'Sid',
  'Effect',
  'Principal',
  'NotPrincipal',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Condition',
  '__proto__',
  'constructor',
  'AWS',
  'StringLike',
  'ForAllValues:Bool',
);
const statement = fc.oneof(
  fc.dictionary(key, fc.oneof(value, fc.dictionary(key, fc.oneof(value, fc.dictionary(key, value)))), {
    maxKeys: 5,
  }),
  value,
);
const document = fc.oneof(
  fc.record(
    { Version: value, Statement: fc.oneof(fc.array(statement, { maxLength: 3 }), statement) },
    { requiredKeys: ['Statement'] },
  ),
  fc.jsonValue(),
  fc.string(),
  fc.json(),
  fc.json().map(encodeURIComponent),
);

const action = fc.constantFrom(
  's3:Get*',
  's3:GetObject',
  'S3:LISTBUCKET',
  'sqs:*',
  '*:GetPasswordData',
  'iam:?assRole',
  'nothing:*',
  'nothing:Here',
  'ecr:Get*Token',
);
const oneOrMany = fc.oneof(action, fc.array(action, { minLength: 1, maxLength: 4 }));
const validStatement = fc
  .tuple(
    fc.constantFrom('Allow', 'Deny'),
    fc.constantFrom('Action', 'NotAction'),
    oneOrMany,
    fc.option(fc.string(), { nil: undefined }),
  )
  .map(([Effect, element, actions, Sid]) => ({
    ...(Sid === undefined ? {} : { Sid }),
    Effect,
    [element]: actions,
    Resource: '*',
  }));
const validDocument = fc.record({
  Version: fc.constant('2012-10-17'),
  Statement: fc.oneof(validStatement, fc.array(validStatement, { maxLength: 3 })),
});

/** The error a call throws; null if it throws none. */
function thrownBy(call: () => unknown): unknown {
  try {
    call();
    return null;
  } catch (error) {
    return error;
  }
}

describe('parsing whatever comes', () => {
  it('throws nothing but InputError, with one sentence and a JSON path', () => {
    fc.assert(
      fc.property(document, (input) => {
        const error = thrownBy(() => parsePolicyDocument(input));
        if (error === null) return;
        expect(error).toBeInstanceOf(InputError);
        // It was checked to be one just above.
        const { message, where } = error as InputError;
        expect(message.includes('\n')).toBe(false);
        expect(where.startsWith('$')).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it('gives the same for one statement and for a list of one', () => {
    fc.assert(
      fc.property(validStatement, (only) => {
        expect(parsePolicyDocument({ Statement: only })).toEqual(parsePolicyDocument({ Statement: [only] }));
      }),
    );
  });

  it('gives the same for a string and for a list of one, in every element', () => {
    fc.assert(
      fc.property(
        action,
        fc.constantFrom('Action', 'NotAction'),
        fc.constantFrom('Resource', 'NotResource'),
        fc.string(),
        (name, actions, resources, text) => {
          const single = {
            Effect: 'Allow',
            [actions]: name,
            [resources]: text,
            Principal: { AWS: text },
            Condition: { StringLike: { k: text } },
          };
          const lists = {
            Effect: 'Allow',
            [actions]: [name],
            [resources]: [text],
            Principal: { AWS: [text] },
            Condition: { StringLike: { k: [text] } },
          };
          expect(parsePolicyDocument({ Statement: single })).toEqual(
            parsePolicyDocument({ Statement: lists }),
          );
        },
      ),
    );
  });

  it('gives the same for an object, its text and its URL-encoded text', () => {
    fc.assert(
      fc.property(validDocument, (input) => {
        const parsed = parsePolicyDocument(input);
        const text = JSON.stringify(input);
        expect(parsePolicyDocument(text)).toEqual(parsed);
        expect(parsePolicyDocument(`\ufeff${text}`)).toEqual(parsed);
        expect(parsePolicyDocument(encodeURIComponent(text))).toEqual(parsed);
      }),
    );
  });
});

describe('expanding a policy', () => {
  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(validDocument, (input) => {
        const once = expandPolicy(input, catalog);
        expect(expandPolicy(once, catalog)).toEqual(once);
      }),
      { numRuns: 300 },
    );
  });

  it('keeps the meaning and everything but Action and NotAction', () => {
    fc.assert(
      fc.property(validDocument, (input) => {
        const before = parsePolicyDocument(input).statements;
        const after = parsePolicyDocument(expandPolicy(input, catalog)).statements;
        const meaning = ({ actions, notActions, ...rest }: (typeof before)[number]) => ({
          ...rest,
          inverted: notActions !== null,
          actions: catalog.expandAll(notActions ?? actions).key(),
        });
        expect(after.map(meaning)).toEqual(before.map(meaning));
      }),
      { numRuns: 300 },
    );
  });

  it('leaves no wildcard that matches a known action', () => {
    expect(
      expandPolicy(
        {
          Id: 'x',
          Statement: {
            Effect: 'Allow',
            Action: ['ecr:Get*Token', 'nothing:*', 'ecr:GetAuthorizationToken'],
            Resource: '*',
          },
        },
        catalog,
      ),
    ).toEqual({
      Id: 'x',
      Statement: { Effect: 'Allow', Action: ['ecr:GetAuthorizationToken', 'nothing:*'], Resource: '*' },
    });
  });
});
