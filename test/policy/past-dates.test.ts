import { expect, it } from 'vitest';
import { timeAfterAllDates } from '../../src/policy/past-dates.js';
import past from '../../src/policy/data/past.json' with { type: 'json' };
import { catalog } from '../scenarios/policy-scenario.js';

it('takes for past what lies before the date of the packaged catalogue', () => {
  expect(past.before).toBe(catalog.date);
  const test = {
    key: 'AWS:CurrentTime',
    operator: 'DateLessThan',
    quantifier: null,
    ifExists: false,
  } as const;
  const time = new Date(past.before).toISOString();
  const before = new Date(Date.parse(past.before) - 1).toISOString();
  expect(timeAfterAllDates({ ...test, values: [before, '2020-01-01'] })).toBe(time);
  expect(timeAfterAllDates({ ...test, values: ['2020-01-01', past.before] })).toBeNull();
});
