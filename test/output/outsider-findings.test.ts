import { describe, expect, it } from 'vitest';
import type { Assessment, Finding } from '../../src/assessment/assessment.js';
import { outsiderWay } from '../../src/output/outsider-way.js';
import { exampleAssessment, written } from './formats/format-fixtures.js';

const PROVIDER = 'arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com';
const WORDS =
  'outside the account, becomes administrator by this role, which it may assume by statement 1 of its trust policy';

/** The example account with a reason that there is no change for what principals come to. */
function assessmentWithReason(): Assessment {
  const assessment = exampleAssessment();
  const findings = assessment.findings.map((finding) =>
    finding.subject.type === 'principal' ? { ...finding, noFix: 0 } : finding,
  );
  return { ...assessment, findings, noFixReasons: ['It comes of several policies together.'] };
}

const outsiderFinding = (assessment: Assessment): Finding => {
  const found = assessment.findings.find((each) => outsiderWay(assessment, each) !== null);
  if (found === undefined) throw new Error('the example has no such finding');
  return found;
};

describe('a finding that an outsider becomes administrator by a role', () => {
  it('says so in the messages of formats', async () => {
    const assessment = assessmentWithReason();
    expect(outsiderWay(assessment, outsiderFinding(assessment))).toEqual({
      outsider: PROVIDER,
      statements: [0],
    });
    const sentence = `Privilege Escalation in role github-terraform-apply: ${PROVIDER}, ${WORDS}.`;
    for (const id of ['sarif', 'junit', 'asff', 'ocsf'])
      expect(await written(id, assessment, { region: 'eu-west-1', accountId: '111122223333' })).toContain(
        sentence,
      );
    const comment = await written('markdown', assessment);
    expect(comment).toContain(`Privilege Escalation: \`${PROVIDER}\`, ${WORDS}`);
  });

  it('is not said to come of several policies', async () => {
    const assessment = assessmentWithReason();
    const finding = { ...outsiderFinding(assessment), counted: true };
    const comment = await written('markdown', { ...assessment, findings: [finding] });
    expect(comment).toContain('change the statement of its trust policy');
    expect(comment).not.toContain('several policies');
  });

  it('is known by no statement where the trust policy is not there or names it otherwise', () => {
    const assessment = exampleAssessment();
    const finding = { ...outsiderFinding(assessment), trusted: ['999988887777'] };
    expect(outsiderWay(assessment, finding)?.statements).toEqual([]);
    expect(outsiderWay({ ...assessment, documents: [] }, finding)?.statements).toEqual([]);
  });

  it('rests on statements that allow', () => {
    const assessment = exampleAssessment();
    const finding = { ...outsiderFinding(assessment), trusted: ['*'] };
    const role = assessment.principals.findIndex((_, index) =>
      finding.subject.type === 'principal' ? finding.subject.principal === index : false,
    );
    const document = assessment.principals[role]?.role?.trustPolicy ?? -1;
    const documents = [...assessment.documents];
    documents[document] = {
      Statement: [
        { Effect: 'Deny', Principal: '*', Action: 'sts:AssumeRole' },
        { Effect: 'Allow', Principal: { AWS: ['*'] }, Action: 'sts:AssumeRole' },
        { Effect: 'Allow', NotPrincipal: { AWS: 'someone' }, Action: 'sts:AssumeRole' },
      ],
    };
    expect(outsiderWay({ ...assessment, documents }, finding)?.statements).toEqual([1, 2]);
  });
});
