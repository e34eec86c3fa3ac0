import { expect, it } from 'vitest';
import { compileCatalog } from '../../scripts/catalog/compile.js';
import { parseCatalog } from '../../src/catalog/parse-catalog.js';

it('keeps apart what stands beside a name that holds what ends lines or fields', () => {
  const { index } = compileCatalog({
    date: '2026-11-01',
    source: 'a test',
    resourceControlPolicyServices: ['one'],
    services: [
      service('one', 'First; or | other', 'arn:${Partition}:one:::thing/${Name}'),
      service('two', 'Second', 'arn:${Partition}:two:::thing|${Name}'),
    ],
  });
  const catalog = parseCatalog(JSON.stringify(index));
  expect(catalog.services.map(({ prefix, name, canonicalNames }) => [prefix, name, canonicalNames])).toEqual([
    ['one', 'First, or / other', ['one:GetThing']],
    ['two', 'Second', ['two:GetThing']],
  ]);
  expect(catalog.resourceTypes).toEqual([
    { service: 'one', name: 'thing', template: 'arn:${Partition}:one:::thing/${Name}' },
    { service: 'two', name: 'thing', template: 'arn:${Partition}:two:::thing/${Name}' },
  ]);
});

function service(prefix: string, name: string, template: string) {
  return {
    prefix,
    name,
    actions: [
      {
        name: 'GetThing',
        description: '',
        level: 'Read',
        resourceTypes: [{ name: 'thing', required: true }],
        conditionKeys: [],
      },
    ],
    resourceTypes: [{ name: 'thing', template, conditionKeys: [] }],
    conditionKeyTypes: {},
  };
}
