import fc from 'fast-check';
import { expect, it } from 'vitest';
import { IndexSet } from '../../src/catalog/index-set.js';
import { becomeClosure } from '../../src/escalation/graph/become-closure.js';

const NODES = 40;
const node = fc.integer({ min: 0, max: NODES - 1 });

it('reaches what following the sets one by one reaches, and itself only by coming back', () => {
  const sets = fc.array(fc.array(node, { maxLength: 6 }), { maxLength: 3 });
  fc.assert(
    fc.property(fc.array(sets, { minLength: NODES, maxLength: NODES }), (targets) => {
      const closures = becomeClosure(targets.map((lists) => lists.map((list) => IndexSet.of(list))));
      expect(closures.map((closure) => closure.indexes())).toEqual(
        targets.map((_, start) => reachedFrom(start, targets)),
      );
    }),
  );
});

function reachedFrom(start: number, targets: readonly (readonly (readonly number[])[])[]): readonly number[] {
  const reached = new Set<number>();
  const pending = [start];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    for (const target of targets[next]?.flat() ?? []) {
      if (reached.has(target)) continue;
      reached.add(target);
      pending.push(target);
    }
  }
  return [...reached].sort((a, b) => a - b);
}
