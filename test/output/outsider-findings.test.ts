import { describe, expect, it } from 'vitest';
import type { Assessment, Finding } from '../../src/assessment/assessment.js';
import { outsiderWay } from '../../src/output/outsider-way.js';
import { proposeFixes } from '../../src/fixes/propose-fixes.js';
import { findingSources } from '../../src/output/finding-source.js';
import { catalog } from '../scenarios/policy-scenario.js';
import { exampleAssessment, written } from './formats/format-fixtures.js';
import { first, type SarifLog } from './formats/written-shapes.js';

const PROVIDER = 'arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com';
const WORDS =
  'outside the account, becomes administrator by this role, which it may assume by statement 1 of its trust policy';

const outsiderFinding = (assessment: Assessment): Finding => {
  const found = assessment.findings.find((each) => outsiderWay(assessment, each) !== null);
  if (found === undefined) throw new Error('the example has no such finding');
  return found;
};

describe('a finding that an outsider becomes administrator by a role', () => {
  it('says so in the messages of formats', async () => {
    const assessment = exampleAssessment();
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

  it('is not said to come of several policies, in the findings and in what formats make of them', async () => {
    const assessment = exampleAssessment();
    const findings = [{ ...outsiderFinding(assessment), counted: true }];
    const proposed = proposeFixes({ ...assessment, findings }, { catalog });
    const reason =
      'Only its owner knows who outside is to assume the role: change the statement of its trust policy, or take from the role what makes it administrator.';
    expect([proposed.noFixReasons, proposed.findings[0]?.noFix]).toEqual([[reason], 0]);
    const comment = await written('markdown', proposed);
    expect(comment).toContain(`No change is proposed for Privilege Escalation: ${reason}`);
    expect(comment).not.toContain('several policies');
  });

  it('is told what to do about the trust policy, under a rule of its own', async () => {
    const assessment = exampleAssessment();
    const only = { ...assessment, findings: [outsiderFinding(assessment)] };
    const remedy = 'Let in only whom the role is meant for, in the statement of the trust policy';
    const summary = 'Someone outside the account can assume this role and becomes administrator by it.';
    const { runs } = JSON.parse(await written('sarif', only)) as SarifLog;
    const [rule, ...others] = first(runs).tool.driver.rules;
    expect([rule?.id, rule?.shortDescription.text, rule?.fullDescription.text, others]).toEqual([
      'PrivilegeEscalation/outsider',
      'Outsider becomes administrator',
      summary,
      [],
    ]);
    expect(rule?.properties['security-severity']).toBe('9.5');
    expect(rule?.help.text).toContain(remedy);
    for (const id of ['asff', 'ocsf']) {
      const text = await written(id, only, { region: 'eu-west-1', accountId: '111122223333' });
      expect(text).toContain(remedy);
      expect(text).toContain(summary);
      expect(text).not.toContain('iam:PassedToService for the one service meant');
    }
  });

  it('stands at the statements of the trust policy that let the outsider in', () => {
    const assessment = exampleAssessment();
    const finding = outsiderFinding(assessment);
    const number = finding.subject.type === 'principal' ? finding.subject.principal : -1;
    const principals = assessment.principals.map((principal, index) => {
      const { role } = principal;
      if (index !== number || role === null || role === undefined) return principal;
      const trustSource = {
        file: 'roles.yaml',
        line: 3,
        column: 5,
        address: 'Resources.Apply',
        statements: [{ line: 8, column: 13 }],
      };
      return { ...principal, role: { ...role, trustSource } };
    });
    const places = (of: Finding) =>
      findingSources({ ...assessment, principals }, of, { sourceFile: null, sourceRoot: null }).map(
        ({ line, column }) => [line, column],
      );
    expect(places(finding)).toEqual([[8, 13]]);
    const { trusted: _, ...ofPolicies } = finding;
    expect(places(ofPolicies)).toEqual([[3, 5]]);
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
