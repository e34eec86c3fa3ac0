import { describe, expect, it } from 'vitest';
import type { TriageDecision } from '../../src/assessment/assessment.js';
import { isSameAccount, latestDecisions, withDecisions } from '../../src/assessment/triage-decisions.js';
import { fixtureAssessment } from '../report-app/fixture-assessment.js';

function decision(finding: string, note: string, decidedAt: string): TriageDecision {
  return { finding, status: 'fix', owner: '', note, decidedAt, description: '' };
}

describe('decisions', () => {
  it('hold by the latest on each finding, and the first of those made at the same time', () => {
    const decisions = [
      decision('f01', 'early', '2026-11-24T10:00:00Z'),
      decision('f02', 'first', '2026-11-24T10:00:00Z'),
      decision('f01', 'late', '2026-11-24T10:00:00.001Z'),
      decision('f02', 'second', '2026-11-24T10:00:00.000Z'),
    ];
    expect([...latestDecisions(decisions).values()].map(({ note }) => note)).toEqual(['late', 'first']);
  });

  it('are carried into the assessment, those without a finding apart, and change nothing else', () => {
    const assessment = fixtureAssessment();
    const known = decision('f03', '', '2026-11-24T10:00:00Z');
    const gone = decision('gone', '', '2026-11-24T10:00:00Z');
    expect(withDecisions(assessment, [gone, known, known])).toEqual({
      ...assessment,
      triage: { decisions: [known], unmatched: [gone] },
    });
  });

  it('are of one account unless both are known and differ', () => {
    expect(isSameAccount('1', '1')).toBe(true);
    expect(isSameAccount(null, '1')).toBe(true);
    expect(isSameAccount('1', null)).toBe(true);
    expect(isSameAccount('1', '2')).toBe(false);
  });
});
