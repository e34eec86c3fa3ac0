import { expect, test } from 'vitest';
import { parseEarlierFindings } from '../../src/assessment/earlier-findings.js';
import { InputError } from '../../src/policy/input-error.js';

const OPTIONS = { flagAllRiskyActions: false, flagTrustPolicies: false, severities: [] };
const file = (assessedAt: unknown) => ({
  format: 'cloudsplaining-findings',
  version: 1,
  name: 'prod',
  account: { id: '111122223333' },
  assessedAt,
  options: OPTIONS,
  findings: [],
});
const organization = (assessedAt: unknown) => ({
  format: 'cloudsplaining-organization-findings',
  version: 1,
  accounts: [
    {
      name: 'prod',
      accountId: '111122223333',
      assessedAt,
      options: OPTIONS,
      findings: { critical: [], high: [], medium: [], low: [], none: [] },
    },
  ],
});

test('the time of an assessment is read', () => {
  const time = '2026-11-25T09:30:00.000Z';
  expect(parseEarlierFindings(file(time)).map(({ assessedAt }) => assessedAt)).toStrictEqual([time]);
  expect(parseEarlierFindings(organization(time)).map(({ assessedAt }) => assessedAt)).toStrictEqual([time]);
});

test.each([
  [file('yesterday'), '$.assessedAt'],
  [file('\u001b[2J'), '$.assessedAt'],
  [file('2026-13-01T00:00:00Z'), '$.assessedAt'],
  [organization('2026-11-25'), '$.accounts[0].assessedAt'],
])('what is no time is refused, as it is compared and shown: %#', (input, path) => {
  expect(() => parseEarlierFindings(input)).toThrow(
    new InputError('a time in UTC such as 2026-01-31T09:30:00Z is expected', path),
  );
});
