import { withResourcePolicies } from '../../../../src/account/account-resource-policies.js';
import { parseAuthorizationDetails } from '../../../../src/account/parse-authorization-details.js';
import { withTrend } from '../../../../src/assessment/account-findings.js';
import { assess } from '../../../../src/assessment/assess.js';
import type { Assessment, Finding } from '../../../../src/assessment/assessment.js';
import { parseEarlierFindings } from '../../../../src/assessment/earlier-findings.js';
import { NO_EXCLUSIONS } from '../../../../src/assessment/exclusions.js';
import { withDecisions } from '../../../../src/assessment/triage-decisions.js';
import { catalog } from '../../../scenarios/policy-scenario.js';
import { NOW } from '../format-fixtures.js';

/** Texts that act on something that reads a format, each by what it is to attack. */
export const HOSTILE_TEXTS: Readonly<Record<string, string>> = {
  'a formula': "=cmd|' /C calc'!A0",
  'a formula with a sign': '@SUM(1+1)*cmd|x',
  'a formula behind a tab': '\t=1+1',
  'a formula behind a carriage return': '\r=1+1\n+2',
  'the end of a folded part': '</details></summary><h1>all is well</h1>',
  'a script': '<script>alert(1)</script>',
  'an image': '"><img src=x onerror=alert(1)>',
  'cells of a table': 'a | b | c || d',
  'code spans': 'a `b` ``c`` ```\n```html\n<b>x</b>\n``` `',
  'a link': '[click](javascript:alert(1)) ](javascript:alert(2))',
  'an address': 'https://evil.example www.evil.example evil@evil.example',
  'a mention': '@everyone #1 octo/cat#1 :+1:',
  'a comment': '<!-- --> --!> <![CDATA[ x ]]> ]]> <?xml version="1.0"?>',
  'a heading and a rule': '# x\n---\n***\n1. y',
  entities: '&lt;script&gt; &amp; &#60; &xxe; %xxe;',
  'characters that XML has not': '\u0000\u0001\u0008\u000b\u000c\u001f\ufffe\uffff',
  'halves of pairs': '\ud800 \udc00 x\ud83d',
  'escapes of terminals': '\u001b[2J\u001b]8;;http://evil.example\u0007x\u009b31m',
  'ends of lines': 'a\u2028b\u2029c\u0085d',
  'turned directions': 'gnp.\u202eexe\u2066\u200b\ufeff\u{e0041}',
  placeholders: '{0} {{1}} ${jndi:ldap://evil} $& $1 %s %n',
  prototypes: '__proto__',
  'a long name': 'x'.repeat(100_000),
  'a long name of pairs': '\u{1f4a3}'.repeat(50_000),
};

const ACCOUNT = '111122223333';
const CREATED = '2026-01-01T00:00:00Z';

function policy(text: string, ...statements: readonly object[]): object {
  return {
    Version: '2012-10-17',
    Id: text,
    Statement: statements.map((statement) => ({ Sid: text, ...statement })),
  };
}

function principalOf(text: string, index: number): object {
  return {
    Path: `/${index}/`,
    RoleName: text,
    RoleId: `AROAHOSTILE${index}`,
    Arn: `arn:aws:iam::${ACCOUNT}:role/${index}/${text}`,
    CreateDate: CREATED,
    AssumeRolePolicyDocument: policy(text, {
      Effect: 'Allow',
      Principal: { AWS: ['*', `arn:aws:iam::444455556666:user/${text}`], Federated: text },
      Action: 'sts:AssumeRole',
    }),
    RolePolicyList: [
      {
        PolicyName: text,
        PolicyDocument: policy(
          text,
          { Effect: 'Allow', Action: ['s3:*', 'iam:CreatePolicyVersion'], Resource: '*' },
          {
            Effect: 'Allow',
            Action: 'iam:PutUserPolicy',
            Resource: '*',
            Condition: { StringLike: { [`aws:${text}`]: text } },
          },
        ),
      },
    ],
    InstanceProfileList: [],
    AttachedManagedPolicies: [
      { PolicyName: text, PolicyArn: `arn:aws:iam::${ACCOUNT}:policy/${index}/${text}` },
    ],
    Tags: [{ Key: text, Value: text }],
  };
}

