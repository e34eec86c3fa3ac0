import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { escalatingAssessment } from '../report-app/escalating-assessment.js';
import { launchChromium } from './chromium.js';
import { hashOf, openReport, writeReport } from './open-report.js';

let browser: Browser;
let file: string;

beforeAll(async () => {
  [browser, file] = await Promise.all([launchChromium(), writeReport('principals', escalatingAssessment())]);
});

afterAll(async () => {
  await browser.close();
});

describe('the principals page', () => {
  it('filters by who can become administrator and keeps it in the address', async () => {
    const { page } = await openReport(browser, file, '#/principals');
    await page.getByText('Administrator: all').click();
    await page.getByLabel('Can become one').check();
    await page.locator('.toolbar-count', { hasText: '2 of 10 principals' }).waitFor();
    expect(await hashOf(page)).toBe('#/principals?administrator=can+become');
    expect(await page.locator('tr.row .column-name a').allTextContents()).toEqual(['bob', 'carol']);
    expect(await page.locator('tr.row .column-related').allTextContents()).toEqual([
      'in 2 steps, confirmed',
      'in 1 step, possible',
    ]);
    await page.goBack();
    await page.locator('.toolbar-count', { hasText: /^10 principals$/ }).waitFor();
    await page.context().close();
  });

  it('shows the steps to administrator, what policies come to, and whom it can become', async () => {
    const { page } = await openReport(browser, file, '#/principals?id=AIDA02');
    expect(await page.title()).toBe('bob - Principals - example-production - Cloudsplaining');
    expect(await page.locator('.steps > li').allTextContents()).toEqual([
      expect.stringMatching(/^Assume the role: pipeline/),
      expect.stringMatching(/^Assume the role: break-glass/),
    ]);
    expect(await page.locator('.steps .evidence > li').allTextContents()).toEqual([
      expect.stringMatching(/^read-customer-exports, statement 1.*"Effect": "Allow"/),
      expect.stringMatching(/^trust policy of pipeline, statement 1.*"Effect": "Allow"/),
      'if aws:SourceIp is 10.0.0.0/8',
      expect.stringMatching(/^trust policy of break-glass, statement 1.*"Effect": "Allow"/),
    ]);
    expect(await page.locator('.principal-findings > li').allTextContents()).toEqual([
      'CriticalPrivilege escalation its policies give it when taken together; read-customer-exports, statement 1; 4 actions; Pass a role to a new function and invoke it',
      'MediumData exfiltration read-customer-exports, statement 1; 1 action',
      'HighResource exposure its policies would give it, but something takes it away; 3 actions; blocked by permissions boundary guard',
      'MediumPrivilege escalation guarded-operations through operators, statement 1; conditional; 1 action; not counted',
      'MediumData exfiltration guarded-operations through operators, statement 1; 3 actions; not counted',
    ]);
    expect(await page.locator('.detail-pane h3', { hasText: 'finding' }).textContent()).toBe(
      '2 findings, and 3 not counted',
    );
    expect(await page.locator('.detail-pane').textContent()).toContain('Can becomebreak-glasspipeline');
    expect(await page.locator('.detail-pane').textContent()).toContain(
      '1 action on named resources, 3 actions more as those it can become',
    );
    expect(await page.locator('.principal-policies > li').allTextContents()).toEqual([
      'Mediumread-customer-exports inline',
      'Not readableunreadable customer-managed',
      'No findingguarded-operations customer-managed, through operators',
      'No findingReadOnlyMetrics customer-managed, through observers',
    ]);
    await page.context().close();
  });
});

describe('all principals expanded', () => {
  it('show their findings under them, and keep it in the address', async () => {
    const { page } = await openReport(browser, file, '#/principals?q=user/bob');
    await page.getByRole('button', { name: 'Expand all' }).click();
    await page.locator('.wide').first().waitFor();
    expect(await hashOf(page)).toBe('#/principals?q=user%2Fbob&expand=all');
    expect(await page.locator('.toolbar-count').textContent()).toContain('1 of 10 principals');
    expect(await page.locator('tr.row .wide a').allTextContents()).toEqual([
      'Data exfiltration',
      'Privilege escalation',
      'Data exfiltration',
    ]);
    await page.locator('tr.row .wide a').first().click();
    await page.locator('#detail-title', { hasText: 'read-customer-exports' }).waitFor();
    await page.goBack();
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await page.locator('.toolbar-count', { hasText: /^10 principals/ }).waitFor();
    await page.getByRole('button', { name: 'Expand all' }).click();
    await page.locator('.wide').first().waitFor({ state: 'detached' });
    expect(await hashOf(page)).toBe('#/principals');
    await page.context().close();
  });
});

