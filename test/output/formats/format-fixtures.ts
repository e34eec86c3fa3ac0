import { readFileSync } from 'node:fs';
import { parseAuthorizationDetails } from '../../../src/account/parse-authorization-details.js';
import { withTrend } from '../../../src/assessment/account-findings.js';
import { assess } from '../../../src/assessment/assess.js';
import type { Assessment, Finding } from '../../../src/assessment/assessment.js';
import { parseEarlierFindings } from '../../../src/assessment/earlier-findings.js';
import { withDecisions } from '../../../src/assessment/triage-decisions.js';
import { OUTPUT_FORMATS } from '../../../src/output/formats.generated.js';
import type { FormatContext, OutputFormat } from '../../../src/output/output-format.js';
import { FORMAT_SERVICES } from '../../../src/scanning/format-services.js';
import { catalog } from '../../scenarios/policy-scenario.js';

/** When assessments of tests are made. */
export const NOW = new Date('2026-11-26T10:00:00.000Z');
const BEFORE = new Date('2026-11-01T10:00:00.000Z');

/** What formats are given where a test says nothing else. */
export const CONTEXT: FormatContext = {
  ...FORMAT_SERVICES,
  sourceRoot: null,
  sourceFile: null,
  sourceAddress: null,
  accountId: null,
  region: null,
};

/** The format of an id. */
export function format(id: string): OutputFormat {
  const found = OUTPUT_FORMATS.find((each) => each.id === id);
  if (found === undefined) throw new Error(`there is no format ${id}`);
  return found;
}

/** All of a format's text. */
export async function written(
  id: string,
  assessment: Assessment,
  context: Partial<FormatContext> = {},
): Promise<string> {
  let text = '';
  for await (const chunk of format(id).write(assessment, { ...CONTEXT, ...context })) text += chunk;
  return text;
}

/** The JSON values on the lines of a text. */
export function jsonLines(text: string): readonly Record<string, unknown>[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

/** The example account as `scan` assesses it. */
export function exampleAssessment(now = NOW): Assessment {
  const details: unknown = JSON.parse(
    readFileSync(new URL('../../../examples/account.json', import.meta.url), 'utf8'),
  );
  return assess(parseAuthorizationDetails(details), {
    catalog,
    name: 'account',
    now,
    flagTrustPolicies: true,
  });
}

/**
 * The example account with everything that an assessment may have besides: what is new, fixed and unchanged, a
 * suppression, decisions, a place in a file, a proposed change.
 */
export function fullAssessment(): Assessment {
  const assessment = exampleAssessment();
  const counted = assessment.findings.filter(
    ({ counted: counts, subject, grantedBy }) => counts && subject.type === 'policy' && grantedBy.length > 1,
  );
  const [suppressed, accepted, falsePositive, added, fixable] = counted;
  if (
    suppressed === undefined ||
    accepted === undefined ||
    falsePositive === undefined ||
    added === undefined ||
    fixable === undefined
  )
    throw new Error('the example account has too few findings');
  // Before, there was one finding more and one less.
  const [earlier] = parseEarlierFindings(
    JSON.parse(
      JSON.stringify({
        ...assessment,
        assessedAt: BEFORE.toISOString(),
        findings: [
          ...assessment.findings.filter(({ id }) => id !== added.id),
          { ...accepted, id: 'feedfacefeedface' },
        ],
      }),
    ),
  );
  if (earlier === undefined) throw new Error('no earlier findings');
  const subjectPolicy = fixable.subject.type === 'policy' ? fixable.subject.policy : 0;
  const changed: Assessment = {
    ...assessment,
    policies: assessment.policies.map((policy, index) =>
      index === subjectPolicy
        ? {
            ...policy,
            source: {
              file: 'infra/main.json',
              address: 'module.app.aws_iam_policy.deploy["a"]',
              line: 10,
              column: 5,
              statements: policyStatements(assessment, index),
            },
          }
        : policy,
    ),
    findings: assessment.findings.map((finding): Finding => {
      if (finding === suppressed)
        return { ...finding, counted: false, notCounted: 'suppressed', suppressedBy: 0 };
      return finding === fixable ? { ...finding, fix: 0 } : finding;
    }),
    suppressions: [
      {
        kind: suppressed.kind,
        reason: 'agreed with <the> owner',
        findings: 1,
        isUsed: true,
        isExpired: false,
      },
    ],
    fixes: [
      {
        document: 0,
        proposed: {},
        diff: '@@ -1,3 +1,3 @@\n {\n-  "Resource": "*"\n+  "Resource": "arn:aws:s3:::BUCKET_NAME"\n }\n',
        steps: ['Resources are named.'],
        placeholders: [{ name: 'BUCKET_NAME', meaning: 'the name of the bucket' }],
      },
    ],
  };
  const decided = withDecisions(changed, [
    decision(accepted.id, 'accepted', 'known, and lived with'),
    decision(falsePositive.id, 'false-positive', ''),
  ]);
  return withTrend(decided, earlier);
}

function decision(finding: string, status: 'accepted' | 'false-positive', note: string) {
  return { finding, status, owner: 'olu', note, decidedAt: '2026-11-20T10:00:00.000Z', description: '' };
}

function policyStatements({ policies, documents }: Assessment, index: number) {
  const document = documents[policies[index]?.document ?? -1];
  const statements =
    typeof document === 'object' && document !== null && !Array.isArray(document) && 'Statement' in document
      ? document['Statement']
      : [];
  return (Array.isArray(statements) ? statements : [statements]).map((_, place: number) => ({
    line: 12 + 10 * place,
    column: 9,
  }));
}
