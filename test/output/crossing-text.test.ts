import { describe, expect, it } from 'vitest';
import type { Crossing } from '../../src/assessment/crossings/crossing.js';
import { accountContribution } from '../../src/assessment/account-contribution.js';
import { OrganizationCollector } from '../../src/assessment/organization-collector.js';
import type { OrganizationFindings } from '../../src/assessment/organization-findings.js';
import { crossingNotes, crossingSentence } from '../../src/output/crossing-text.js';
import { organizationPage } from '../../src/output/html-organization.js';
import { organizationSummary } from '../../src/output/terminal-organization.js';
import { fixtureAssessment } from '../report-app/fixture-assessment.js';

const CROSSING: Crossing = {
  way: 'at once',
  from: [0],
  principals: { count: 3, first: ['arn:aws:iam::111122223333:user/ann'] },
  standing: 'neither',
  roles: { count: 1, first: ['OrganizationAccountAccessRole'] },
  accounts: [1, 2],
  verdict: 'confirmed',
  administrator: { is: true, verdict: 'confirmed' },
};

function findingsWith(crossings: readonly Crossing[], ...names: readonly string[]): OrganizationFindings {
  const collector = new OrganizationCollector();
  const base = fixtureAssessment();
  for (const name of names)
    collector.add(accountContribution({ ...base, name }, { report: `${name}.html`, findings: 'f.json' }));
  return { ...collector.build(), crossings };
}

const FINDINGS = findingsWith([], 'management', 'prod', 'test');
const sentence = (more: Partial<Crossing>) => crossingSentence({ ...CROSSING, ...more }, FINDINGS);
const without = ({ administrator: _administrator, ...rest }: Crossing): Crossing => rest;

describe('a crossing in words', () => {
  it('says who becomes administrator where, and how sure that is', () => {
    expect(sentence({})).toBe(
      '3 principals of management can become administrator in 2 accounts by the role OrganizationAccountAccessRole',
    );
    expect(sentence({ administrator: { is: true, verdict: 'conditional' } })).toBe(
      '3 principals of management can, under conditions, become administrator in 2 accounts by the role OrganizationAccountAccessRole',
    );
    expect(sentence({ accounts: [1], roles: { count: 2, first: ['a', 'b'] } })).toBe(
      '3 principals of management can become administrator in prod by the roles a and b',
    );
    expect(
      sentence({ way: 'in several steps', moreAccounts: 40, roles: { count: 1200, first: ['a', 'b'] } }),
    ).toBe(
      '3 principals of management can become administrator in 42 accounts by 1,200 roles such as a in several steps',
    );
  });

  it('says who acts elsewhere, and who comes back', () => {
    const acting = without({ ...CROSSING, from: [0, 1], principals: { count: 1, first: [] } });
    expect(crossingSentence(acting, FINDINGS)).toBe(
      '1 principal of 2 accounts can act in 2 accounts as the role OrganizationAccountAccessRole',
    );
    expect(sentence({ way: 'back', accounts: [0] })).toBe(
      '3 principals of management can become administrator in their own account, coming back from another, by the role OrganizationAccountAccessRole',
    );
  });

  it('has notes on the principals, the way and the conditions', () => {
    expect(crossingNotes(CROSSING)).toEqual(['at home they are no administrator and cannot become one']);
    expect(
      crossingNotes({
        ...CROSSING,
        principals: { count: 1, first: [] },
        standing: 'can become administrator',
        administrator: { is: false, verdict: 'possible' },
        via: ['arn:aws:iam::444455556666:role/bridge'],
        conditions: ['Bool aws:MultiFactorAuthPresent true'],
      }),
    ).toEqual([
      'it can become administrator at home',
      'it can assume the role',
      'for example by way of arn:aws:iam::444455556666:role/bridge',
      'for example if Bool aws:MultiFactorAuthPresent true',
    ]);
  });
});

describe('crossings on the terminal', () => {
  const summary = (findings: OrganizationFindings) => organizationSummary(findings, [], 200).split('\n');

  it('are one line: the gravest, and how many others there are', () => {
    const two = findingsWith([CROSSING, without(CROSSING)], 'management', 'prod', 'test');
    expect(summary(two)).toContain(
      'Across accounts: 3 principals of management can become administrator in 2 accounts by the role OrganizationAccountAccessRole. 1 other way leads across accounts.',
    );
    expect(summary(FINDINGS)).toContain('No principal gets from one account into another.');
  });

  it('are not spoken of where nobody looked for them', () => {
    const { crossings: _crossings, ...alone } = FINDINGS;
    expect(summary(alone).filter((line) => /across|another/i.test(line))).toEqual([]);
  });
});

describe('crossings on the page over accounts', () => {
  const page = (findings: OrganizationFindings) => [...organizationPage(findings, '')].join('');

  it('are escaped', () => {
    const evil = '<img src=x onerror=alert(1)>';
    const hostile: Crossing = {
      ...CROSSING,
      principals: { count: 7, first: [evil] },
      roles: { count: 1, first: [evil] },
      via: [evil],
      conditions: [evil],
    };
    const html = page(findingsWith([hostile], evil, 'prod', 'test'));
    expect(html).not.toContain('<img');
    expect(html).toContain('by the role &lt;img src=x onerror=alert(1)&gt;');
    expect(html).toContain('<li>and 6 more</li>');
  });

  it('are a section that says so where there are none, and no section where nobody looked', () => {
    expect(page(FINDINGS)).toContain(
      'No principal of these accounts gets into another of them by assuming a role.',
    );
    const { crossings: _crossings, ...alone } = FINDINGS;
    expect(page(alone)).not.toContain('across-title');
  });

  it('are folded behind the first twenty', () => {
    const many = (count: number) =>
      page(
        findingsWith(
          Array.from({ length: count }, () => CROSSING),
          'management',
          'prod',
          'test',
        ),
      );
    expect(many(20)).not.toContain('crossing-rest');
    const html = many(25);
    expect(html).toContain('<details class="crossing-rest"><summary>5 more</summary>');
    const [shown = '', folded = ''] = html.split('crossing-rest');
    expect([shown, folded].map((part) => part.split('<strong>').length - 1)).toEqual([20, 5]);
  });

  it('are cut where there are very many', () => {
    const html = page(
      findingsWith(
        Array.from({ length: 502 }, () => CROSSING),
        'management',
        'prod',
        'test',
      ),
    );
    expect(html.match(/<summary>3 principals/g)).toHaveLength(500);
    expect(html).toContain('<p>2 more are in organization-findings.json.</p>');
  });
});
