import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { combineFixes } from '../../src/fixes/combine-fixes.js';
import {
  assess,
  InputError,
  loadCatalog,
  parseAuthorizationDetails,
  proposeFixes,
  scanPolicy,
  type Assessment,
} from '../../src/index.js';
import { accountWithDocument, SOUND_POLICY_NAME } from './bad-inputs/account-with.js';
import { BROKEN_DOCUMENTS } from './bad-inputs/broken-documents.js';
import { ISOLATED_IN_POLICIES } from './bad-inputs/isolated-in-policies.js';
import { ISOLATED_IN_PRINCIPALS } from './bad-inputs/isolated-in-principals.js';

const catalog = loadCatalog();
const assessmentOf = (input: unknown): Assessment =>
  assess(parseAuthorizationDetails(input), { catalog, name: 'corpus', now: new Date(catalog.date) });

/** Names of the policies for whose findings there is a change. */
function fixedPolicies(assessment: Assessment): readonly string[] {
  const { findings, policies } = proposeFixes(assessment, { catalog });
  const names = findings.flatMap(({ fix, subject }) =>
    fix === undefined || subject.type !== 'policy' ? [] : [policies[subject.policy]?.name ?? ''],
  );
  return [...new Set(names)];
}

describe('beside what is broken, the sound policy gets its changes', () => {
  test.each(BROKEN_DOCUMENTS)('$name', ({ document }) => {
    const assessment = assessmentOf(accountWithDocument(document));
    expect(fixedPolicies(assessment)).toEqual([SOUND_POLICY_NAME]);
    expect(combineFixes(assessment, { catalog }).length).toBeGreaterThan(0);
  });

  test.each([...ISOLATED_IN_POLICIES, ...ISOLATED_IN_PRINCIPALS])('$name', ({ input }) => {
    expect(fixedPolicies(assessmentOf(input))).toContain(SOUND_POLICY_NAME);
  });
});

describe('documents that nobody writes', () => {
  const allow = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' };
  test.each([
    ['twenty thousand statements', { Statement: Array.from({ length: 20_000 }, () => allow) }],
    [
      'ten thousand resources',
      { Statement: { ...allow, Resource: Array.from({ length: 10_000 }, (_, i) => `arn:aws:s3:::*${i}*`) } },
    ],
    ['a resource of stars', { Statement: { ...allow, Resource: `arn:aws:s3:::${'*a'.repeat(5000)}` } }],
    ['an action of stars', { Statement: { ...allow, Action: `s3:${'*'.repeat(50_000)}` } }],
    [
      'the same Sid everywhere',
      {
        Statement: Array.from({ length: 50 }, () => ({
          ...allow,
          Sid: 'A',
          Action: ['s3:GetObject', 's3:ListAllMyBuckets'],
        })),
      },
    ],
    [
      'keys of every object',
      JSON.parse(
        '{"Statement": [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": {"StringEquals": {"__proto__": "a", "constructor": "b"}}}]}',
      ),
    ],
    ['an empty Sid and no Version', { Statement: [{ ...allow, Sid: '' }] }],
  ])('%s', (_name, document) => {
    const assessment = scanPolicy(document, { catalog });
    const { findings, fixes = [] } = proposeFixes(assessment, { catalog });
    expect(findings).toHaveLength(assessment.findings.length);
    for (const { proposed } of fixes) expect(() => scanPolicy(proposed, { catalog })).not.toThrow();
    expect(combineFixes(assessment, { catalog })).toHaveLength(
      assessment.findings.some(({ counted }) => counted) ? 1 : 0,
    );
  });

  test('anything that passes for a policy', () => {
    const text = fc.oneof(
      fc.string(),
      fc.constantFrom('*', 's3:*', 'arn:aws:s3:::*', 'iam:PassRole', '${aws:username}'),
    );
    const texts = fc.oneof(text, fc.array(text, { maxLength: 3 }));
    const statement = fc.record(
      {
        Sid: text,
        Effect: fc.constantFrom('Allow', 'Deny'),
        Action: texts,
        NotAction: texts,
        Resource: texts,
        NotResource: texts,
        Principal: fc.oneof(text, fc.dictionary(fc.constantFrom('AWS', 'Service', 'Federated'), texts)),
        Condition: fc.dictionary(fc.constantFrom('StringLike', 'Bool'), fc.dictionary(text, texts)),
      },
      { requiredKeys: ['Effect'] },
    );
    fc.assert(
      fc.property(fc.array(statement, { maxLength: 3 }), (Statement) => {
        const document = { Version: '2012-10-17', Statement };
        let assessment: Assessment;
        try {
          assessment = scanPolicy(document, { catalog });
        } catch (error) {
          expect(error).toBeInstanceOf(InputError);
          return;
        }
        proposeFixes(assessment, { catalog });
        combineFixes(assessment, { catalog });
      }),
      { numRuns: 500 },
    );
  });
});
