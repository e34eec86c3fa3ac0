import { describe, expect, it } from 'vitest';
import { policyScanNotes, policyScanText } from '../../src/output/policy-text.js';
import { finding, policy, writtenAssessment } from './written-assessment.js';

const subject = { type: 'policy', policy: 0 } as const;
const one = [policy({ id: 'deploy', name: 'deploy' })];
const clean = { exclusions: { rules: {}, excluded: [], unmatchedRules: [] } };

const everyKind = writtenAssessment({
  policies: one,
  findings: [
    finding({ kind: 'InfrastructureModification', subject, actionSet: 1 }),
    finding({ kind: 'CredentialsExposure', subject, actionSet: 5 }),
    finding({ kind: 'ServiceWildcard', subject, services: ['s3', 'iam'] }),
    finding({ kind: 'ResourceExposure', subject, actionSet: 0 }),
    finding({ kind: 'DataExfiltration', subject, actionSet: 4 }),
    finding({ kind: 'PrivilegeEscalation', subject, actionSet: 0, paths: [0, 1] }),
  ],
});

describe('what scan-policy-file prints', () => {
  it('has the kinds in the order of 0.9.1', () => {
    expect(policyScanText(everyKind)).toBe(`Issue found: Privilege Escalation
Method: CreateNewPolicyVersion
Actions: iam:createpolicyversion
Method: lambda-001
Actions: iam:passrole, lambda:createfunction

Issue found: Data Exfiltration
Actions: ssm:GetParameter

Issue found: Resource Exposure
Actions: iam:CreatePolicyVersion, iam:PassRole, lambda:CreateFunction

Issue found: Service Wildcard
Services: iam, s3

Issue found: Credentials Exposure
Actions: iam:CreatePolicyVersion

Issue found: Unrestricted Infrastructure Modification
Actions: s3-outposts:PutObject, s3:GetObject, s3:PutObject
`);
  });

  it('says so where there is nothing, though something does not count', () => {
    const findings = [
      finding({ kind: 'DataExfiltration', subject, reach: 'scoped', notCounted: 'scoped', actionSet: 4 }),
      finding({ kind: 'DataExfiltration', subject, notCounted: 'extended', actionSet: 2 }),
    ];
    expect(policyScanText(writtenAssessment({ policies: one, findings }))).toBe(
      'There were no results found.\n',
    );
  });

  it('merges the findings of a kind', () => {
    const findings = [
      finding({ kind: 'ResourceExposure', subject, actionSet: 1 }),
      finding({ kind: 'ResourceExposure', subject, reach: 'conditional', actionSet: 3 }),
      finding({ kind: 'PrivilegeEscalation', subject, paths: [0] }),
      finding({ kind: 'PrivilegeEscalation', subject, reach: 'conditional', paths: [0] }),
    ];
    expect(policyScanText(writtenAssessment({ policies: one, findings })))
      .toBe(`Issue found: Privilege Escalation
Method: CreateNewPolicyVersion
Actions: iam:createpolicyversion

Issue found: Resource Exposure
Actions: s3-outposts:PutObject, s3:GetObject, s3:PutObject
`);
  });

  it('names each policy where there are several, safely', () => {
    const policies = [policy({ id: 'a', name: 'a\u001b[2J\n' }), policy({ id: 'b', name: 'b' })];
    const findings = [
      finding({ kind: 'ServiceWildcard', subject: { type: 'policy', policy: 1 }, services: ['s3'] }),
    ];
    expect(policyScanText(writtenAssessment({ policies, findings }))).toBe(`Policy: a\\u{1b}[2J\\u{a}

There were no results found.

Policy: b

Issue found: Service Wildcard
Services: s3
`);
  });

  it('is coloured only if asked', () => {
    const findings = [finding({ kind: 'ServiceWildcard', subject, services: ['s3'] })];
    const assessment = writtenAssessment({ policies: one, findings });
    expect(policyScanText(assessment, { colour: true })).toBe(
      '\u001b[33mIssue found: Service Wildcard\u001b[0m\n\u001b[1mServices:\u001b[0m s3\n',
    );
    expect(policyScanText(everyKind, { colour: false })).not.toContain('\u001b');
  });
});

describe('the notes beside it', () => {
  it('are empty where there is nothing to say', () => {
    expect(policyScanNotes({ ...everyKind, ...clean })).toBe('');
  });

  it('count what does not count and say how to see it', () => {
    const findings = [
      finding({ kind: 'DataExfiltration', subject, reach: 'scoped', notCounted: 'scoped', actionSet: 4 }),
      finding({ kind: 'DataExfiltration', subject, reach: 'conditional', notCounted: 'conditional' }),
      finding({ kind: 'DataExfiltration', subject, notCounted: 'extended', actionSet: 2 }),
    ];
    expect(policyScanNotes(writtenAssessment({ policies: one, findings, ...clean }))).toBe(
      '3 more findings do not count: 1 conditional, 1 scoped, 1 extended. --format json shows them; ' +
        '--flag-all-risky-actions counts the conditional and scoped ones.\n',
    );
    expect(policyScanNotes(writtenAssessment({ policies: one, findings: findings.slice(2), ...clean }))).toBe(
      '1 more finding does not count: 1 extended. --format json shows it.\n',
    );
  });

  it('name what was excluded and what could not be assessed, safely', () => {
    const assessment = writtenAssessment({
      findings: [],
      notAssessed: [{ what: 'policy \u001b[2J', where: '$[1]', reason: 'It is no document.' }],
      notes: ['The catalogue does not know x:\u0007.'],
      exclusions: {
        rules: {},
        excluded: [
          { type: 'policy', name: 'deploy', rule: 'dep*' },
          { type: 'action', name: 's3:GetObject', rule: 's3:*' },
        ],
        unmatchedRules: ['policies: none\u202e*'],
      },
    });
    expect(policyScanNotes(assessment)).toBe(
      'Excluded: 1 policy, 1 action\n' +
        '  dep*  1 policy\n' +
        '  s3:*  1 action\n' +
        'Rules that matched nothing: policies: none\\u{202e}*\n' +
        'Not assessed: policy \\u{1b}[2J ($[1]): It is no document.\n' +
        'The catalogue does not know x:\\u{7}.\n',
    );
  });
});
