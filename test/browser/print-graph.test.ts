import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { escalatingAssessment } from '../report-app/escalating-assessment.js';
import { withChains } from '../report-app/many-chains.js';
import { launchChromium } from './chromium.js';
import { keepScreenshot, openReport, writeReport, type OpenReport } from './open-report.js';
import { printedPages } from './printed-pages.js';
import { printedText } from './printed-text.js';

let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
});

afterAll(async () => {
  await browser.close();
});

describe('printing the ways to administrator', () => {
  it('draws the graph as wide as the paper, which does not scroll', async () => {
    const escalating = await writeReport('print-graph', escalatingAssessment());
    const { page } = await openReport(browser, escalating, '#/paths', {
      viewport: { width: 700, height: 1000 },
    });
    const width = async (): Promise<number> => (await page.locator('.graph').boundingBox())?.width ?? 0;
    expect(await width()).toBeGreaterThan(700);
    await page.emulateMedia({ media: 'print' });
    await page.evaluate("dispatchEvent(new Event('beforeprint'))");
    expect(Math.round(await width())).toBe(660);
    expect((await page.locator('.graph').boundingBox())?.x).toBeGreaterThanOrEqual(0);
    await keepScreenshot(page, 'print-graph');
    await page.evaluate("dispatchEvent(new Event('afterprint'))");
    expect(await width()).toBeGreaterThan(700);
    await page.context().close();
  });

  it('draws a graph that is taller than a page on one page, and lists the chains of one that nobody could read', async () => {
    const tall = async (starts: number): Promise<OpenReport> => {
      const chains = Array.from({ length: starts }, (_, start) => ({
        names: [`start-${start}`, `administrator-${start}`],
      }));
      return openReport(browser, await writeReport(`print-tall-${starts}`, withChains(chains)), '#/paths');
    };
    const fits = await tall(25);
    expect(await fits.page.locator('.graph').evaluate((graph) => graph.clientHeight)).toBeGreaterThan(1200);
    expect(await printedPages(fits.page)).toBe(2);
    await fits.page.evaluate("dispatchEvent(new Event('beforeprint'))");
    expect(Math.round((await fits.page.locator('.graph').boundingBox())?.height ?? 0)).toBe(900);
    expect(await fits.page.locator('.table-scroll').count()).toBe(0);
    await fits.page.context().close();

    const { page, problems } = await tall(40);
    const [first = '', ...others] = printedText(await page.pdf({ format: 'A4', preferCSSPageSize: true }));
    expect(first).toContain('Thegraphistoolargeforapage,soitschainsarelisted.Filterthemtoprintagraph.');
    expect(first).toContain('start-0');
    expect(others.join('')).toContain('start-39');
    expect(await page.locator('.graph').count()).toBe(1);
    expect(await page.locator('.table-scroll').count()).toBe(0);
    expect(problems).toEqual([]);
    await page.context().close();
  });
});