describe('a role', () => {
  it('says in words who may assume it, with links to those in the report', async () => {
    const { page } = await openReport(browser, file, '#/principals?id=AROA02');
    expect(await page.locator('.sentences > li').allTextContents()).toEqual([
      'EC2 instances of this account and Lambda functions of this account may assume it.',
    ]);
    await page.goto(page.url().replace('AROA02', 'AROA03'));
    await page.locator('#detail-title', { hasText: 'partner-access' }).waitFor();
    expect(await page.locator('.sentences > li').allTextContents()).toEqual([
      'Whoever in account 999900001111 that account allows it to may assume it.',
      'Anyone in any AWS account may assume it if the caller\'s organization is "o-example".',
    ]);
    await page.goto(page.url().replace('AROA03', 'AROA04'));
    await page.locator('.sentences a', { hasText: 'alice' }).click();
    await page.locator('#detail-title', { hasText: 'alice' }).waitFor();
    await page.context().close();
  });
});

describe('a principal that a rule excludes', () => {
  it('is not said to be no administrator, nor to have been checked', async () => {
    const base = escalatingAssessment();
    const report = await writeReport('principals-excluded', {
      ...base,
      // Nothing is found on what is excluded.
      findings: base.findings.filter(({ subject }) => subject.type === 'policy' && subject.policy !== 0),
      principals: base.principals.map((each) =>
        each.id === 'AROA01' ? { ...each, excludedBy: 'break-*' } : each,
      ),
      escalation: { ...base.escalation, administrators: [] },
    });
    const { page } = await openReport(browser, report, '#/principals?q=break-glass');
    expect(await page.locator('tr.row .column-related').textContent()).toBe('excluded');
    await page.locator('tr.row .column-name a').click();
    await page.locator('#detail-title', { hasText: 'break-glass' }).waitFor();
    const detail = await page.locator('.detail-pane').innerText();
    expect(detail).toContain(
      'A rule excludes it, and with it whether it is administrator or can become one.',
    );
    expect(detail).not.toContain('No way to become administrator was found.');
    expect(detail).toContain('It is excluded, so that no steps were followed from it.');
    expect(await page.locator('.detail-pane .empty').first().textContent()).toBe(
      'No finding, for it was excluded by the rule break-*: what is its own was not checked.',
    );
    await page.goto(new URL('#/principals?administrator=neither&q=break-glass', page.url()).href);
    await page.locator('.toolbar-count', { hasText: '0 of 10 principals' }).waitFor();
    await page.getByText('Administrator: Cannot').click();
    await page.getByLabel('Excluded').check();
    await page.locator('.toolbar-count', { hasText: '1 of 10 principals' }).waitFor();
    expect(await hashOf(page)).toBe(
      '#/principals?q=break-glass&administrator=neither&administrator=excluded',
    );
    await page.context().close();
  });
});

