import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { escalatingAssessment } from '../report-app/escalating-assessment.js';
import { launchChromium } from './chromium.js';
import { keepScreenshot, openReport, writeReport } from './open-report.js';

let browser: Browser;
let file: string;

beforeAll(async () => {
  [browser, file] = await Promise.all([launchChromium(), writeReport('menus', escalatingAssessment())]);
});

afterAll(async () => {
  await browser.close();
});

const SIZES = [
  [390, 844],
  [600, 700],
  [700, 800],
  [860, 700],
  [1024, 600],
  [1440, 900],
] as const;
const HASHES = [
  '#/triage',
  '#/triage?mark=f01',
  '#/triage?id=n01',
  '#/policies',
  '#/trust',
  '#/paths',
  '#/principals',
];

describe.each(SIZES)('menus at %i by %i pixels', (width, height) => {
  it.each(HASHES)('stay within the window on %s', async (hash) => {
    const { page } = await openReport(browser, file, hash, { viewport: { width, height } });
    const menus = page.locator('details.menu');
    const outside: unknown[] = [];
    for (let index = 0; index < (await menus.count()); index++) {
      const menu = menus.nth(index);
      if (!(await menu.isVisible())) continue;
      await menu.locator('summary').click();
      // The menu is placed by the event that tells of it, after which the browser draws.
      await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn))));
      const body = await menu.locator('.menu-body').boundingBox();
      const pageWidth = await page.evaluate(() => document.documentElement.scrollWidth);
      const isWithin =
        body !== null &&
        body.x >= 0 &&
        body.y >= 0 &&
        body.x + body.width <= width &&
        body.y + body.height <= height &&
        body.height > 40 &&
        pageWidth <= width;
      if (!isWithin) outside.push([await menu.locator('summary').textContent(), body, pageWidth]);
      if (index === 3) await keepScreenshot(page, `menu-${width}-${hash.slice(2, 8)}`);
      await page.keyboard.press('Escape');
    }
    expect(outside).toEqual([]);
    await page.context().close();
  });
});

describe('the focus', () => {
  it('closes the menu that it leaves, which would cover what has it then', async () => {
    const { page } = await openReport(browser, file, '#/triage');
    const summary = page.getByText('More filters');
    const menu = page.locator('details.menu', { has: summary });
    await summary.focus();
    await page.keyboard.press('Enter');
    await page.locator('.more-texts').getByLabel('Note').focus();
    expect(await menu.getAttribute('open')).toBe('');
    await page.keyboard.press('Tab');
    expect(await page.locator(':focus').getAttribute('aria-label')).toBe('Group by');
    expect(await menu.getAttribute('open')).toBeNull();
    await page.context().close();
  });

  it('leaves the menu open where a press between its boxes gives it to the page, and Escape closes it alone', async () => {
    const { page } = await openReport(browser, file, '#/triage?id=f12');
    await page.getByText('More filters').click();
    await page.locator('.more-filters').click({ position: { x: 3, y: 3 } });
    expect(await page.locator('main:focus').count()).toBe(1);
    expect(await page.locator('.more-filters').isVisible()).toBe(true);
    await page.keyboard.press('Escape');
    expect(await page.locator('.more-filters').isVisible()).toBe(false);
    expect(await page.locator(':focus').textContent()).toBe('More filters');
    expect(await page.locator('.detail-pane').count()).toBe(1);
    await page.context().close();
  });

  it('goes back to the button of the menu that an export was chosen in', async () => {
    const { page } = await openReport(browser, file, '#/triage');
    await page.getByText('Export', { exact: true }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'What is shown, as JSON' }).focus();
    const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);
    expect(download.suggestedFilename()).toBe('iam-worksheet-example-production.json');
    expect(await page.locator('summary:focus').textContent()).toBe('Export');
    await page.context().close();
  });

  it.each(['triage', 'policies'])(
    'goes to the search where a key cleared the filters of %s',
    async (name) => {
      const { page } = await openReport(browser, file, `#/${name}?severity=high`);
      const clear = page.getByRole('button', { name: 'Clear filters' });
      await clear.focus();
      await page.keyboard.press('Enter');
      await clear.waitFor({ state: 'detached' });
      expect(await page.locator('input[type="search"]:focus').count()).toBe(1);
      await page.context().close();
    },
  );

  it('goes to the box that selects all where a key cleared the selection', async () => {
    const { page } = await openReport(browser, file, '#/triage?mark=f01');
    await page.getByRole('button', { name: 'Clear the selection' }).focus();
    await page.keyboard.press('Enter');
    await page.locator('.bulk-bar').waitFor({ state: 'detached' });
    expect(await page.locator(':focus').getAttribute('aria-label')).toBe('Select all that are shown');
    await page.context().close();
  });
});
