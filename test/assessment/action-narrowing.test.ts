import { describe, expect, it } from 'vitest';
import { narrowings } from '../../src/assessment/action-narrowing.js';
import { ActionTable } from '../../src/assessment/action-table.js';
import { loadCatalog } from '../../src/catalog/catalog-file.js';

const catalog = loadCatalog();

describe('to what actions can be narrowed', () => {
  it('is told by their resource types, those of the most actions first, each type once', () => {
    const sets = [
      catalog.setOf(['s3:GetObject', 's3:PutObject', 's3:PutBucketPolicy']),
      catalog.setOf(['s3:PutBucketPolicy']),
      catalog.setOf(['s3:ListAllMyBuckets', 'iam:PassRole']),
    ];
    const found = narrowings(sets, catalog);
    const named = found.narrowings.map((narrowing) => ({
      types: narrowing?.resourceTypes.map((type) => found.resourceTypes[type]?.name),
      without: narrowing?.without,
    }));
    expect(named[0]?.types?.[0]).toBe('s3:object');
    expect(named[1]).toEqual({ types: ['s3:bucket'], without: undefined });
    expect(named[2]).toEqual({ types: ['iam:role'], without: 1 });
    expect(new Set(found.resourceTypes.map(({ name }) => name)).size).toBe(found.resourceTypes.length);
    expect(found.resourceTypes.find(({ name }) => name === 's3:bucket')?.arn).toBe(
      'arn:${Partition}:s3:::${BucketName}',
    );
  });

  it('is not told for very many actions', () => {
    expect(narrowings([catalog.all], catalog)).toEqual({ resourceTypes: [], narrowings: [null] });
  });
});

describe('access levels', () => {
  it('are those of the catalogue for the actions of the table; Write is left out', () => {
    const table = new ActionTable();
    table.add(catalog.setOf(['s3:GetObject', 's3:PutObject', 's3:PutBucketPolicy', 's3:ListBucket']));
    const { actions, accessLevels } = table.build(catalog, new Set());
    expect(actions).toEqual(['s3:GetObject', 's3:ListBucket', 's3:PutBucketPolicy', 's3:PutObject']);
    expect(accessLevels).toEqual({ Read: '0', List: '1', 'Permissions management': '2' });
  });
});
