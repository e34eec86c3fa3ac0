import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadCatalog } from '../../src/catalog/catalog-file.js';
import { IndexSet } from '../../src/catalog/index-set.js';
import { actionsWithin, beginningsOfService } from '../../src/fixes/written-actions.js';

const catalog = loadCatalog();
const PATTERNS = ['s3:*', 'S3:Get*', 's3:*Object*', 's3:?et*', 'iam:Cre*', 'sqs:*', 's*:List*', 'ec2:Run*'];

describe('patterns for some of the actions of a pattern', () => {
  it('select exactly these, and nothing beyond the pattern', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...PATTERNS),
        fc.constantFrom('names', 'beginnings'),
        fc.infiniteStream(fc.integer({ min: 0, max: 9 })),
        fc.integer({ min: 0, max: 9 }),
        (pattern, spelling, digits, share) => {
          const matched = catalog.expand(pattern);
          const chosen = IndexSet.of(matched.indexes().filter(() => (digits.next().value ?? 0) < share));
          const written = actionsWithin(pattern, chosen, catalog, spelling);
          expect(catalog.expandAll(written).equals(chosen)).toBe(true);
          const beyond = written.filter((each) => !matched.includes(catalog.expand(each)));
          expect(beyond).toEqual([]);
          // A wildcard of ours begins with what the pattern demands, so that new actions fit the pattern as well.
          const expression = new RegExp(`^${pattern.replaceAll('*', '.*').replaceAll('?', '[^*]')}$`, 'i');
          expect(written.filter((each) => !expression.test(each))).toEqual([]);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('are names where few are left, and beginnings where many are', () => {
    const few = catalog.setOf(['s3:GetObject', 's3:GetObjectAcl']);
    expect(actionsWithin('s3:*', few, catalog, 'names')).toEqual(['s3:GetObject', 's3:GetObjectAcl']);
    const many = catalog.expand('s3:*').minus(few);
    expect(actionsWithin('s3:*', many, catalog, 'names').length).toBeLessThan(60);
  });

  it('are the pattern itself where nothing is taken from it', () => {
    expect(actionsWithin('S3:get*', catalog.expand('s3:*'), catalog, 'names')).toEqual(['S3:get*']);
    expect(actionsWithin('s3:Get*', catalog.expand('sqs:*'), catalog, 'names')).toEqual([]);
  });
});

describe('all actions of a service by what they begin with', () => {
  it('are all of them, and never the whole service in one', () => {
    for (const service of catalog.services) {
      const patterns = beginningsOfService(service, catalog);
      const all = IndexSet.range(service.first, service.end);
      expect(catalog.expandAll(patterns).equals(all)).toBe(true);
      expect(patterns.filter((pattern) => /:\*+$/.test(pattern))).toEqual([]);
    }
  });
});
