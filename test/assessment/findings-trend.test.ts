import { describe, expect, it } from 'vitest';
import type { Severity } from '../../src/assessment/assessment.js';
import { findingsTrend, type ComparedFindings } from '../../src/assessment/findings-trend.js';

const NONE = { critical: [], high: [], medium: [], low: [], none: [] };

function compared(
  findings: Partial<ComparedFindings['findings']>,
  severities: readonly Severity[] = [],
): ComparedFindings {
  return {
    name: 'prod',
    accountId: '111122223333',
    assessedAt: '2026-11-01T10:00:00.000Z',
    options: { flagAllRiskyActions: false, flagTrustPolicies: false, severities },
    findings: { ...NONE, ...findings },
  };
}

describe('what became of earlier findings', () => {
  const earlier = compared({ high: ['a', 'b'], low: ['c'] });

  it('is that they stayed or are gone', () => {
    const { unchanged, fixedFindings, newFindings } = findingsTrend(
      earlier,
      compared({ high: ['a'], low: ['d'] }),
    );
    expect([unchanged.high, newFindings]).toEqual([1, ['d']]);
    expect(fixedFindings).toEqual([
      { id: 'b', severity: 'high' },
      { id: 'c', severity: 'low' },
    ]);
  });

  it('is not told of severities that are not looked for', () => {
    const trend = findingsTrend(earlier, compared({ high: ['a'] }, ['critical', 'high']));
    expect(trend.fixedFindings).toEqual([{ id: 'b', severity: 'high' }]);
    expect(trend.fixed).toEqual({ critical: 0, high: 1, medium: 0, low: 0, none: 0 });
    expect(trend.sameOptions).toBe(false);
  });

  it('is that as many of the same fingerprint as before stayed', () => {
    const { fixedFindings, unchanged } = findingsTrend(
      compared({ high: ['a', 'a'] }),
      compared({ high: ['a'] }),
      ['z'],
    );
    expect([fixedFindings, unchanged.high]).toEqual([[{ id: 'a', severity: 'high' }], 1]);
  });

  it('is neither that they stayed nor that they are gone where they are suppressed', () => {
    const { fixedFindings, unchanged } = findingsTrend(earlier, compared({ high: ['a'] }), ['b']);
    expect([fixedFindings, unchanged.high]).toEqual([[{ id: 'c', severity: 'low' }], 1]);
  });
});
