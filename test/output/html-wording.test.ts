import { describe, expect, it } from 'vitest';
import type { Assessment } from '../../src/assessment/assessment.js';
import { findingsHeading, partitionRemark, scopeSentence } from '../../src/output/html-wording.js';
import { fixtureAssessment } from '../report-app/fixture-assessment.js';

const base = fixtureAssessment();
const [user] = base.principals;
const [policy] = base.policies;
if (user === undefined || policy === undefined) throw new Error('the fixture has no principal or policy');

function scope(part: Partial<Assessment>): string {
  return scopeSentence({ ...base, principals: [], policies: [], ...part });
}

describe('what was checked', () => {
  it('is named without what the input has none of', () => {
    expect(scope({ policies: [policy, policy] })).toBe(
      'IAM assessment: 2 policies were checked for violations of least privilege.',
    );
    expect(scope({ principals: [user], policies: [policy] })).toBe(
      'IAM assessment: 1 user and 1 policy were checked for violations of least privilege.',
    );
  });

  it('is one thing or none in words that fit', () => {
    expect(scope({ policies: [policy] })).toBe(
      'IAM assessment: 1 policy was checked for violations of least privilege.',
    );
    expect(scope({})).toBe('The input holds no user, group, role or policy.');
  });
});

describe('the heading over the counts', () => {
  it('says how many there are in all', () => {
    expect(findingsHeading({ critical: 1, high: 2, medium: 3, low: 4, none: 0 })).toBe(
      '10 findings by severity',
    );
    expect(findingsHeading({ critical: 0, high: 1, medium: 0, low: 0, none: 0 })).toBe(
      '1 finding by severity',
    );
  });
});

describe('the partition', () => {
  it('is told where it is not the usual one and known', () => {
    expect(['aws', '', 'aws-cn'].map(partitionRemark)).toEqual(['', '', ' (aws-cn)']);
  });
});
