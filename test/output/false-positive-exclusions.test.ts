import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { parseExclusions } from '../../src/assessment/exclusions.js';
import type { Assessment, TriageDecision } from '../../src/assessment/assessment.js';
import { falsePositiveExclusions } from '../../src/output/false-positive-exclusions.js';
import { worksheetRows } from '../../src/output/worksheet-rows.js';
import { fixtureAssessment } from '../report-app/fixture-assessment.js';
import { HOSTILE_NAME } from '../report-app/fixture-names.js';

const assessment = fixtureAssessment();

function exclusionsOf(ids: readonly string[], of: Assessment = assessment) {
  const decisions = new Map(
    ids.map((finding): [string, TriageDecision] => [
      finding,
      {
        finding,
        status: 'false-positive',
        owner: '',
        note: '',
        decidedAt: '2026-11-24T10:00:00Z',
        description: '',
      },
    ]),
  );
  return falsePositiveExclusions(of, worksheetRows(of), decisions);
}

describe('exclusions made of false positives', () => {
  it('keep the rules in force, and add the policies all of whose counted findings are false', () => {
    expect(exclusionsOf(['f07', 'f08'])).toEqual({
      added: 1,
      notExpressed: 0,
      text: `# Exclusions for "example-production": the rules in force, and the false positives of its triage.
policies:
  - "AWSServiceRoleFor*"
  - "service-role*"
  # False positive: "deploy-pipeline"
  - "arn:aws:iam::111122223333:policy/deploy-pipeline"
users:
known-accounts:
  - "777788889999"
groups:
roles:
`,
    });
  });

  it('leave out a policy that has another finding, and say so', () => {
    const { text, added, notExpressed } = exclusionsOf(['f07']);
    expect({ added, notExpressed }).toEqual({ added: 0, notExpressed: 1 });
    expect(text.split('\n')[1]).toBe(
      '# Not expressed: Privilege escalation on "deploy-pipeline" (f07): 1 other finding would be left out with it.',
    );
  });

  it('name an inline policy by the hash of its document, if all that share it are false', () => {
    expect(exclusionsOf(['f10'])).toMatchObject({ added: 0, notExpressed: 1 });
    const { text, added } = exclusionsOf(['f10', 'f11']);
    expect(added).toBe(1);
    expect(text).toContain('  # False positive: "read-customer-exports"\n  - "sha-inline-1"\n');
  });

  it('name a role if its trust policy and the inline policies it holds are false altogether', () => {
    expect(exclusionsOf(['t01'])).toMatchObject({ added: 0, notExpressed: 1 });
    const { text, added, notExpressed } = exclusionsOf(['t01', 'f17']);
    expect({ added, notExpressed }).toEqual({ added: 2, notExpressed: 0 });
    expect(text).toContain(
      'roles:\n  # False positive: "pipeline"\n  - "arn:aws:iam::111122223333:role/pipeline"\n',
    );
  });

  it('look at all findings where none counts', () => {
    expect(exclusionsOf(['f13'])).toMatchObject({ added: 0, notExpressed: 1 });
    expect(exclusionsOf(['f16'])).toMatchObject({ added: 1, notExpressed: 0 });
  });

  it('write no rule that would match others', () => {
    const of = {
      ...assessment,
      policies: assessment.policies.map((policy, index) =>
        index === 9 ? { ...policy, arn: 'arn:aws:iam::111122223333:policy/*' } : policy,
      ),
    };
    expect(exclusionsOf(['f16'], of).text).toContain(
      '# Not expressed: Service wildcard on "orphaned-full-s3" (f16): its name would match others too.\n',
    );
  });

  it('are read as an exclusions file, whatever names hold', () => {
    const of = {
      ...assessment,
      name: 'a\nroles: ["*"]\u2028',
      policies: assessment.policies.map((policy, index) =>
        index === 5
          ? { ...policy, name: `${HOSTILE_NAME}\nroles: ["*"]`, arn: 'arn:"\n\u202e\u{1F600}' }
          : policy,
      ),
    };
    expect(parseExclusions(parse(exclusionsOf(['f14', 'f01'], of).text))).toEqual({
      policies: ['AWSServiceRoleFor*', 'service-role*', 'arn:"\n\u202e\u{1F600}'],
      roles: [],
      users: [],
      groups: [],
      includeActions: [],
      excludeActions: [],
      knownAccounts: ['777788889999'],
    });
  });
});
