import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Random } from '../../scripts/bench/random.js';
import { parseAuthorizationDetails } from '../../src/account/parse-authorization-details.js';
import { assess } from '../../src/assessment/assess.js';
import { catalog } from '../scenarios/policy-scenario.js';

type Entity = Readonly<Record<string, unknown>>;
type Details = Readonly<Record<string, readonly Entity[]>>;

// The file is the project's own; its lists are all there is in it.
const details = JSON.parse(readFileSync('examples/account.json', 'utf8')) as Details;

it('does not change a finding, its identity, or who becomes administrator how surely', () => {
  const expected = told(details);
  fc.assert(
    fc.property(fc.integer({ min: 1 }), (seed) => {
      const random = new Random(seed);
      const other = Object.fromEntries(
        Object.entries(details).map(([name, entities]) => [
          name,
          shuffled(
            entities.map((entity) => withListsShuffled(entity, random)),
            random,
          ),
        ]),
      );
      expect(told(other)).toEqual(expected);
    }),
    { numRuns: 5 },
  );
});

function told(given: Details): unknown {
  const { findings, principals, escalation } = assess(parseAuthorizationDetails(given), {
    name: 'account',
    catalog,
    now: new Date(0),
  });
  return {
    findings: findings
      .map(({ id, kind, severity, reach, counted }) => [id, kind, severity, reach, counted].join(' '))
      .sort(),
    administrators: escalation.administrators
      .map(({ principal, kind, verdict }) => `${principals[principal]?.arn} ${kind} ${verdict}`)
      .sort(),
    chains: escalation.chains
      .map(
        ({ from, verdict, hops }) =>
          `${from === null ? '' : principals[from]?.arn} ${verdict} ${hops.length}`,
      )
      .sort(),
  };
}

/** The lists of an entity that AWS gives in no order that means anything. */
function withListsShuffled(entity: Entity, random: Random): Entity {
  return Object.fromEntries(
    Object.entries(entity).map(([name, value]) => [
      name,
      Array.isArray(value) ? shuffled(value as readonly unknown[], random) : value,
    ]),
  );
}

function shuffled<Value>(values: readonly Value[], random: Random): readonly Value[] {
  return values
    .map((value) => ({ value, weight: random.fraction() }))
    .sort((one, other) => one.weight - other.weight)
    .map(({ value }) => value);
}
