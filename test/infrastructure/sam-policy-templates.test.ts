import { describe, expect, test } from 'vitest';
import { loadCatalog } from '../../src/catalog/catalog-file.js';
import table from '../../src/infrastructure/data/sam-policy-templates.json' with { type: 'json' };

describe('the policy templates of SAM', () => {
  test('name actions of the catalogue, but for those that AWS no longer has', () => {
    const catalog = loadCatalog();
    const actions = Object.values(table.templates)
      .flat()
      .flatMap(({ Action }) => Action);
    const unknown = actions.filter((action) => catalog.expand(action).isEmpty);
    expect([...new Set(unknown)].sort()).toEqual([
      'sqs:ChangeMessageVisibilityBatch',
      'sqs:DeleteMessageBatch',
    ]);
  });
});
