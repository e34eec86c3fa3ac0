import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { escalatingAssessment } from '../report-app/escalating-assessment.js';
import { launchChromium } from './chromium.js';
import { hashOf, openReport, writeReport } from './open-report.js';

let browser: Browser;
let file: string;

beforeAll(async () => {
  [browser, file] = await Promise.all([
    launchChromium(),
    writeReport('search-and-choice', escalatingAssessment()),
  ]);
});

afterAll(async () => {
  await browser.close();
});

describe('what is chosen before a search that was typed is made', () => {
  it.each([
    ['a row', '#/policies', 'tr.row .column-name a', '#/policies?q=admin&id=ANPA00000001'],
    ['a filter', '#/policies', '.check input', '#/policies?q=admin&scope=all'],
    ['a finding', '#/triage', 'tr.row .column-name a', '#/triage?q=admin&id=t03'],
  ])('%s stays chosen', async (_what, hash, selector, after) => {
    const { page } = await openReport(browser, file, hash);
    // At once, as an expression: a press of Playwright's own would come too late.
    await page.evaluate(`
      const search = document.querySelector('.search');
      search.value = 'admin';
      search.dispatchEvent(new Event('input', { bubbles: true }));
      document.querySelector('${selector}').click();
    `);
    await page.waitForURL(/q=admin/);
    expect(await hashOf(page)).toBe(after);
    expect(await page.locator('.search').first().inputValue()).toBe('admin');
    await page.context().close();
  });
});
