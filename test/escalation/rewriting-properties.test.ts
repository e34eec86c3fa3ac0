import fc from 'fast-check';
import { expect, it } from 'vitest';
import { IndexSet } from '../../src/catalog/index-set.js';
import { AdministratorSearch, shortestHops } from '../../src/escalation/graph/administrator-search.js';
import { edge } from '../../src/escalation/graph/edge.js';
import type { EscalationGraph } from '../../src/escalation/graph/escalation-graph.js';

/** One who becomes some, rewrites the permissions of some, and may be administrator. */
interface Principal {
  readonly becomes: readonly number[];
  readonly writes: readonly number[];
  readonly isAdministrator: boolean;
}

const MOST = 12;

/** Mostly lines, so that ways are long; the other steps are few. */
const accounts = fc.integer({ min: 2, max: MOST }).chain((count) => {
  const anyone = fc.integer({ min: 0, max: count - 1 });
  const few = fc.oneof(
    { weight: 4, arbitrary: fc.constant<number[]>([]) },
    { weight: 1, arbitrary: fc.array(anyone, { maxLength: 2 }) },
  );
  const principal = fc.record({
    goesOn: fc.integer({ min: 0, max: 9 }),
    further: few,
    writes: few,
    isAdministrator: fc.integer({ min: 0, max: 9 }).map((chance) => chance === 0),
  });
  return fc.array(principal, { minLength: count, maxLength: count }).map((principals) =>
    principals.map(({ goesOn, further, writes, isAdministrator }, number): Principal => ({
      becomes: goesOn > 0 && number + 1 < count ? [number + 1, ...further] : further,
      // Nobody is listed as rewriting its own permissions.
      writes: writes.filter((each) => each !== number),
      isAdministrator,
    })),
  );
});

it('takes as many steps to administrator as the nearest of all ways does', () => {
  fc.assert(
    fc.property(accounts, (principals) => {
      const search = new AdministratorSearch(graphOf(principals));
      expect(principals.map((_, start) => search.chainFrom(start)?.hops.length ?? null)).toEqual(
        principals.map((_, start) => fewestSteps(start, principals)),
      );
    }),
    { numRuns: 500 },
  );
});

it('finds the shortest way between two, which takes a step at a time', () => {
  fc.assert(
    fc.property(accounts, (principals) => {
      const [layer] = new AdministratorSearch(graphOf(principals)).layers;
      for (const from of principals.keys()) {
        const steps = stepsFrom(from, principals);
        for (const to of principals.keys()) {
          const hops = layer === undefined ? [] : shortestHops(layer, from, to);
          expect(hops.length).toBe(steps.get(to) ?? 0);
          if (hops.length === 0) continue;
          expect([...hops.map((hop) => hop.from), to]).toEqual([from, ...hops.map((hop) => hop.to)]);
          for (const { edge: step, to: next } of hops) expect(step.targets.has(next)).toBe(true);
        }
      }
    }),
    { numRuns: 200 },
  );
});

function graphOf(principals: readonly Principal[]): EscalationGraph {
  const nodes = principals.map(({ becomes, writes, isAdministrator }) => {
    const written = { open: IndexSet.of(writes), conditional: IndexSet.empty };
    return {
      administrator: isAdministrator ? { verdict: 'confirmed' } : null,
      edges: isAdministrator
        ? []
        : becomes.map((to) => edge('step', 'confirmed', 'become', IndexSet.of([to]), [])),
      rewritable: written,
      written,
      lifted: [],
      freed: [],
      unlocked: [],
    };
  });
  // The search looks at nothing else of a graph.
  return { nodes } as unknown as EscalationGraph;
}

/** By trying every administrator and every two of whom one rewrites the other. */
function fewestSteps(start: number, principals: readonly Principal[]): number | null {
  if (principals[start]?.isAdministrator === true) return null;
  const steps = stepsFrom(start, principals);
  const ways = principals.flatMap(({ writes, isAdministrator }, number) => {
    const here = steps.get(number);
    if (here === undefined) return [];
    if (isAdministrator) return [here];
    return writes.flatMap((written) => {
      const there = steps.get(written);
      return there === undefined ? [] : [here + there + 1];
    });
  });
  return ways.length === 0 ? null : Math.min(...ways);
}

function stepsFrom(start: number, principals: readonly Principal[]): ReadonlyMap<number, number> {
  const steps = new Map([[start, 0]]);
  for (const [node, count] of steps) {
    const { becomes = [], isAdministrator = false } = principals[node] ?? {};
    if (isAdministrator) continue;
    for (const next of becomes) if (!steps.has(next)) steps.set(next, count + 1);
  }
  return steps;
}
