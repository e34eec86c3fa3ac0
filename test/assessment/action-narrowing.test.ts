import { describe, expect, it } from 'vitest';
import { levelByName } from '../../src/assessment/access-level.js';
import { narrowings } from '../../src/assessment/action-narrowing.js';
import { ActionTable } from '../../src/assessment/action-table.js';
import { indexRuns } from '../../src/assessment/index-runs.js';
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
    expect(found).toEqual({
      resourceTypes: ['s3:object', 's3:accesspointobject', 's3:bucket', 'iam:role'],
      narrowings: ['0,1', '2', '3!1'],
    });
  });

  it('is not told for very many actions', () => {
    expect(narrowings([catalog.all], catalog)).toEqual({ resourceTypes: [], narrowings: [''] });
  });
});

describe('access levels', () => {
  it('give back the level of the catalogue for every action, by name where they are in no set', () => {
    const table = new ActionTable();
    table.add(catalog.all);
    const { actions, accessLevels } = table.build(catalog, new Set());
    const listed = new Map(
      Object.entries(accessLevels).flatMap(([level, text]) =>
        indexRuns(text).flatMap(({ first, last }) =>
          actions.slice(first, last + 1).map((action) => [action, level] as const),
        ),
      ),
    );
    const wrong = actions.filter(
      (action) =>
        (listed.get(action) ?? levelByName(action)) !==
        catalog.accessLevel(catalog.actionIndex(action) ?? -1),
    );
    expect(wrong).toEqual([]);
    expect(listed.has('s3:PutObject')).toBe(false);
  });

  it('are those of the catalogue for the actions of the table; Write is left out', () => {
    const table = new ActionTable();
    table.add(catalog.setOf(['s3:GetObject', 's3:PutObject', 's3:PutBucketPolicy', 's3:ListBucket']));
    const { actions, accessLevels } = table.build(catalog, new Set());
    expect(actions).toEqual(['s3:GetObject', 's3:ListBucket', 's3:PutBucketPolicy', 's3:PutObject']);
    expect(accessLevels).toEqual({ Read: '0', List: '1', 'Permissions management': '2' });
  });
});
