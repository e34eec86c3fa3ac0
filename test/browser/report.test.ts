import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fixtureAssessment } from '../report-app/fixture-assessment.js';
import { launchChromium } from './chromium.js';
import { openReport, writeReport } from './open-report.js';

const PAGES = [
  '#/overview',
  '#/triage',
  '#/triage?id=f08&group=kind&mark=f01',
  '#/policies',
  '#/policies?id=ANPA00000001',
  '#/policies?id=ANPA00000002&finding=f08',
  '#/policies?id=ANPA00000004',
  '#/policies?id=ANPA00000005',
  '#/policies?id=ANPA00000010',
  '#/trust',
  '#/trust?id=AROA03&finding=t04',
  '#/trust?id=AROA05',
  '#/principals',
  '#/principals?id=AIDA01',
  '#/principals?id=AROA03',
  '#/actions',
  '#/paths',
  '#/paths?as=list',
  '#/actions?q=s3&action=s3%3AGetObject',
  '#/guidance',
  '#/glossary',
  '#/excluded',
];

let browser: Browser;
let file: string;

beforeAll(async () => {
  [browser, file] = await Promise.all([launchChromium(), writeReport('report', fixtureAssessment())]);
});

afterAll(async () => {
  await browser.close();
});

describe('every page of the report', () => {
  it.each(PAGES)('%s opens from a file with one request and nothing runs that should not', async (hash) => {
    const { page, problems, requests } = await openReport(browser, file, hash);
    expect(problems).toEqual([]);
    expect(requests).toEqual([pathToFileURL(file).href]);
    expect(await page.evaluate('globalThis.attacked === undefined')).toBe(true);
    expect(await page.locator('img, iframe, object, embed, form').count()).toBe(0);
    const addresses = await page
      .locator('a[href]')
      .evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));
    expect(addresses.filter((address) => !/^(#|https:\/\/)/.test(address))).toEqual([]);
    await page.context().close();
  });

  it.each(PAGES)('%s does not scroll sideways at 390 px', async (hash) => {
    const { page } = await openReport(browser, file, hash, { viewport: { width: 390, height: 844 } });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
    await page.context().close();
  });
});

describe('a page that was scrolled', () => {
  it('is there again on the way back, and begins at its head where a link leads to it', async () => {
    const { page } = await openReport(browser, file, '#/overview', {
      viewport: { width: 1440, height: 500 },
    });
    const on = (name: string): Promise<void> => page.locator(`.app[data-page="${name}"]`).waitFor();
    // As an expression: a press of Playwright's own would scroll to what it presses.
    await page.evaluate('scrollTo(0, 300); document.querySelector(\'a[href="#/excluded"]\').click()');
    await on('excluded');
    await page.waitForFunction('scrollY === 0');
    await page.goBack();
    await on('overview');
    await page.waitForFunction('scrollY === 300');
    await page.goForward();
    await on('excluded');
    await page.getByRole('link', { name: 'Overview' }).click();
    await on('overview');
    await page.waitForFunction('scrollY === 0');
    await page.goBack();
    await on('excluded');
    await page.goBack();
    await on('overview');
    await page.waitForFunction('scrollY === 300');
    await page.context().close();
  });
});

describe('a list that was scrolled', () => {
  it('is there again on the way back, and begins at its head where a link leads to it', async () => {
    const { page } = await openReport(browser, file, '#/principals?expand=all', {
      viewport: { width: 1440, height: 400 },
    });
    const list = page.locator('.table-scroll');
    const top = (): Promise<number> => list.evaluate((element) => element.scrollTop);
    await list.evaluate((element) => {
      element.scrollTop = 300;
    });
    const finding = page.locator('tr.row .wide a').last();
    // As an expression: a press of Playwright's own would scroll to what it presses.
    await finding.evaluate((link: HTMLElement) => {
      link.click();
    });
    await page.locator('.app:not([data-page="principals"])').waitFor();
    await page.goBack();
    await page.locator('.app[data-page="principals"]').waitFor();
    await page.waitForFunction(() => document.querySelector('.table-scroll')?.scrollTop === 300);
    await page.getByRole('link', { name: /^Policies/ }).click();
    await page.locator('.app[data-page="policies"]').waitFor();
    expect(await top()).toBe(0);
    await page.context().close();
  });
});

describe('a detail that was scrolled', () => {
  it('is there again on the way back, and begins at its head where a link leads to it', async () => {
    const { page } = await openReport(browser, file, '#/policies?id=ANPA00000002', {
      viewport: { width: 1440, height: 400 },
    });
    const at = (top: number): Promise<unknown> =>
      page.waitForFunction(`document.querySelector('.detail-pane')?.scrollTop === ${top}`);
    const shown = (name: string): Promise<void> => page.locator('#detail-title', { hasText: name }).waitFor();
    await page.evaluate("document.querySelector('.detail-pane').scrollTop = 250");
    // A choice within it: the address changes, and nothing else.
    await page.evaluate("document.querySelector('a.finding-head:not([aria-current])').click()");
    await page.locator('a.finding-head[aria-current]').waitFor();
    await at(250);
    await page.locator('.list-pane tbody a', { hasText: 'AdministratorAccess' }).click();
    await shown('AdministratorAccess');
    await at(0);
    await page.goBack();
    await shown('deploy-pipeline');
    await at(250);
    await page.evaluate("document.querySelector('.detail-pane').scrollTop = 180");
    await page.locator('.masthead a', { hasText: 'Overview' }).click();
    await page.locator('.app[data-page="overview"]').waitFor();
    await page.goBack();
    await shown('deploy-pipeline');
    await at(180);
    await page.locator('.list-pane tbody a', { hasText: 'AdministratorAccess' }).click();
    await shown('AdministratorAccess');
    await page.locator('.list-pane tbody a', { hasText: 'deploy-pipeline' }).click();
    await shown('deploy-pipeline');
    await at(0);
    await page.context().close();
  });
});

describe('without script', () => {
  it('shows the summary and says so', async () => {
    const { page, problems, requests } = await openReport(browser, file, '', { javaScriptEnabled: false });
    expect(await page.locator('h1').textContent()).toBe('example-production');
    expect(await page.locator('#plain-note').textContent()).toContain('This is the plain summary.');
    expect(await page.locator('noscript').innerText()).toBe(
      'Script is off in this browser, so this summary is all that it can show.',
    );
    expect(await page.locator('.tile-count').allTextContents()).toEqual(['1', '5', '6', '5']);
    expect(problems).toEqual([]);
    expect(requests).toHaveLength(1);
    await page.context().close();
  });

  it('and without DecompressionStream says what is missing', async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.addInitScript('delete globalThis.DecompressionStream');
    await page.goto(pathToFileURL(file).href);
    await page.locator('#plain-note', { hasText: 'has no DecompressionStream' }).waitFor();
    expect(await page.locator('.tile-count').allTextContents()).toEqual(['1', '5', '6', '5']);
    await context.close();
  });
});

