import { describe, expect, it } from 'vitest';
import { loadCatalogDetails } from '../../src/catalog/catalog-details-file.js';
import { loadCatalog } from '../../src/catalog/catalog-file.js';
import HELPFUL_KEYS from '../../src/report-app/model/helpful-keys.json' with { type: 'json' };

const details = loadCatalogDetails(loadCatalog());
const pairs = HELPFUL_KEYS.flatMap(([names = '', key = '']) =>
  names.split(' ').map((name) => [name, key] as const),
);

describe('every condition key that the report recommends', () => {
  it.each(pairs)('%s has %s', (name, key) => {
    const action = details.action(name);
    const keys = [
      ...(action?.conditionKeys ?? []),
      ...(action?.resourceTypes ?? []).flatMap(({ conditionKeys }) => conditionKeys),
    ];
    expect(keys).toContain(key);
  });
});
