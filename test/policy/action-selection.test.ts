import { describe, expect, it } from 'vitest';
import { loadCatalog } from '../../src/catalog/catalog-file.js';
import { IndexSet } from '../../src/catalog/index-set.js';
import { ActionSelection } from '../../src/policy/action-selection.js';

const catalog = loadCatalog();
describe('ActionSelection', () => {
  it('answers of many actions and of few, first and again, as looking at each of them does', () => {
    const asked = new ActionSelection(catalog);
    const s3 = catalog.expand('s3:*').union(catalog.expand('iam:Pass*'));
    for (const action of ['s3:GetObject', 's3:ListBucket', 'iam:PassRole', 'ec2:RunInstances']) {
      const index = catalog.actionIndex(action) ?? -1;
      const many = IndexSet.range(0, 1200);
      for (const types of [IndexSet.of(typesOf(index)), IndexSet.of(typesOf(index).slice(0, 1)), many]) {
        const one = catalog.expand(action);
        for (const among of [one, s3, catalog.all, catalog.expand('ec2:*'), s3, one]) {
          const expected = (fulfils: (required: readonly number[], optional: readonly number[]) => boolean) =>
            among.indexes().filter((each) => {
              const { required, optional } = catalog.requirement(each);
              return fulfils(required, optional);
            });
          expect(asked.grantable(among, types).indexes()).toEqual(
            expected((required, optional) =>
              required.length > 0 ? types.hasAll(required) : types.hasAny(optional),
            ),
          );
          expect(asked.touchable(among, types).indexes()).toEqual(
            expected((required, optional) => types.hasAny([...required, ...optional])),
          );
          expect(asked.deniable(among, types).indexes()).toEqual(
            expected((required, optional) =>
              required.length > 0 ? types.hasAny(required) : optional.length > 0 && types.hasAll(optional),
            ),
          );
        }
      }
    }
  });

  it('grants an action all of whose required types are covered, and denies it where one is', () => {
    const asked = new ActionSelection(catalog);
    const runInstances = catalog.actionIndex('ec2:RunInstances') ?? -1;
    const { required } = catalog.requirement(runInstances);
    const one = IndexSet.of([runInstances]);
    expect(required.length).toBeGreaterThan(1);
    expect(asked.grantable(one, IndexSet.of(required)).indexes()).toEqual([runInstances]);
    expect(asked.grantable(one, IndexSet.of(required.slice(1))).indexes()).toEqual([]);
    expect(asked.touchable(one, IndexSet.of(required.slice(1))).indexes()).toEqual([runInstances]);
    expect(asked.deniable(one, IndexSet.of(required.slice(1))).indexes()).toEqual([runInstances]);
    expect(asked.deniable(one, IndexSet.empty).indexes()).toEqual([]);
  });
});

function typesOf(action: number): readonly number[] {
  const { required, optional } = catalog.requirement(action);
  return [...required, ...optional];
}
