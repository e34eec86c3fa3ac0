import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildReportApp } from '../../scripts/build-report-app.js';
import { EarlierFindings, parseEarlierFindings } from '../../src/assessment/earlier-findings.js';
import { accountContribution } from '../../src/assessment/account-contribution.js';
import type { Crossing } from '../../src/assessment/crossings/crossing.js';
import { OrganizationCollector } from '../../src/assessment/organization-collector.js';
import { organizationPage } from '../../src/output/html-organization.js';
import { fixtureAssessment } from '../report-app/fixture-assessment.js';
import { launchChromium } from './chromium.js';
import { keepScreenshot } from './open-report.js';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const FOLDER = path.join(import.meta.dirname, '../../test-output/organization');
const FILE = path.join(FOLDER, 'index.html');

const CROSSINGS: readonly Crossing[] = [
  {
    way: 'at once',
    from: [0],
    principals: { count: 3, first: ['arn:aws:iam::111122223333:user/engineering/platform/ann'] },
    standing: 'neither',
    roles: { count: 1, first: ['OrganizationAccountAccessRole'] },
    accounts: [1, 2],
    verdict: 'confirmed',
    administrator: { is: true, verdict: 'confirmed' },
  },
  {
    way: 'in several steps',
    from: [1],
    principals: { count: 1, first: ['arn:aws:iam::311122223333:role/reader'] },
    standing: 'administrator',
    roles: { count: 12, first: ['bridge', 'carrier'] },
    accounts: [2],
    verdict: 'conditional',
    administrator: { is: false, verdict: 'possible' },
    via: [
      'arn:aws:iam::111122223333:role/service-role/AVeryLongNameOfARoleThatIsPassedOnTheWay-1A2B3C4D5E6F',
    ],
    conditions: ['StringEquals aws:PrincipalOrgID o-a1b2c3d4e5'],
  },
];

let browser: Browser;

beforeAll(async () => {
  const base = fixtureAssessment();
  const before = parseEarlierFindings(base).map((account) => ({
    ...account,
    findings: { ...account.findings, high: ['0000000000000000', ...account.findings.high.slice(2)] },
  }));
  const collector = new OrganizationCollector(new EarlierFindings(before));
  for (const [index, name] of ['production', 'staging', 'sandbox'].entries()) {
    const id = `${index + 1}11122223333`;
    const files = { report: `iam-report-${name}.html`, findings: `iam-findings-${name}.json` };
    collector.add(accountContribution({ ...base, name, account: { ...base.account, id } }, files));
  }
  collector.addNotAssessed(
    'broken.json',
    'the JSON ends too early, at line 1, column 19; the file is cut off.',
  );
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(
    FILE,
    [
      ...organizationPage({ ...collector.build(), crossings: CROSSINGS }, (await buildReportApp()).style),
    ].join(''),
  );
  browser = await launchChromium();
});

afterAll(async () => {
  await browser.close();
});

describe.each([
  { width: 1440, colorScheme: 'light' },
  { width: 1440, colorScheme: 'dark' },
  { width: 1024, colorScheme: 'light' },
  { width: 1024, colorScheme: 'dark' },
  { width: 390, colorScheme: 'light' },
  { width: 390, colorScheme: 'dark' },
] as const)('the page over several accounts at $width px in $colorScheme', ({ width, colorScheme }) => {
  it('tells the kind of what several accounts share', async () => {
    const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme });
    const page = await context.newPage();
    await page.goto(pathToFileURL(FILE).href);
    const shared = page.locator('section[aria-labelledby="shared-title"] table').first();
    expect(await shared.getByRole('columnheader', { name: 'Kind' }).isVisible()).toBe(true);
    expect(await shared.locator('tbody tr').first().locator('td').nth(1).isVisible()).toBe(true);
    await context.close();
  });

  it('violates no rule of axe and does not scroll sideways', async () => {
    const context = await browser.newContext({
      viewport: { width, height: 900 },
      colorScheme,
      bypassCSP: true,
    });
    const page = await context.newPage();
    await page.goto(pathToFileURL(FILE).href);
    for (const summary of await page.locator('summary').all()) await summary.click();
    await keepScreenshot(page, `organization-${width}-${colorScheme}`);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
    await page.evaluate(AXE);
    // The shape of axe's results as far as it is read here.
    const violations = (await page.evaluate('axe.run().then((result) => result.violations)')) as readonly {
      readonly id: string;
      readonly nodes: readonly { readonly html: string }[];
    }[];
    expect(violations.map(({ id, nodes }) => ({ id, nodes: nodes.map((node) => node.html) }))).toEqual([]);
    await context.close();
  });
});

describe('the page over several accounts', () => {
  it('shows counts, trends, what is shared and what was left out, without script', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(pathToFileURL(FILE).href);
    expect(await page.locator('h1').textContent()).toBe('3 accounts');
    expect(await page.locator('.tile-count').allTextContents()).toEqual(['3', '15', '18', '15']);
    expect(await page.locator('#trend-title + p').textContent()).toBe(
      'Since the earlier findings: 2 new (2 high), 1 fixed (1 high), 15 unchanged. 2 accounts were not assessed before.',
    );
    const rows = page.locator('section[aria-labelledby="accounts-title"] tbody tr');
    expect(await rows.count()).toBe(3);
    expect(await rows.first().locator('a').getAttribute('href')).toBe('./iam-report-production.html');
    expect(await page.locator('section[aria-labelledby="left-title"] li').allTextContents()).toEqual([
      'broken.json: the JSON ends too early, at line 1, column 19; the file is cut off.',
    ]);
    expect(await page.locator('.crossing-list strong').allTextContents()).toEqual([
      '3 principals of production can become administrator in 2 accounts by the role OrganizationAccountAccessRole',
      '1 principal of sandbox can, if what it takes is there, become administrator in staging by 12 roles such as bridge in several steps',
    ]);
    const crossing = page.locator('.crossing-list > li').first();
    expect(await crossing.locator('.crossing-folds > p').allTextContents()).toEqual(['From production']);
    expect(await crossing.locator('.crossing-folds > p a').getAttribute('href')).toBe(
      './iam-report-production.html',
    );
    await crossing.locator('summary', { hasText: 'Into 2 accounts' }).click();
    expect(await crossing.locator('details[open] a').allTextContents()).toEqual(['sandbox', 'staging']);
    await page.locator('section[aria-labelledby="shared-title"] summary').first().click();
    expect(
      await page.locator('section[aria-labelledby="shared-title"] details[open] a').allTextContents(),
    ).toEqual(['production', 'sandbox', 'staging']);
    await context.close();
  });
});
