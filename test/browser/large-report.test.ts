import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bigAssessment } from '../report-app/big-assessment.js';
import { launchChromium } from './chromium.js';
import { openReport, writeReport } from './open-report.js';

let browser: Browser;
let file: string;

beforeAll(async () => {
  [browser, file] = await Promise.all([
    launchChromium(),
    writeReport('large', bigAssessment(25_000, 100_000)),
  ]);
});

afterAll(async () => {
  await browser.close();
});

describe('a report of 25,000 policies', () => {
  it('keeps only the rows in sight in the page, and reaches the last one', async () => {
    const { page, problems } = await openReport(browser, file, '#/policies?sort=name');
    await page.locator('.toolbar-count', { hasText: '25,000 policies' }).waitFor();
    expect(await page.locator('table.virtual-table').getAttribute('aria-rowcount')).toBe('25001');
    expect(await page.locator('tr.row').count()).toBeLessThan(60);
    await page.locator('tr.row a').first().focus();
    await page.keyboard.press('End');
    await page.locator('tr[data-index="24999"] a:focus').waitFor();
    expect(problems).toEqual([]);
    await page.context().close();
  });

  it('brings the row that a link names into sight', async () => {
    const { page } = await openReport(browser, file, '#/policies?sort=name&id=ANPA00012345');
    await page.locator('tr.row-selected').waitFor();
    expect(await page.locator('tr.row-selected a').textContent()).toBe(
      await page.locator('#detail-title').textContent(),
    );
    await page.context().close();
  });

  it('narrows to what is searched', async () => {
    const { page } = await openReport(browser, file, '#/policies');
    await page.getByRole('searchbox').fill('anpa00012345');
    await page.locator('.toolbar-count', { hasText: '1 of 25,000 policies' }).waitFor();
    await page.context().close();
  });
});
