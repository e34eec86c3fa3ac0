import { describe, expect, it } from 'vitest';
import { accountFindings } from '../../src/assessment/account-findings.js';
import type {
  AccountFindings,
  OrganizationFindings,
  SharedFinding,
} from '../../src/assessment/organization-findings.js';
import { OrganizationCollector } from '../../src/assessment/organization-collector.js';
import { organizationPage } from '../../src/output/html-organization.js';
import { fixtureAssessment } from '../report-app/fixture-assessment.js';

const EMPTY: OrganizationFindings = new OrganizationCollector().build();
const SHARED: SharedFinding = {
  kind: 'DataExfiltration',
  severity: 'medium',
  on: 'policy',
  policyType: 'customer-managed',
  name: 'read-all',
  documents: 1,
  findings: 2,
  accounts: [0, 1],
};

function page(count: number): string {
  const shared = Array.from({ length: count }, () => SHARED);
  return [...organizationPage({ ...EMPTY, shared }, '')].join('');
}

describe('the same finding in several accounts', () => {
  it('is folded behind the first twenty, so that what follows is not far below', () => {
    expect(page(20)).not.toContain('shared-rest');
    const html = page(25);
    expect(html).toContain('<details class="shared-rest"><summary>5 more</summary>');
    const parts = html.split('shared-rest').map((part) => part.split('<bdi>read-all</bdi>').length - 1);
    expect(parts).toEqual([20, 5]);
    expect(page(501)).toContain('1 more is in organization-findings.json.');
  });
});

const ACCOUNT: AccountFindings = accountFindings(fixtureAssessment(), {
  report: 'r.html',
  findings: 'f.json',
});
const BROKEN = { what: 'broken.json', reason: 'it is cut off.' };

function written(findings: Partial<OrganizationFindings>): string {
  return [...organizationPage({ ...EMPTY, ...findings }, '')].join('');
}

describe('the counts of all accounts', () => {
  it('say before anything else what they lack', () => {
    const whole = { ...ACCOUNT, notAssessed: 0 };
    const notice = (findings: Partial<OrganizationFindings>): string | undefined =>
      /<p class="notice">(.*?)<\/p>/.exec(written(findings))?.[1];
    expect(notice({ accounts: [whole] })).toBe(undefined);
    expect(notice({ accounts: [whole], notAssessed: [BROKEN] })).toBe(
      'These counts are not whole: <a href="#left-title">1 input was not assessed</a>.',
    );
    expect(notice({ accounts: [whole, { ...whole, notAssessed: 3 }] })).toBe(
      'These counts are not whole: parts of 1 account were not assessed.',
    );
    expect(
      notice({
        accounts: [
          { ...whole, notAssessed: 1 },
          { ...whole, notAssessed: 3 },
        ],
        notAssessed: [BROKEN, BROKEN],
      }),
    ).toBe(
      'These counts are not whole: <a href="#left-title">2 inputs were not assessed, and parts of 2 accounts were not</a>.',
    );
  });

  it('hold everyone who can become administrator as the report of the account does, outsiders too', () => {
    const cell = (outsiders: number): string | undefined =>
      /<td class="number climbers">([^/]*(?:<br><span class="quiet">[^<]*<\/span>)?)<\/td><\/tr>/.exec(
        written({
          accounts: [{ ...ACCOUNT, canBecomeAdministrator: 4, outsidersBecomeAdministrator: outsiders }],
        }),
      )?.[1];
    expect(cell(0)).toBe('4');
    expect(cell(2)).toBe('6<br><span class="quiet">2 from outside</span>');
  });
});
