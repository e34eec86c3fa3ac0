import fc from 'fast-check';
import { expect, it } from 'vitest';
import { indexRunsText } from '../../src/assessment/index-runs.js';
import { IndexSet } from '../../src/catalog/index-set.js';
import { ActionLists } from '../../src/output/action-lists.js';

/** In the order of the catalogue, which does not regard case; the list has capitals first. */
const PLAIN = ['s3:GetA', 's3:getB', 's3:GetC', 's3:PutACL', 's3:PutAb', 's3:PutAC', 'sns:Tag'];

it.each([
  ['names', PLAIN],
  ['names that JSON escapes', [...PLAIN, 'sns:"', 'sns:#']],
])(
  'writes the union of sets of %s as a sorted list without repetition, and knows what it wrote',
  (_, actions) => {
    const set = fc.uniqueArray(fc.integer({ min: 0, max: actions.length - 1 }), { minLength: 1 });
    fc.assert(
      fc.property(fc.array(set, { maxLength: 4 }), (drawn) => {
        const actionSets = drawn.map((members) => indexRunsText(IndexSet.of(members)));
        const lists = new ActionLists({ actions, actionSets, findings: [] });
        const written = new Set(drawn.flat().map((action) => actions[action]));
        expect(JSON.parse(lists.text(drawn.map((__, number) => number)))).toEqual([...written].sort());
        expect(actions.filter((__, action) => lists.hasWritten(action))).toEqual(
          actions.filter((name) => written.has(name)),
        );
      }),
    );
  },
);