describe('a policy without its document', () => {
  it('says that --minimize left it out', async () => {
    const base = fixtureAssessment();
    const minimized = await writeReport('minimized', {
      ...base,
      options: { ...base.options, minimized: true },
      documents: base.documents.map((document, index) => (index === 6 ? null : document)),
    });
    const { page } = await openReport(browser, minimized, '#/policies?id=ANPA00000006');
    expect(await page.locator('.document-section .empty').textContent()).toBe(
      'The document was left out by --minimize.',
    );
    expect(await page.locator('.detail-pane').textContent()).toContain(
      'No finding. It was checked for: Privilege escalation,',
    );
    await page.context().close();
  });
});

describe('an address that changes while the report opens', () => {
  it('is followed, however early that is', async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    // The observer is called before anything that the app left for after its first painting.
    await page.addInitScript(`
      new MutationObserver((_changes, observer) => {
        if (document.querySelector('.app') === null) return;
        observer.disconnect();
        location.hash = '#/glossary';
      }).observe(document, { childList: true, subtree: true });
    `);
    await page.goto(pathToFileURL(file).href);
    await page.locator('main h1', { hasText: 'Glossary' }).waitFor();
    expect(await page.title()).toBe('Glossary - example-production - Cloudsplaining');
    await context.close();
  });
});

describe('who may assume roles', () => {
  it('is counted apart from what does not count', async () => {
    const base = fixtureAssessment();
    const findings = base.findings.flatMap((finding) =>
      finding.id === 't01' ? [finding, { ...finding, id: 't05', counted: false }] : [finding],
    );
    const mixed = await writeReport('report-trust', { ...base, findings });
    const { page } = await openReport(browser, mixed, '#/overview');
    const row = page.locator('.trust-kinds li', { hasText: 'compute service' });
    expect(await row.locator('.number').innerText()).toMatch(/^1.*\+1$/s);
    expect(await page.getByText('After a plus stand those that do not count in totals.').count()).toBe(1);
    await page.context().close();
  });
});
