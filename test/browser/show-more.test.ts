import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fixtureAssessment } from '../report-app/fixture-assessment.js';
import { launchChromium } from './chromium.js';
import { openReport, writeReport } from './open-report.js';

let browser: Browser;
let file: string;

beforeAll(async () => {
  const base = fixtureAssessment();
  const numbers = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index);
  const statements = numbers(600).map((number) => ({
    Sid: `S${number}`,
    Effect: 'Allow',
    Action: 's3:GetObject',
    Resource: '*',
  }));
  [browser, file] = await Promise.all([
    launchChromium(),
    writeReport('show-more', {
      ...base,
      notes: numbers(101).map((number) => `note ${number}`),
      documents: base.documents.map((document, index) =>
        index === 1 ? { Version: '2012-10-17', Statement: statements } : document,
      ),
      exclusions: {
        ...base.exclusions,
        excluded: numbers(201).map((number) => ({ type: 'policy', name: `policy-${number}`, rule: 'p*' })),
      },
    }),
  ]);
});

afterAll(async () => {
  await browser.close();
});

async function pressed(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name, exact: true }).focus();
  await page.keyboard.press('Enter');
}

describe('a key that shows more', () => {
  it('goes to the first of what it shows, for its button stands behind all of it or is gone', async () => {
    const { page } = await openReport(browser, file, '#/overview');
    await pressed(page, 'Show 90 more of 101');
    await page.locator('.notes li:focus', { hasText: /^note 10$/ }).waitFor();
    await pressed(page, 'Show 1 more of 101');
    await page.locator('.notes li:focus', { hasText: /^note 100$/ }).waitFor();
    await page.getByRole('link', { name: 'Left out' }).click();
    await pressed(page, 'Show 1 more of 201');
    await page.locator('tr:focus', { hasText: 'policy-200' }).waitFor();
    await page.context().close();
  });

  it('goes to the document of which it shows the rest', async () => {
    const { page } = await openReport(browser, file, '#/policies?id=ANPA00000002');
    await pressed(page, 'Show 605 more lines');
    await page.locator('.document:focus').waitFor();
    expect(await page.locator('.document .line').count()).toBe(3605);
    await page.context().close();
  });
});

describe('a press that shows more', () => {
  it('leaves the page where it is', async () => {
    const { page } = await openReport(browser, file, '#/overview');
    const more = page.getByRole('button', { name: 'Show 90 more of 101' });
    await more.click();
    await page.locator('.notes li', { hasText: /^note 99$/ }).waitFor();
    expect(await page.locator('.notes li:focus').count()).toBe(0);
    await page.context().close();
  });
});

describe('the way from a finding to its statement', () => {
  it('takes the focus along', async () => {
    const { page } = await openReport(browser, file, '#/policies?id=ANPA00000003');
    const way = page.locator('.statement-links button').first();
    const label = await way.textContent();
    await way.focus();
    await page.keyboard.press('Enter');
    expect(label).toBe('Statement 1');
    expect(await page.locator('.line:focus').getAttribute('data-statement')).toBe('0');
    await page.context().close();
  });
});
