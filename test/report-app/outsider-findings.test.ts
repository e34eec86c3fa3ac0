import { describe, expect, it } from 'vitest';
import type { Finding } from '../../src/assessment/assessment.js';
import { findingDocument, withStatements } from '../../src/report-app/model/finding-document.js';
import { fixAdvice } from '../../src/report-app/model/fix-advice.js';
import { onwardWords } from '../../src/report-app/model/onward-words.js';
import { outsiderAssessment } from './outsider-assessment.js';

const assessment = outsiderAssessment();

function findingOf(id: string): Finding {
  const found = assessment.findings.find((each) => each.id === id);
  if (found === undefined) throw new Error(`there is no finding ${id}`);
  return found;
}

describe('a finding that an outsider becomes administrator by a role', () => {
  const finding = findingOf('out1');

  it('is read from the trust policy of the role, and marks the statement there', () => {
    expect(findingDocument(assessment, finding)).toBe(10);
    expect(withStatements(assessment, finding).grantedBy).toEqual([0, 1]);
    expect(findingDocument(assessment, findingOf('n01'))).toBeNull();
    expect(withStatements(assessment, findingOf('f07'))).toBe(findingOf('f07'));
  });

  it('asks to change the trust policy', () => {
    expect(fixAdvice(assessment, finding)[0]).toBe(
      'Change statement 1 of the trust policy, which lets in arn:aws:iam::999900001111:root. Name whom it is meant for, or add a condition that says so.',
    );
    expect(fixAdvice(assessment, findingOf('n01'))).toEqual([]);
  });

  it('tells how it goes on once the role is assumed', () => {
    expect(onwardWords(assessment, finding)).toBe('becomes administrator from there in 1 more step');
    expect(onwardWords(assessment, { ...finding, chain: 0 })).toBe(
      'becomes administrator from there in 2 more steps',
    );
    const { chain: _, ...withoutChain } = finding;
    expect(onwardWords(assessment, withoutChain)).toBe('is administrator then');
  });
});
