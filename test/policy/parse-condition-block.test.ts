import { describe, expect, it } from 'vitest';
import { parsePolicyDocument } from '../../src/policy/parse-policy-document.js';
import type { Statement } from '../../src/policy/policy-document.js';

type Fields = Readonly<Record<string, unknown>>;

const withCondition = (Condition: Fields): Fields => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*', Condition }],
});

describe('conditions of a statement', () => {
  it.each<[string, Fields, Statement['conditions']]>([
    [
      'one value and a list',
      { StringEquals: { a: 'x' }, StringLike: { b: ['y', 'z'] } },
      [
        { operator: 'StringEquals', quantifier: null, ifExists: false, key: 'a', values: ['x'] },
        { operator: 'StringLike', quantifier: null, ifExists: false, key: 'b', values: ['y', 'z'] },
      ],
    ],
    [
      'numbers and booleans as values',
      { NumericLessThan: { 's3:max-keys': 10 }, Bool: { 'aws:SecureTransport': [true, false] } },
      [
        {
          operator: 'NumericLessThan',
          quantifier: null,
          ifExists: false,
          key: 's3:max-keys',
          values: ['10'],
        },
        {
          operator: 'Bool',
          quantifier: null,
          ifExists: false,
          key: 'aws:SecureTransport',
          values: ['true', 'false'],
        },
      ],
    ],
    [
      'operators in any case',
      { 'forallvalues:stringlikeifexists': { k: 'v' } },
      [{ operator: 'StringLike', quantifier: 'ForAllValues', ifExists: true, key: 'k', values: ['v'] }],
    ],
    [
      'ForAnyValue',
      { 'ForAnyValue:ArnLike': { k: [] } },
      [{ operator: 'ArnLike', quantifier: 'ForAnyValue', ifExists: false, key: 'k', values: [] }],
    ],
    [
      'several keys under one operator',
      { Null: { a: 'true', b: false } },
      [
        { operator: 'Null', quantifier: null, ifExists: false, key: 'a', values: ['true'] },
        { operator: 'Null', quantifier: null, ifExists: false, key: 'b', values: ['false'] },
      ],
    ],
    ['an empty block', {}, []],
  ])('%s', (_, Condition, expected) => {
    expect(parsePolicyDocument(withCondition(Condition)).statements[0]?.conditions).toEqual(expected);
  });
});
