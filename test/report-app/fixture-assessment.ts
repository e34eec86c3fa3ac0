import type { Assessment } from '../../src/assessment/assessment.js';
import { FIXTURE_DOCUMENTS } from './fixture-documents.js';
import { FINDINGS } from './fixture-findings.js';
import { FIXTURE_KINDS } from './fixture-kinds.js';
import { HOSTILE_NAME } from './fixture-names.js';
import { POLICIES, PRINCIPALS } from './fixture-subjects.js';
import { summarise } from './fixture-summary.js';

/** A small account: every kind of finding, every reason not to count, and names that try to break the page. */
export function fixtureAssessment(): Assessment {
  return {
    format: 'cloudsplaining-assessment',
    version: 1,
    tool: { name: 'cloudsplaining', version: '1.0.0' },
    catalog: { date: '2026-09-26', source: 'fixture', services: 456, actions: 22000 },
    assessedAt: '2026-11-24T09:30:12.000Z',
    name: 'example-production',
    account: {
      id: '111122223333',
      partition: 'aws',
      principalsByAccount: { '111122223333': 9, '444455556666': 1 },
    },
    options: { flagAllRiskyActions: false, flagTrustPolicies: true, severities: [], minimized: false },
    kinds: FIXTURE_KINDS,
    escalation: {
      administrators: [],
      chains: [],
      hops: [],
      becomes: [],
      principalSets: [],
      dataReached: [],
      chokePoints: null,
    },
    escalationPaths: [
      {
        id: 'iam-create-policy-version',
        legacyName: 'CreateNewPolicyVersion',
        name: 'Write a new version of a policy that one has',
        category: 'change of own rights',
        requiredActions: ['iam:CreatePolicyVersion'],
        sameActionsAs: [],
        link: 'https://example.com/paths/create-policy-version',
      },
      {
        id: 'pass-role-lambda',
        legacyName: 'PassExistingRoleToNewLambdaThenInvoke',
        name: 'Pass a role to a new function and invoke it',
        category: 'pass role',
        requiredActions: ['iam:PassRole', 'lambda:CreateFunction', 'lambda:InvokeFunction'],
        sameActionsAs: ['PassRoleToFunctionUrl'],
        link: 'javascript:alert(document.domain)',
      },
    ],
    services: {
      ec2: 'Amazon EC2',
      iam: 'AWS Identity and Access Management (IAM)',
      lambda: 'AWS Lambda',
      s3: 'Amazon S3',
      ssm: 'AWS Systems Manager',
    },
    actions: FIXTURE_ACTIONS,
    actionSets: ['2,2,2+1', '12', '3,6+1', '0+11,1', '12+2', '0,0', '2'],
    accessLevels: { Read: '12,1' },
    resourceTypes: [],
    narrowings: [],
    trustSentences: [
      'EC2 instances of this account and Lambda functions of this account may assume it.',
      'Whoever in account 999900001111 that account allows it to may assume it.',
      'Anyone in any AWS account may assume it if the caller\'s organization is "o-example".',
      'The user arn:aws:iam::111122223333:user/alice may assume it.',
    ],
    documents: FIXTURE_DOCUMENTS,
    policies: POLICIES,
    principals: PRINCIPALS,
    findings: FINDINGS,
    exclusions: {
      rules: {
        policies: ['AWSServiceRoleFor*', 'service-role*'],
        users: [''],
        'known-accounts': ['777788889999'],
      },
      excluded: [
        { type: 'policy', name: 'AWSServiceRoleForSupport', rule: 'AWSServiceRoleFor*' },
        { type: 'role', name: HOSTILE_NAME, rule: 'service-role*' },
      ],
      unmatchedRules: ['known-accounts: 777788889999'],
    },
    notAssessed: [
      {
        what: `policy ${HOSTILE_NAME}`,
        where: '$.Policies[3].PolicyVersionList[0].Document.Statement[0]',
        reason: 'the statement has neither Action nor NotAction; add one of them',
      },
    ],
    notes: [
      'The input mixes two accounts: 9 principals are of 111122223333 and 1 is of 444455556666; each was judged in its own account.',
      `One policy names actions that the catalogue does not know: ${HOSTILE_NAME}.`,
    ],
    summary: summarise(FINDINGS, POLICIES, PRINCIPALS),
  };
}

const FIXTURE_ACTIONS: readonly string[] = [
  'ec2:RunInstances',
  'ec2:TerminateInstances',
  'iam:CreatePolicyVersion',
  'iam:PutRolePolicy',
  'iam:AttachUserPolicy',
  'iam:PassRole',
  'iam:TagRole',
  'iam:UpdateAssumeRolePolicy',
  'lambda:CreateFunction',
  'lambda:InvokeFunction',
  's3:PutBucketAcl',
  's3:PutBucketPolicy',
  's3:GetObject',
  's3:PutObject',
  'ssm:GetParameter',
];
