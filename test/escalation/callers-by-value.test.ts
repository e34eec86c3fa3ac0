import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Actor } from '../../src/access/principal-context.js';
import { CallersByValue } from '../../src/escalation/graph/callers-by-value.js';
import { evaluateTest, type RequestContext } from '../../src/policy/evaluate-conditions.js';
import type { ConditionTest } from '../../src/policy/policy-document.js';
import { soughtValues } from '../../src/policy/sought-values.js';

const KEY = 'aws:userid';
const NOTHING_KNOWN: RequestContext = { value: () => undefined };

const units = (...of: readonly string[]) => fc.string({ unit: fc.constantFrom(...of), maxLength: 6 });
const text = units('a', 'b', ':', '𝒳');
/** What is known of a caller, and what its request turns out to hold. */
const caller = fc.oneof(
  fc.constantFrom(undefined, null).map((value) => ({ known: { value: () => value }, held: null })),
  fc.array(text, { maxLength: 2 }).map((values) => ({ known: { value: () => values }, held: values })),
  fc.tuple(text, text).map(([beginning, rest]) => ({
    known: { value: () => undefined, beginning: () => beginning },
    held: [beginning + rest],
  })),
);
const test: fc.Arbitrary<ConditionTest> = fc.record({
  operator: fc.constantFrom('StringEquals', 'StringLike', 'ArnEquals', 'ArnLike'),
  quantifier: fc.constant(null),
  ifExists: fc.boolean(),
  key: fc.constant(KEY),
  values: fc.array(units('a', 'b', ':', '*', '?', '𝒳'), { maxLength: 3 }),
});

describe('callers by what they hold under a key', () => {
  it('leave out nobody who may pass a test of it', () => {
    fc.assert(
      fc.property(test, fc.array(caller, { maxLength: 30 }), (one, asked) => {
        const sought = soughtValues(one, NOTHING_KNOWN, true);
        if (sought === null) return;
        // Nothing but its context is asked of an actor here.
        const actors = asked.map(() => ({}) as Actor);
        const contexts = new Map(actors.map((actor, index) => [actor, asked[index]?.known ?? NOTHING_KNOWN]));
        const callers = new CallersByValue(actors, (actor) => contexts.get(actor) ?? NOTHING_KNOWN);
        const found = callers.among(KEY, sought);
        for (const [index, { held }] of asked.entries())
          if (!found.has(index)) expect(evaluateTest(one, { value: () => held }, true)).toBe('fails');
      }),
      { numRuns: 3000 },
    );
  });

  it('are few where each holds something of its own', () => {
    const names = Array.from({ length: 100 }, (_, number) => `AROA${String(number).padStart(3, '0')}:`);
    const actors = names.map(() => ({}) as Actor);
    const beginnings = new Map(actors.map((actor, index) => [actor, names[index] ?? '']));
    const callers = new CallersByValue(actors, (actor) => ({
      value: () => undefined,
      beginning: () => beginnings.get(actor),
    }));
    const sought = (value: string, isWhole: boolean) => [
      { start: value, end: isWhole ? value : '', isWhole },
    ];
    expect(callers.among(KEY, sought('AROA007:ann', true)).indexes()).toEqual([7]);
    expect(callers.among(KEY, sought('AROA01', false)).indexes()).toEqual([
      10, 11, 12, 13, 14, 15, 16, 17, 18, 19,
    ]);
    expect(callers.among(KEY, sought('AIDA', true)).indexes()).toEqual([]);
  });
});
