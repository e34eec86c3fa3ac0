import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { evaluateRequest } from '../../src/policy/request/evaluate-request.js';

/** One row of a file under `requests/`: the input of an evaluation, and what it must come to. */
interface RequestScenario extends Record<string, unknown> {
  readonly name: string;
  /** Why, in one line. */
  readonly reason: string;
  readonly expected: string;
  /** Keys of the residual conditions, where the row says. */
  readonly conditionKeys?: readonly string[];
}

const FOLDER = new URL('requests/', import.meta.url);
const files = readdirSync(FOLDER).sort();
// The files are ours, and the assertions below would fail on any other shape.
const scenarios = (file: string) =>
  JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8')) as readonly RequestScenario[];

describe.each(files)('%s', (file) => {
  it.each(scenarios(file).map((scenario) => [scenario.name, scenario] as const))('%s', (_, scenario) => {
    const { name, reason, expected, conditionKeys, ...input } = scenario;
    const { decision, conditions } = evaluateRequest(input);
    expect({ name, reason, decision }).toEqual({ name, reason, decision: expected });
    if (conditionKeys !== undefined)
      expect([...new Set(conditions.map(({ key }) => key))].sort()).toEqual([...conditionKeys].sort());
  });
});

describe('the cases', () => {
  const all = files.flatMap(scenarios);
  const texts = all.map((scenario) => JSON.stringify(scenario));

  it('are more than four hundred, each with a name of its own and a reason', () => {
    expect(all.length).toBeGreaterThan(400);
    expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
    expect(all.filter(({ reason }) => reason.length < 5)).toEqual([]);
  });

  it.each([
    'StringEquals',
    'StringNotEquals',
    'StringEqualsIgnoreCase',
    'StringNotEqualsIgnoreCase',
    'StringLike',
    'StringNotLike',
    'NumericEquals',
    'NumericNotEquals',
    'NumericLessThan',
    'NumericLessThanEquals',
    'NumericGreaterThan',
    'NumericGreaterThanEquals',
    'DateEquals',
    'DateNotEquals',
    'DateLessThan',
    'DateLessThanEquals',
    'DateGreaterThan',
    'DateGreaterThanEquals',
    'Bool',
    'BinaryEquals',
    'IpAddress',
    'NotIpAddress',
    'ArnEquals',
    'ArnLike',
    'ArnNotEquals',
    'ArnNotLike',
    'Null',
    'BoolIfExists',
    'ForAnyValue:StringEquals',
    'ForAllValues:StringEquals',
    'identityPolicies',
    'permissionsBoundaries',
    'sessionPolicies',
    'resourcePolicy',
    'serviceControlPolicies',
    'resourceControlPolicies',
    'endpointPolicies',
  ])('cover %s', (word) => {
    expect(texts.filter((text) => text.includes(`"${word}"`)).length).toBeGreaterThan(0);
  });
});
