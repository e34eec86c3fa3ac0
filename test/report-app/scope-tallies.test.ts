import { describe, expect, it } from 'vitest';
import { scopeTallies } from '../../src/report-app/model/scope-tallies.js';
import { fixtureAssessment } from './fixture-assessment.js';

describe('the kinds of findings on trust policies', () => {
  it('tell what counts from what does not, the gravest first', () => {
    const base = fixtureAssessment();
    const findings = base.findings.flatMap((finding) =>
      finding.id === 't01'
        ? [finding, { ...finding, id: 't05', counted: false }, { ...finding, id: 't06', counted: false }]
        : [finding],
    );
    const tallies = scopeTallies({ ...base, findings }, 'trust-policy');
    expect(tallies[0]).toMatchObject({ kind: { severity: 'critical' }, counted: 1, notCounted: 0 });
    expect(tallies.find(({ kind }) => kind.id === 'AssumableByComputeService')).toMatchObject({
      counted: 1,
      notCounted: 2,
    });
  });
});
