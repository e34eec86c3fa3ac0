import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packNames, unpackNames } from '../../../src/assessment/stored/action-words.js';

const NAMES = [
  'rds:CreateDBCluster',
  'rds:CreateDBInstance',
  'rds:DeleteDBCluster',
  's3:DeleteBucket',
  's3:DeleteBucketCORS',
];

describe('packed names of actions', () => {
  it('hold each word once and say how many words a name shares with the one before it', () => {
    expect(packNames(NAMES)).toEqual({
      words: 'Create DB Cluster Instance Delete Bucket CORS',
      names: { rds: '0abc' + '2d' + '0ebc', s3: '0ef' + '2g' },
    });
  });

  it('put marks before the letters of the rarer words', () => {
    const rare = Array.from({ length: 1500 }, (_, index) => `x:W${String(index).padStart(4, '0')}`);
    const { names } = packNames(rare);
    // `W` is the first word, so the digits of a name follow.
    expect(names['x']?.slice(0, 9)).toBe('0ab1c1d1e');
    expect(names['x']).toContain('1Z1!a1!b');
    expect(unpackNames(packNames(rare))).toEqual(rare);
  });

  it('give nothing for nothing', () => {
    expect(packNames([])).toEqual({ words: '', names: {} });
    expect(unpackNames({ words: '', names: {} })).toEqual([]);
  });

  it('give the names back, whatever they are made of', () => {
    const name = fc.string({
      unit: fc.constantFrom(...Array.from('aBcDE19-_*.')),
      minLength: 1,
      maxLength: 12,
    });
    const service = fc.tuple(
      fc.string({ unit: fc.constantFrom('a', 'b', 'c', '-'), minLength: 1, maxLength: 3 }),
      fc.uniqueArray(name, { minLength: 1 }),
    );
    fc.assert(
      fc.property(fc.uniqueArray(service, { selector: ([prefix]) => prefix }), (services) => {
        const names = services.flatMap(([prefix, own]) => own.map((each) => `${prefix}:${each}`));
        expect(unpackNames(packNames(names))).toEqual(names);
      }),
    );
  });
});
