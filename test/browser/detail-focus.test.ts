import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { escalatingAssessment } from '../report-app/escalating-assessment.js';
import { launchChromium } from './chromium.js';
import { hashOf, openReport, writeReport } from './open-report.js';

let browser: Browser;
let file: string;

beforeAll(async () => {
  [browser, file] = await Promise.all([
    launchChromium(),
    writeReport('detail-focus', escalatingAssessment()),
  ]);
});

afterAll(async () => {
  await browser.close();
});

const focusedRow = (page: Page, row: number): Promise<void> =>
  page.locator(`tr[data-index="${row}"] a:focus`).waitFor();

describe('the focus', () => {
  it.each(['triage', 'policies', 'principals'])(
    'goes into what Enter opens on %s, and back',
    async (name) => {
      const { page, problems } = await openReport(browser, file, `#/${name}`);
      await page.keyboard.press('j');
      await focusedRow(page, 0);
      await page.keyboard.press('j');
      await focusedRow(page, 1);
      await page.keyboard.press('Enter');
      await page.locator('#detail-title:focus').waitFor();
      await page.keyboard.press('Tab');
      expect(await page.locator('.detail-pane :focus').count()).toBe(1);
      await page.keyboard.press('Escape');
      await page.locator('.detail-pane').waitFor({ state: 'detached' });
      await focusedRow(page, 1);
      expect(await hashOf(page)).toBe(`#/${name}`);
      // Of what is open already the address does not change.
      await page.keyboard.press('Enter');
      await page.locator('#detail-title:focus').waitFor();
      await page.locator('tr.row-selected a').focus();
      await page.keyboard.press('Enter');
      await page.locator('#detail-title:focus').waitFor();
      expect(problems).toEqual([]);
      await page.context().close();
    },
  );

  it('stays in the list where a row is pressed', async () => {
    const { page } = await openReport(browser, file, '#/triage');
    await page.locator('tr[data-index="1"] a').click();
    await page.locator('.detail-pane').waitFor();
    await page.waitForTimeout(100);
    expect(await page.locator('.detail-pane :focus').count()).toBe(0);
    await page.getByText('Export', { exact: true }).click();
    await page.keyboard.press('Escape');
    expect(await page.locator('.detail-pane').count()).toBe(1);
    await page.context().close();
  });

  it.each([
    ['ArrowDown', 0],
    ['Home', 0],
    ['End', 22],
  ])('goes into the table of a fresh page with %s', async (key, row) => {
    const { page } = await openReport(browser, file, '#/triage');
    await page.keyboard.press(key);
    await focusedRow(page, row);
    await page.context().close();
  });

  it('is told of in the list of keys', async () => {
    const { page } = await openReport(browser, file, '#/triage');
    await page.keyboard.press('?');
    expect(await page.getByRole('dialog').textContent()).toContain(
      'EscapeClose the finding and go back to its row',
    );
    await page.context().close();
  });
});
