import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bigAssessment } from '../report-app/big-assessment.js';
import { fixtureAssessment } from '../report-app/fixture-assessment.js';
import { launchChromium } from './chromium.js';
import { keepScreenshot, openReport, writeReport } from './open-report.js';
import { printedPages } from './printed-pages.js';
import { printedText } from './printed-text.js';

let browser: Browser;
let file: string;

beforeAll(async () => {
  [browser, file] = await Promise.all([launchChromium(), writeReport('print', fixtureAssessment())]);
});

afterAll(async () => {
  await browser.close();
});

async function isShown(page: Page, selector: string): Promise<boolean> {
  return page.locator(selector).first().isVisible();
}

describe('printing', () => {
  it('leaves out what only a screen needs, on white, whatever the theme', async () => {
    const { page, problems } = await openReport(browser, file, '#/policies', { colorScheme: 'dark' });
    await page.emulateMedia({ media: 'print' });
    expect(await isShown(page, 'nav')).toBe(false);
    expect(await isShown(page, '.search')).toBe(false);
    expect(await isShown(page, '.wordmark')).toBe(true);
    expect(await page.evaluate('getComputedStyle(document.documentElement).backgroundColor')).toBe(
      'rgb(255, 255, 255)',
    );
    expect(await page.evaluate("getComputedStyle(document.querySelector('.table-scroll')).overflowY")).toBe(
      'visible',
    );
    await keepScreenshot(page, 'print-policies');
    expect(problems).toEqual([]);
    await page.context().close();
  });

  it('puts what was chosen in the place of its list', async () => {
    const { page } = await openReport(browser, file, '#/policies?id=ANPA00000002');
    await page.emulateMedia({ media: 'print' });
    expect(await isShown(page, '.virtual-table')).toBe(false);
    expect(await isShown(page, '#detail-title')).toBe(true);
    expect(await page.getByText('Back to the list').isVisible()).toBe(false);
    await keepScreenshot(page, 'print-policy');
    await page.context().close();
  });

  it('says on every page of the report of which account it is and from when', async () => {
    const said = 'production,account111122223333,assessed2026-';
    for (const [hash, times] of [
      ['#/overview', 0],
      ['#/triage', 1],
      ['#/paths', 1],
      ['#/glossary', 1],
      ['#/excluded', 1],
    ] as const) {
      const { page } = await openReport(browser, file, hash);
      expect(await isShown(page, '.printed-account')).toBe(false);
      const [first = ''] = printedText(await page.pdf({ format: 'A4', preferCSSPageSize: true }));
      expect([hash, first.split(said).length - 1]).toEqual([hash, times]);
      await page.context().close();
    }
  });

  it('names all kinds of a policy, and leaves out links that lead nowhere on paper', async () => {
    const { page } = await openReport(browser, file, '#/policies');
    const cell = page.locator('tr.row .column-kinds').first();
    await cell.waitFor();
    expect(await cell.innerText()).toBe('Privilege escalationResource exposure\n+4');
    await page.emulateMedia({ media: 'print' });
    expect(await cell.innerText()).toBe(
      'Privilege escalationResource exposureCredentials exposureData exfiltrationService wildcardInfrastructure modification',
    );
    await page.emulateMedia({ media: null });
    await page.evaluate("location.hash = '#/overview'");
    await page.locator('.tiles').waitFor();
    const texts = ['Show them', 'what these words mean', 'Excluded and not assessed'];
    for (const text of texts) expect(await page.getByText(text, { exact: true }).isVisible()).toBe(true);
    await page.emulateMedia({ media: 'print' });
    for (const text of texts) expect(await page.getByText(text, { exact: true }).isVisible()).toBe(false);
    await page.context().close();
  });

  it('ends lines between the words of a long name', async () => {
    const assessment = fixtureAssessment();
    const name = 'AmazonEC2ContainerRegistryReadOnlyForEverybodyWhoAsks';
    const policies = assessment.policies.map((policy) => ({ ...policy, name }));
    const { page } = await openReport(
      browser,
      await writeReport('print-names', { ...assessment, policies }),
      '#/triage',
    );
    await page.setViewportSize({ width: 688, height: 995 });
    const named = page.locator('tr.row .column-name a', { hasText: name }).first();
    const height = await named.evaluate((link) => link.clientHeight);
    expect(height).toBe(
      await named.evaluate((link) => Math.round(parseFloat(getComputedStyle(link).lineHeight))),
    );
    await page.emulateMedia({ media: 'print' });
    const lines = await named.evaluate((link) => {
      const found: string[] = [];
      let bottom = 0;
      const texts = document.createTreeWalker(link, NodeFilter.SHOW_TEXT);
      for (let text = texts.nextNode(); text !== null; text = texts.nextNode()) {
        const range = document.createRange();
        for (let at = 0; at < (text.nodeValue ?? '').length; at++) {
          range.setStart(text, at);
          range.setEnd(text, at + 1);
          const place = range.getBoundingClientRect();
          if (place.top >= bottom - 1) found.push('');
          bottom = place.bottom;
          found.push(`${found.pop() ?? ''}${range.toString()}`);
        }
      }
      return found;
    });
    expect(lines.length).toBeGreaterThan(1);
    expect(lines.join('')).toBe(name);
    expect(lines.filter((line) => !/^[A-Z]\w*[a-z]$/.test(line))).toEqual([]);
    await page.context().close();
  });

  it('prints rows that are not in sight, over as many pages as they take, and shows the screen again', async () => {
    const { page } = await openReport(
      browser,
      await writeReport('print-many', bigAssessment(300, 300)),
      '#/policies',
    );
    await page.locator('tr.row').first().waitFor();
    expect(await page.locator('tr.row').count()).toBeLessThan(60);
    expect(await printedPages(page)).toBeGreaterThan(5);
    await page.evaluate("dispatchEvent(new Event('beforeprint'))");
    await page.locator('tr[data-index="299"]').waitFor({ state: 'attached' });
    expect(await page.locator('tr.row').count()).toBe(300);
    await page.evaluate("dispatchEvent(new Event('afterprint'))");
    await page.locator('tr[data-index="299"]').waitFor({ state: 'detached' });
    await page.context().close();
  });

  it('prints the worksheet and, behind it, the details of the findings that are selected, each on a page of its own', async () => {
    const { page, problems } = await openReport(browser, file, '#/triage');
    await page.locator('tr.row').first().waitFor();
    const before = await printedPages(page);
    expect(await page.locator('.printed-findings').count()).toBe(0);
    const boxes = page.locator('tr.row input[type="checkbox"]');
    await boxes.nth(0).check();
    await boxes.nth(1).check();
    expect(await page.locator('.printed-findings').count()).toBe(0);
    await page.evaluate("dispatchEvent(new Event('beforeprint'))");
    await page.locator('.printed-findings article').nth(1).waitFor({ state: 'attached' });
    expect(await page.locator('.printed-findings article').count()).toBe(2);
    const titles = await page.locator('.printed-findings article > h3:first-child').allTextContents();
    const names = await page.locator('tr.row .column-name a').allTextContents();
    expect(titles.map((title) => title.slice(title.indexOf(': ') + 2))).toEqual(names.slice(0, 2));
    await page.emulateMedia({ media: 'print' });
    expect(await isShown(page, '.bulk-bar')).toBe(false);
    expect(await isShown(page, '.printed-findings .statement-links button')).toBe(true);
    await keepScreenshot(page, 'print-selected');
    await page.emulateMedia({ media: null });
    await page.evaluate("dispatchEvent(new Event('afterprint'))");
    await page.locator('.printed-findings').waitFor({ state: 'detached' });
    expect(await printedPages(page)).toBeGreaterThanOrEqual(before + 2);
    expect(problems).toEqual([]);
    await page.context().close();
  });

  it('repeats the heads of columns with their titles, and keeps who decided what on upright paper', async () => {
    const many = await writeReport('print-heads', bigAssessment(60, 60));
    for (const [hash, titles] of [
      ['#/triage', ['Severity', 'Kind', 'Policyorprincipal', 'Status', 'Owner', 'Note']],
      ['#/policies', ['Policy', 'Severity', 'Findings', 'Type', 'Heldby']],
    ] as const) {
      const { page } = await openReport(browser, many, hash);
      await page.locator('tr.row').first().waitFor();
      const pages = printedText(await page.pdf({ format: 'A4', preferCSSPageSize: true }));
      expect(pages.length).toBeGreaterThan(1);
      for (const text of pages) for (const title of titles) expect(text).toContain(title);
      expect(pages[0]).toContain('Columnsforwhichpaperhasnoroomareleftout');
      await page.context().close();
    }
  });

  it('keeps on upright paper the columns that say most of a list', async () => {
    for (const [hash, titles] of [
      ['#/actions', ['Action', 'Policies', 'Service']],
      ['#/principals', ['Principal', 'Severity', 'Findings', 'Administrator', 'Type']],
      ['#/trust', ['Role', 'Severity', 'Findings', 'Whomayassumeit']],
    ] as const) {
      const { page } = await openReport(browser, file, hash);
      await page.locator('tr.row').first().waitFor();
      const [first = ''] = printedText(await page.pdf({ format: 'A4', preferCSSPageSize: true }));
      expect(titles.filter((title) => !first.includes(title))).toEqual([]);
      await page.context().close();
    }
  });

  it('prints the heads of groups, and breaks no word of a head', async () => {
    const { page } = await openReport(browser, file, '#/triage?group=severity');
    await page.setViewportSize({ width: 688, height: 995 });
    await page.locator('tr.row-group').first().waitFor();
    await page.emulateMedia({ media: 'print' });
    expect(await isShown(page, '.row-group button')).toBe(true);
    const cut = await page
      .locator('.virtual-table > thead th')
      .evaluateAll((heads) =>
        heads.filter((head) => head.scrollWidth > head.clientWidth + 1).map((head) => head.textContent),
      );
    expect(cut).toEqual([]);
    await keepScreenshot(page, 'print-groups');
    await page.context().close();
  });

  it('numbers the pages', async () => {
    const { page } = await openReport(browser, file, '#/policies');
    const margins = await page.evaluate(() =>
      [...document.styleSheets]
        .flatMap((sheet) => [...sheet.cssRules])
        .filter((rule) => rule instanceof CSSPageRule)
        .map((rule) => rule.cssText),
    );
    expect(margins.join('\n')).toMatch(
      /@bottom-right \{[^}]*content: counter\(page\) " \/ " counter\(pages\)/,
    );
    await page.context().close();
  });

  it('prints principals whole once they are expanded: each with its findings', async () => {
    const { page } = await openReport(browser, file, '#/principals?expand=all', {
      viewport: { width: 688, height: 995 },
    });
    await page.locator('tr.row .wide').first().waitFor();
    await page.evaluate("dispatchEvent(new Event('beforeprint'))");
    const rows = Number(await page.locator('table.virtual-table').getAttribute('aria-rowcount')) - 1;
    await page.locator(`tr[data-index="${rows - 1}"]`).waitFor({ state: 'attached' });
    expect(await page.locator('tr.row').count()).toBe(rows);
    expect(rows).toBeGreaterThan(fixtureAssessment().principals.length);
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('tr.row').last().isVisible()).toBe(true);
    const places = await page
      .locator('tr.row :is(.wide > div > span:last-child, .column-name a)')
      .evaluateAll((texts) => texts.map((text) => text.getBoundingClientRect().toJSON() as DOMRect));
    const overlapping = places.filter(({ top }, index) => top < (places[index - 1]?.bottom ?? 0) - 1);
    expect(overlapping).toEqual([]);
    expect(await printedPages(page)).toBeGreaterThan(0);
    await page.context().close();
  });

  it('prints the worksheet, and what is decided', async () => {
    const { page } = await openReport(browser, file, '#/triage');
    await page.locator('tr.row').first().waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press('4');
    const decided = '.triage-status .status[data-status="accepted"]';
    await page.locator(decided).waitFor({ state: 'attached' });
    await page.emulateMedia({ media: 'print' });
    expect(await isShown(page, decided)).toBe(true);
    expect(await isShown(page, '.triage-bar button')).toBe(false);
    expect(await printedPages(page)).toBeGreaterThan(0);
    await page.context().close();
  });

  it('stops at 2,000 rows and says so', async () => {
    const big = await writeReport('print-bound', bigAssessment(2500, 2500));
    const { page } = await openReport(browser, big, '#/policies');
    await page.emulateMedia({ media: 'print' });
    await page.evaluate("dispatchEvent(new Event('beforeprint'))");
    await page.locator('tr[data-index="1999"]').waitFor({ state: 'attached' });
    expect(await page.locator('tr.row').count()).toBe(2000);
    expect(await page.locator('.table-scroll .print-only').innerText()).toBe(
      'The first 2,000 of 2,500 rows are printed. Filter the list to print others.',
    );
    await page.context().close();
  });
});
