import fc from 'fast-check';
import { expect, test } from 'vitest';
import { jsonOfLists } from '../../src/cli/json-of-lists.js';

test('lists are written entry by entry as the AWS CLI writes the whole', () => {
  fc.assert(
    fc.property(fc.record({ users: fc.array(fc.jsonValue()), groups: fc.array(fc.jsonValue()) }), (lists) => {
      expect([...jsonOfLists(lists)].join('')).toBe(`${JSON.stringify(lists, null, 4)}\n`);
    }),
  );
});