describe('an account with a way in from outside and a Deny', () => {
  it('says who gets in, what an administrator can become, and from whom a finding is taken away', async () => {
    const base = escalatingAssessment();
    const { escalation } = base;
    const [step] = escalation.hops;
    const blocked = base.findings.find(({ id }) => id === 'n02');
    const exposing = base.findings.find(({ id }) => id === 'f10');
    if (step === undefined || blocked === undefined || exposing === undefined)
      throw new Error('the fixture lacks a hop or a finding');
    const report = await writeReport('principals-outsider', {
      ...base,
      findings: [
        ...base.findings.filter(({ id }) => id !== 'n02'),
        { ...blocked, kind: exposing.kind, actionSet: exposing.actionSet ?? 0 },
      ],
      escalation: {
        ...escalation,
        hops: [
          ...escalation.hops,
          { ...step, from: null, to: 5, statements: [], conditions: [], trust: [0] },
        ],
        chains: [
          ...escalation.chains,
          { from: null, outsider: '999900001111', verdict: 'confirmed', hops: [escalation.hops.length] },
        ],
      },
    });
    const { page } = await openReport(browser, report, '#/principals?id=AROA01');
    const section = (title: string) =>
      page.locator('.detail-pane section', { has: page.locator('h3', { hasText: title }) });
    expect(await section('Can become').first().locator('p').textContent()).toBe(
      'It is administrator: what it lacks it can give itself, so that no steps were followed from it.',
    );
    expect(await section('Who can become it').locator('li').allTextContents()).toEqual([
      '999900001111 outside the account',
      'bob',
      'pipeline',
    ]);
    await section('Who can become it').locator('a', { hasText: 'bob' }).click();
    await page.locator('#detail-title', { hasText: 'bob' }).waitFor();
    expect(await page.locator('.principal-findings > li', { hasText: 'of them' }).allTextContents()).toEqual([
      'MediumData exfiltration read-customer-exports, statement 1; 1 action; all of them blocked by permissions boundary guard',
      'MediumData exfiltration guarded-operations through operators, statement 1; 3 actions; 1 of them blocked by permissions boundary guard; not counted',
    ]);
    await page.locator('.principal-policies a', { hasText: 'read-customer-exports' }).click();
    await page.locator('.taken-away').waitFor();
    expect(await page.locator('.taken-away > li').allTextContents()).toEqual([
      'bob all of it, by permissions boundary guard',
    ]);
    await page.context().close();
  });
});

describe('an administrator under conditions', () => {
  it('is told apart from one that is so for certain', async () => {
    const base = escalatingAssessment();
    const report = await writeReport('principals-conditional', {
      ...base,
      escalation: {
        ...base.escalation,
        administrators: [
          ...base.escalation.administrators,
          { principal: 0, kind: 'holds everything', verdict: 'conditional', withinGuardrails: false },
        ],
      },
    });
    const { page } = await openReport(browser, report, '#/principals?administrator=administrator');
    expect(await page.locator('tr.row .column-related').allTextContents()).toEqual([
      'is one, conditional',
      'is one',
    ]);
    expect(await page.locator('tr.row .narrow-kinds').allTextContents()).toEqual([
      'User, 7 findings, administrator, conditional',
      'Role, 6 findings, administrator',
    ]);
    await page.getByRole('link', { name: 'Overview' }).click();
    await page.getByText('2 principals are administrators, 1 of them for certain.').waitFor();
    await page.getByRole('link', { name: 'Paths', exact: false }).first().click();
    await page
      .getByText(
        '2 principals are administrators, 1 of them for certain; these are the surest and shortest ways by which others become one.',
      )
      .waitFor();
    await page.context().close();
  });
});

describe('the overview', () => {
  it('tells who can become administrator and what would have to change', async () => {
    const { page } = await openReport(browser, file, '#/overview');
    const card = page.locator('section[aria-labelledby="administrators-title"]');
    expect(await card.locator('> p').allTextContents()).toEqual([
      '1 principal is administrator. 2 others can become one, 1 of them for certain.',
      'All ways to administrator',
      '1 statement would have to change so that nobody else can:',
    ]);
    expect(
      await card
        .locator('.chains > li > a')
        .evaluateAll((links) => links.map((link) => link.getAttribute('href'))),
    ).toEqual(['#/paths?id=chain+AIDA02']);
    expect(await page.locator('section[aria-labelledby="tiles-title"] > p').textContent()).toMatch(
      /^\d+ more findings do not count: \d+ conditional, .*1 blocked on principals\. Show them or what these words mean$/,
    );
    expect(await page.getByRole('link', { name: 'Show them' }).getAttribute('href')).toBe(
      '#/triage?counted=no',
    );
    expect(await card.locator('.choke-points > li').allTextContents()).toEqual([
      'the trust policy of break-glass, statement 1 on 2 chains',
    ]);
    expect(
      await page
        .locator('.tile[data-severity="critical"] a')
        .evaluateAll((links) => links.map((link) => link.getAttribute('href'))),
    ).toEqual([
      '#/trust?kind=AssumableByAnyPrincipal&scope=counted',
      '#/triage?severity=critical&type=principal&counted=yes',
    ]);
    await page.context().close();
  });
});
