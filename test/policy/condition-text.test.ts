import { describe, expect, it } from 'vitest';
import { eitherText } from '../../src/policy/condition-text.js';

describe('what must be so where one of several statements is enough', () => {
  it.each<[string, readonly (readonly string[])[], readonly string[]]>([
    ['of none', [], []],
    ['of one', [['A a 1', 'B b 2']], ['A a 1', 'B b 2']],
    ['of two with different tests', [['A a 1'], ['B b 2']], ['A a 1, or B b 2']],
    [
      'of three with several tests',
      [['A a 1', 'B b 2'], ['C c 3'], ['D d 4']],
      ['A a 1 and B b 2, or C c 3, or D d 4'],
    ],
    [
      'of two that have one test in common',
      [
        ['A a 1', 'M m true'],
        ['M m true', 'B b 2'],
      ],
      ['M m true', 'A a 1, or B b 2'],
    ],
    ['of two of which one asks for nothing', [['A a 1'], []], []],
    ['of two that ask for nothing', [[], []], []],
    ['of two that ask for the same', [['A a 1'], ['A a 1']], ['A a 1']],
    [
      'of two that ask for the same in another order',
      [
        ['A', 'B'],
        ['B', 'A'],
        ['A', 'B'],
      ],
      ['A', 'B'],
    ],
    ['of two of which one asks for more', [['A a 1', 'B b 2'], ['B b 2']], ['B b 2']],
  ])('%s', (_, alternatives, text) => {
    expect(eitherText(alternatives)).toEqual(text);
  });
});
