import { marked } from 'marked';
import { describe, expect, it } from 'vitest';
import type { Assessment, Finding } from '../../../src/assessment/assessment.js';
import { scanPolicy } from '../../../src/assessment/scan-policy.js';
import { catalog } from '../../scenarios/policy-scenario.js';
import { exampleAssessment, fullAssessment, written } from './format-fixtures.js';

const MOST = 65_536;
const html = async (text: string) => marked.parse(text, { gfm: true });

describe('the comment for a pull request', () => {
  it('says that there is nothing', async () => {
    const policy = { Statement: { Effect: 'Allow', Action: 's3:ListAllMyBuckets', Resource: '*' } };
    const text = await written('markdown', scanPolicy(policy, { catalog, name: 'p' }));
    expect(text.split('\n').slice(0, 4)).toEqual([
      '<!-- cloudsplaining -->',
      '## Cloudsplaining: `p`',
      '',
      'No findings that count.',
    ]);
    expect(text).not.toContain('<details>');
  });

  it('folds the findings of each policy, the gravest first', async () => {
    const text = await written('markdown', exampleAssessment());
    const summaries = [...text.matchAll(/<summary>(.*)<\/summary>/g)].map(([, summary]) => summary);
    expect(summaries[0]).toBe('<code>trust policy of role github-terraform-apply</code>: 1 critical');
    expect((text.match(/<details>/g) ?? []).length).toBe((text.match(/<\/details>/g) ?? []).length);
    const page = await html(text);
    expect(page).toContain('<h2>Cloudsplaining: <code>account</code></h2>');
    expect((page.match(/<table>/g) ?? []).length).toBe(2);
  });

  it('says what is new, fixed and unchanged', async () => {
    const text = await written('markdown', fullAssessment());
    expect(text).toMatch(/Since 2026-11-01 10:00 UTC: 1 new \(1 \w+\), 1 fixed \(1 \w+\), \d+ unchanged\./);
    expect(text).toContain('| Severity | Findings | New | Fixed | Unchanged |');
    expect(text).toMatch(/### New\n\n- \*\*\w+\*\*: /);
    expect(text).toMatch(/### Fixed\n\n- \*\*\w+\*\*: /);
    expect(text).toMatch(/<summary><code>.*<\/code>: .*; 1 new<\/summary>/);
  });

  it('says what is new however long the lines are, as far as there is room, and counts the rest', async () => {
    const assessment = exampleAssessment();
    const finding = assessment.findings.find(({ trusted }) => trusted !== undefined);
    if (finding === undefined || assessment.principals[0] === undefined) throw new Error('there is none');
    const trusted = Array.from({ length: 6 }, (_, index) => `${index}${'x'.repeat(200)}`);
    const findings = Array.from({ length: 40 }, (_, index): Finding => ({
      ...finding,
      id: String(index),
      severity: 'high',
      counted: true,
      trusted,
      conditionKeys: ['y'.repeat(400)],
    }));
    const file = `${'\u65e5'.repeat(150)}.json`;
    const principals = assessment.principals.map((principal) =>
      principal.role === null
        ? principal
        : { ...principal, role: { ...principal.role, trustSource: { file, line: 1, column: 1 } } },
    );
    const gone = { id: 'gone', severity: 'low', kind: finding.kind, name: 'z'.repeat(300) } as const;
    const none = { critical: 0, high: 0, medium: 0, low: 0, none: 0 };
    const trend: Assessment['trend'] = {
      since: '2026-11-01T10:00:00.000Z',
      new: { ...none, high: 40 },
      fixed: { ...none, low: 30 },
      unchanged: none,
      newFindings: findings.map(({ id }) => id),
      fixedFindings: Array.from({ length: 30 }, () => gone),
      sameOptions: true,
    };
    const what = {
      ...assessment,
      findings,
      principals,
      trend,
      notAssessed: [{ what: 'a', where: 'b', reason: 'c' }],
    };
    const text = await written('markdown', what, {
      sourceAddress: `https://github.com/o/r/blob/${'0'.repeat(40)}`,
    });
    expect(text.length).toBeLessThanOrEqual(MOST);
    const [, added = ''] = /### New\n\n([^]*?)\n\n/.exec(text) ?? [];
    const lines = added.split('\n');
    expect(lines.length).toBeGreaterThan(5);
    expect(lines.at(-1)).toBe(`- and ${findings.length - (lines.length - 1)} more`);
    expect(/### Fixed\n\n([^]*?)\n\n/.exec(text)?.[1]?.split('\n').length).toBe(30);
    expect(text).toContain('Not assessed: 1 part of the input.');
  });

  it('says for which findings there is no checked change, and why', async () => {
    const assessment = fullAssessment();
    const findings = assessment.findings.map((finding) =>
      finding.kind === 'ServiceWildcard' ? { ...finding, noFix: 0 } : finding,
    );
    const text = await written('markdown', {
      ...assessment,
      findings,
      noFixReasons: ['Nobody but the *owner* knows.'],
    });
    expect(text).toContain(
      '\nNo change is proposed for Service Wildcard: Nobody but the \\*owner\\* knows.\n',
    );
    expect(await written('markdown', assessment)).not.toContain('No change is proposed');
  });

  it('links lines of files where their address is known', async () => {
    const plain = await written('markdown', fullAssessment());
    expect(plain).toContain(', `infra/main.json:12` `module.app.aws_iam_policy.deploy["a"]`');
    const linked = await written('markdown', fullAssessment(), {
      sourceAddress: 'https://github.com/o/r/blob/0123',
    });
    expect(linked).toContain(
      '[`infra/main.json:12`](<https://github.com/o/r/blob/0123/infra/main.json#L12>)',
    );
  });

  it('shows a checked change folded', async () => {
    const text = await written('markdown', fullAssessment());
    expect(text).toContain(`<details>
<summary>A change that was checked to remove Privilege Escalation</summary>

- \`Resources are named.\`

\`\`\`diff
@@ -1,3 +1,3 @@
 {
-  "Resource": "*"
+  "Resource": "arn:aws:s3:::BUCKET_NAME"
 }
\`\`\`

- \`BUCKET_NAME\`: \`the name of the bucket\`

</details>
`);
  });

  it('shows a change once that removes several findings', async () => {
    const assessment = fullAssessment();
    const fixed = assessment.findings.find(({ fix }) => fix !== undefined);
    if (fixed === undefined) throw new Error('no finding has a change');
    const findings = [fixed, { ...fixed, id: 'other', kind: 'ResourceExposure' }];
    const fixes = [...(assessment.fixes ?? []), ...(assessment.fixes ?? [])];
    const numbered = findings.map((finding, fix) => ({ ...finding, fix }));
    const text = await written('markdown', { ...assessment, findings: numbered, fixes });
    expect(text.match(/<summary>A change.*/g)).toEqual([
      '<summary>A change that was checked to remove Privilege Escalation, Resource Exposure</summary>',
    ]);
  });

  it('never has more characters than GitHub takes, and says what is missing', async () => {
    const assessment = exampleAssessment();
    const [like] = assessment.findings.filter(({ counted, subject }) => counted && subject.type === 'policy');
    const [policy] = assessment.policies;
    if (like === undefined || policy === undefined) throw new Error('the example account is empty');
    const policies = Array.from({ length: 3000 }, (_, index) => ({
      ...policy,
      name: `${index}${'\u{1f4a3}'.repeat(5000)}`,
    }));
    const findings = policies.map((_, index): Finding => ({
      ...like,
      id: `f${index}`,
      subject: { type: 'policy', policy: index },
    }));
    const many: Assessment = {
      ...assessment,
      name: 'x'.repeat(100_000),
      policies,
      findings,
      trend: {
        since: '2026-11-01T10:00:00.000Z',
        new: assessment.summary.bySeverity,
        fixed: assessment.summary.bySeverity,
        unchanged: assessment.summary.bySeverity,
        newFindings: findings.map(({ id }) => id),
        fixedFindings: findings.map(({ id, severity }) => ({ id, severity, name: 'y'.repeat(5000) })),
        sameOptions: true,
      },
      notAssessed: findings.map(() => ({ what: 'w'.repeat(5000), where: '$', reason: 'r'.repeat(5000) })),
    };
    const text = await written('markdown', many);
    expect(text.length).toBeLessThan(MOST);
    expect(text.length).toBeGreaterThan(MOST / 2);
    expect(text).toMatch(
      /\d+ policies and principals more did not fit into a comment: the other formats have all findings\./,
    );
    expect((text.match(/<details>/g) ?? []).length).toBe((text.match(/<\/details>/g) ?? []).length);
  });
});