/** A queue and a bucket whose names, Sids, principals and conditions are the text. */
function resourcePoliciesOf(text: string): ReadonlyMap<string, unknown> {
  return new Map(
    [`arn:aws:sqs:eu-west-1:${ACCOUNT}:${text}`, `arn:aws:s3:::${text}`].map((arn) => [
      arn,
      policy(
        text,
        { Effect: 'Allow', Principal: '*', Action: ['sqs:*', 's3:*'] },
        {
          Effect: 'Allow',
          Principal: {
            AWS: ['*', `arn:aws:iam::444455556666:user/${text}`],
            CanonicalUser: text,
            Service: ['sns.amazonaws.com', text],
          },
          Action: ['sqs:*', 's3:*'],
          Condition: { StringLike: { [`aws:${text}`]: text } },
        },
      ),
    ]),
  );
}

/** An assessment in which every text that anybody may choose is the hostile one. */
export function hostileAssessment(text: string): Assessment {
  const managed = {
    PolicyName: text,
    PolicyId: 'ANPAHOSTILE',
    Arn: `arn:aws:iam::${ACCOUNT}:policy/0/${text}`,
    Path: '/0/',
    DefaultVersionId: 'v1',
    AttachmentCount: 1,
    IsAttachable: true,
    CreateDate: CREATED,
    UpdateDate: CREATED,
    PolicyVersionList: [
      {
        VersionId: 'v1',
        IsDefaultVersion: true,
        CreateDate: CREATED,
        Document: policy(text, { Effect: 'Allow', Action: 'secretsmanager:GetSecretValue', Resource: '*' }),
      },
    ],
  };
  const details = {
    RoleDetailList: [principalOf(text, 0), { RoleName: text }],
    Policies: [managed, { PolicyName: text, Arn: text }],
  };
  const account = withResourcePolicies(parseAuthorizationDetails(details), resourcePoliciesOf(text));
  const assessment = assess(account, {
    catalog,
    name: text,
    now: NOW,
    exclusions: NO_EXCLUSIONS,
    flagTrustPolicies: true,
    flagAllRiskyActions: true,
  });
  return withChanges(withDiversions(assessment, text), text);
}

/** With suppressions, places in files, changes and decisions that hold the text too. */
function withDiversions(assessment: Assessment, text: string): Assessment {
  const source = { file: `infra/${text}.json`, address: `aws_iam_policy.x["${text}"]`, line: 3, column: 4 };
  const [suppressed, fixed, accepted, denied] = assessment.findings.filter(({ counted }) => counted);
  const decision = { owner: text, note: text, decidedAt: NOW.toISOString(), description: text };
  return withDecisions(
    {
      ...assessment,
      policies: assessment.policies.map((each) => ({ ...each, source })),
      resourcePolicies: (assessment.resourcePolicies ?? []).map((each) => ({ ...each, source })),
      findings: assessment.findings.map((finding): Finding => {
        if (finding === suppressed)
          return { ...finding, counted: false, notCounted: 'suppressed', suppressedBy: 0 };
        return finding === fixed ? { ...finding, fix: 0 } : finding;
      }),
      suppressions: [{ reason: text, findings: 1, isUsed: true, isExpired: false }],
      fixes: [
        {
          document: 0,
          proposed: {},
          diff: `@@ -1 +1 @@\n-  "Sid": ${JSON.stringify(text)}\n+${text}\n`,
          steps: [text],
          placeholders: [{ name: text, meaning: text }],
        },
      ],
      notAssessed: [...assessment.notAssessed, { what: text, where: text, reason: text }],
      notes: [...assessment.notes, text],
    },
    [
      { ...decision, finding: accepted?.id ?? '', status: 'accepted' },
      { ...decision, finding: denied?.id ?? '', status: 'false-positive' },
    ],
  );
}

/** With findings that are new and some that are gone. */
function withChanges(assessment: Assessment, text: string): Assessment {
  const kept = assessment.findings.filter((_, index) => index % 2 === 0);
  const gone = kept.map((finding, index) => ({ ...finding, id: `gone${index}`, kind: text }));
  const [earlier] = parseEarlierFindings({ ...assessment, findings: [...kept, ...gone] });
  if (earlier === undefined) throw new Error('no earlier findings');
  return withTrend(assessment, { ...earlier, assessedAt: '2026-11-01T10:00:00.000Z' });
}
