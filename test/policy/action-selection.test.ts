import { describe, expect, it } from 'vitest';
import { loadCatalog } from '../../src/catalog/catalog-file.js';
import { IndexSet } from '../../src/catalog/index-set.js';
import { ActionSelection } from '../../src/policy/action-selection.js';

const catalog = loadCatalog();
/** More questions than are answered action by action. */
const MANY_QUESTIONS = 600;

describe('ActionSelection', () => {
  it('answers the first questions and later ones alike', () => {
    const asked = new ActionSelection(catalog);
    const actions = catalog.expand('s3:*').union(catalog.expand('iam:Pass*'));
    const types = IndexSet.of(typesOf(catalog.actionIndex('s3:GetObject') ?? -1).slice(0, 1));
    for (let question = 0; question < MANY_QUESTIONS; question++) asked.touchable(actions, types);
    for (const action of ['s3:GetObject', 's3:ListBucket', 'iam:PassRole', 'ec2:RunInstances']) {
      const index = catalog.actionIndex(action) ?? -1;
      const some = IndexSet.of(typesOf(index));
      const first = IndexSet.of(typesOf(index).slice(0, 1));
      for (const set of [some, first, some.union(first)]) {
        for (const among of [actions, catalog.all, catalog.expand('ec2:*')]) {
          const fresh = new ActionSelection(catalog);
          expect(asked.grantable(among, set).key()).toBe(fresh.grantable(among, set).key());
          expect(asked.touchable(among, set).key()).toBe(fresh.touchable(among, set).key());
          expect(asked.deniable(among, set).key()).toBe(fresh.deniable(among, set).key());
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
