import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { textWidth } from '../../src/output/terminal-layout.js';
import { terminalSummary } from '../../src/output/terminal-summary.js';
import { finding, policy, principal, writtenAssessment } from './written-assessment.js';

const layout = { files: [], colour: false, width: 80 };
const trusting = { type: 'trust-policy', principal: 2 } as const;

describe('the summary on the terminal', () => {
  it('says what was found, where it is worst, what was left out and where the files are', () => {
    const assessment = writtenAssessment({
      notAssessed: [{ what: 'policy broken', where: '$.Policies[3]', reason: 'Effect is missing.' }],
      notes: ['The catalogue is old.'],
    });
    const files = ['out/iam-report-production.html', 'out/iam-results-production.json'];
    expect(terminalSummary(assessment, { ...layout, files })).toBe(`production
account 111122223333: 1 user, 1 group, 2 roles, 4 policies; actions of AWS as of
2026-09-26

6 findings: 2 high, 3 medium, 1 low

  Kind                                      Severity  Findings  Not counted
  Privilege Escalation                      high             1            0
  Resource Exposure                         high             1            1
  Unrestricted Infrastructure Modification  low              0            1

Not counted: 1 conditional, 3 extended, 1 on policies that nobody holds.
--flag-all-risky-actions counts the conditional ones.

Worst principals
  runner  role  2 high, 3 medium, 1 low
      Privilege Escalation, Resource Exposure

Worst policies
  deploy                    customer-managed  2 high, 1 medium
      Privilege Escalation, Resource Exposure, Service Wildcard
  read of alice and 1 more  inline            1 medium
      Data Exfiltration

Excluded: 1 role, 1 policy
  old*                 1 role
  AdministratorAccess  1 policy

Not assessed: 1
  policy broken ($.Policies[3]): Effect is missing.

Note: The catalogue is old.

Files
  out/iam-report-production.html
  out/iam-results-production.json
`);
  });

  it('lists what was fixed since earlier findings, the first ten of it', () => {
    const none = { critical: 0, high: 0, medium: 0, low: 0, none: 0 };
    const trend = {
      since: '2026-11-01T10:00:00.000Z',
      new: none,
      fixed: { ...none, high: 2, low: 10 },
      unchanged: { ...none, medium: 1 },
      newFindings: [],
      sameOptions: true,
    };
    const gone = [
      { id: 'a1', severity: 'high', kind: 'PrivilegeEscalation', on: 'policy', name: 'old\u001b[2J' },
      { id: 'a2', severity: 'high', kind: 'FromAnotherVersion', on: 'trust-policy', name: 'partner' },
      ...Array.from({ length: 10 }, (_, index) => ({ id: `b${index}`, severity: 'low' as const })),
    ] as const;
    const shown = terminalSummary(writtenAssessment({ trend: { ...trend, fixedFindings: gone } }), layout);
    expect(shown).toContain(`
Since 2026-11-01 10:00 UTC: 0 new, 12 fixed (2 high, 10 low), 1 unchanged.

Fixed
  high      Privilege Escalation: old\\u{1b}[2J
  high      FromAnotherVersion: trust policy of partner
  low       unknown kind: finding b0
  low       unknown kind: finding b1
  low       unknown kind: finding b2
  low       unknown kind: finding b3
  low       unknown kind: finding b4
  low       unknown kind: finding b5
  low       unknown kind: finding b6
  low       unknown kind: finding b7
  and 2 more

  Kind `);
    expect(terminalSummary(writtenAssessment({ trend }), layout)).not.toContain('\nFixed\n');
  });

  it('does not let findings that do not count pass for none', () => {
    const base = writtenAssessment();
    const [first] = base.summary.byKind;
    const assessment = writtenAssessment({
      account: { ...base.account, id: null },
      options: { ...base.options, severities: ['high', 'critical'] },
      findings: [
        finding({
          kind: 'PrivilegeEscalation',
          subject: { type: 'policy', policy: 0 },
          notCounted: 'scoped',
        }),
        finding({
          kind: 'AssumableByAnyPrincipal',
          subject: trusting,
          notCounted: 'trust-policies-not-flagged',
        }),
      ],
      exclusions: { rules: {}, excluded: [], unmatchedRules: [] },
      summary: {
        bySeverity: { critical: 0, high: 0, medium: 0, low: 0, none: 0 },
        byKind: [
          ...(first === undefined ? [] : [{ ...first, counted: 0, scoped: 1 }]),
          ...(first === undefined
            ? []
            : [{ ...first, kind: 'AssumableByAnyPrincipal', severity: 'critical' as const, counted: 0 }]),
        ],
        worstPolicies: [],
        worstPrincipals: [],
      },
    });
    expect(terminalSummary(assessment, { ...layout, width: 200 })).toBe(`production
1 user, 1 group, 2 roles, 4 policies; actions of AWS as of 2026-09-26

No findings that count
Only findings of severity high, critical were kept (--filter-severity).

  Kind                        Severity  Findings  Not counted
  Privilege Escalation        high             0            1
  Assumable by Any Principal  critical         0            1

Not counted: 1 scoped, 1 on trust policies.
--flag-all-risky-actions counts the scoped ones; --flag-trust-policies counts those on trust policies.
`);
  });

  it('cuts long lists short and says by how much', () => {
    const assessment = writtenAssessment({
      notAssessed: Array.from({ length: 1012 }, (_, index) => ({
        what: `p${index}`,
        where: '$',
        reason: 'No.',
      })),
      exclusions: {
        rules: {},
        excluded: Array.from({ length: 30 }, (_, index) => ({
          type: index % 2 === 0 ? ('user' as const) : ('action' as const),
          name: `n${index}`,
          rule: `rule${index % 10}`,
        })),
        unmatchedRules: Array.from({ length: 10 }, (_, index) => `users: u${index}`),
      },
    });
    const lines = terminalSummary(assessment, layout).split('\n');
    const from = lines.indexOf('Excluded: 15 users, 15 actions');
    expect(lines.slice(from)).toEqual([
      'Excluded: 15 users, 15 actions',
      ...[0, 1, 2, 3, 4, 5, 6, 7].map((rule) => `  rule${rule}  3 ${rule % 2 === 0 ? 'users' : 'actions'}`),
      '  and 2 more rules',
      'Rules that matched nothing: users: u0; users: u1; users: u2; users: u3; users:',
      '                            u4; users: u5; users: u6; users: u7; and 2 more',
      '',
      'Not assessed: 1,012',
      ...[0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((index) => `  p${index} ($): No.`),
      '  and 1,002 more',
      '',
    ]);
  });

  it('colours severities and headings only if asked', () => {
    const coloured = terminalSummary(writtenAssessment(), { ...layout, colour: true });
    expect(coloured).toContain('6 findings: \u001b[31m2 high\u001b[0m, \u001b[33m3 medium\u001b[0m');
    expect(coloured).toContain('\u001b[1mWorst principals\u001b[0m\n');
    const plain = coloured.replaceAll(/\u001b\[[0-9;]+m/g, '');
    expect(plain).toBe(terminalSummary(writtenAssessment(), layout));
  });

  it('lets no string of the input drive the terminal or leave its line', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 300 }),
        fc.integer({ min: 0, max: 160 }),
        (text, width) => {
          const attack = `\u001b[2J\n${text}`;
          const base = writtenAssessment();
          const assessment = writtenAssessment({
            name: attack,
            account: { ...base.account, id: attack },
            policies: base.policies.map((each) => policy({ ...each, name: attack })),
            principals: base.principals.map((each) => principal({ ...each, name: attack })),
            notAssessed: [{ what: attack, where: attack, reason: attack }],
            notes: [attack],
            exclusions: {
              rules: {},
              excluded: [{ type: 'role', name: attack, rule: attack }],
              unmatchedRules: [attack],
            },
          });
          const lines = terminalSummary(assessment, { ...layout, width }).split('\n');
          expect(lines.filter((line) => /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u.test(line))).toEqual([]);
          const widest = Math.max(60, width);
          expect(lines.filter((line) => textWidth(line) > widest)).toEqual([]);
        },
      ),
    );
  });

  it('shows a file with an odd name as one line', () => {
    const files = ['out/\u001b]0;x\u0007.html'];
    expect(
      terminalSummary(writtenAssessment(), { ...layout, files })
        .split('\n')
        .slice(-3),
    ).toEqual(['Files', '  out/\\u{1b}]0;x\\u{7}.html', '']);
  });
});
