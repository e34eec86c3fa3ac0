import { expect, it } from 'vitest';
import { kindsInOrder } from '../../src/report-app/model/kinds-in-order.js';
import { FIXTURE_KINDS } from './fixture-kinds.js';

it('kinds are listed by severity, those of one severity by their titles', () => {
  const titles = (severity: string): readonly string[] =>
    kindsInOrder(FIXTURE_KINDS)
      .filter((kind) => kind.severity === severity)
      .map(({ title }) => title);
  const severities = kindsInOrder(FIXTURE_KINDS).map(({ severity }) => severity);
  expect([...new Set(severities)]).toEqual(['critical', 'high', 'medium', 'low']);
  expect(severities.lastIndexOf('high')).toBeLessThan(severities.indexOf('medium'));
  expect(titles('high')).toEqual(['Credentials exposure', 'Privilege escalation', 'Resource exposure']);
});
