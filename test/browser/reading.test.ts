import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { fixtureAssessment } from '../report-app/fixture-assessment.js';
import { launchChromium } from './chromium.js';
import { openReport, writeReport } from './open-report.js';

const assessment = {
  ...fixtureAssessment(),
  customPages: { guidance: '<p>Ours</p>', appendices: '<p>Ours</p>' },
};
let browser: Browser;
let file: string;

beforeAll(async () => {
  [browser, file] = await Promise.all([launchChromium(), writeReport('reading', assessment)]);
});

afterEach(async () => {
  await Promise.all(browser.contexts().map((context) => context.close()));
});

afterAll(async () => {
  await browser.close();
});

async function open(hash: string, options: BrowserContextOptions = {}, report = file): Promise<Page> {
  return (await openReport(browser, report, hash, options)).page;
}

/** Another place in the report that a page has open. */
async function goTo(page: Page, hash: string): Promise<void> {
  await page.goto(new URL(hash, page.url()).href);
}

async function topOf(page: Page, selector: string): Promise<number> {
  return (await page.locator(selector).boundingBox())?.y ?? NaN;
}

describe('the first screen', () => {
  it('has the counts and what to fix first on it, and the theme beside the pages', async () => {
    const page = await open('#/overview');
    expect(await page.locator('#tiles-title').textContent()).toBe('17 findings by severity');
    expect(await topOf(page, '.tiles')).toBeLessThan(300);
    expect(await topOf(page, '#first-title')).toBeLessThan(500);
    const [nav, theme] = [await topOf(page, 'nav'), await topOf(page, 'header select')];
    expect(Math.abs(nav - theme)).toBeLessThan(8);
  });
});

describe('the findings of a policy', () => {
  it('are counted as its row counts them', async () => {
    const page = await open('#/policies?id=ANPA00000002');
    const own = assessment.findings.filter(
      ({ subject }) =>
        subject.type === 'policy' && assessment.policies[subject.policy]?.id === 'ANPA00000002',
    );
    const counted = own.filter((finding) => finding.counted).length;
    expect([own.length, counted]).toEqual([3, 2]);
    expect(await page.locator('.detail-pane h3', { hasText: 'finding' }).first().textContent()).toBe(
      '2 findings, and 1 not counted',
    );
  });
});

describe('what one takes along', () => {
  it('is an ARN or a document as it would stand in a file', async () => {
    const page = await open('#/policies?id=ANPA00000002', {
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    const policy = assessment.policies.find(({ id }) => id === 'ANPA00000002');
    await page.getByRole('button', { name: 'Copy', exact: true }).click();
    await page.locator('.copy-arn', { hasText: 'Copied' }).waitFor();
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(policy?.arn);
    await page.getByRole('button', { name: 'Copy the document' }).click();
    await page.locator('.document-buttons', { hasText: 'Copied' }).waitFor();
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(
      `${JSON.stringify(assessment.documents[policy?.document ?? -1], null, 2)}\n`,
    );
  });
});

describe('a cell', () => {
  it('shows over it what it has no room for, and nothing where it has', async () => {
    const page = await open('#/policies');
    const cell = page.locator('tr.row .column-name').first();
    await cell.hover();
    expect(await cell.getAttribute('title')).toBeNull();
    await page.setViewportSize({ width: 390, height: 844 });
    const kinds = page.locator('tr.row .narrow-kinds .kinds-named').first();
    expect(await kinds.evaluate((named) => named.scrollWidth > named.clientWidth)).toBe(true);
    await page.locator('tr.row .column-severity').first().hover();
    await cell.hover();
    expect(await cell.getAttribute('title')).toMatch(/^AdministratorAccess\n+Privilege escalation/);
  });
});

describe('a low screen', () => {
  it('scrolls, so that the rows keep a window of their own', async () => {
    const page = await open('#/policies', { viewport: { width: 360, height: 256 } });
    const box = await page.locator('.table-scroll').boundingBox();
    expect(Math.round(box?.height ?? 0)).toBe(218);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
  });
});

describe('the last use of a role', () => {
  it('is told apart from a use that the input does not tell', async () => {
    const principals = assessment.principals.map((principal) =>
      principal.id === 'AROA03' && principal.role !== null
        ? { ...principal, role: { ...principal.role, lastUsed: { date: null, region: null } } }
        : principal,
    );
    const unused = await writeReport('reading-unused', { ...assessment, principals });
    const [without, withUnknown] = [await open('#/overview', {}, unused), await open('#/overview')];
    const used = async (page: Page, hash: string): Promise<string | null> => {
      await goTo(page, hash);
      return page.locator('.facts-detail div', { hasText: /^Last used/ }).textContent();
    };
    for (const hash of ['#/principals?id=AROA03', '#/trust?id=AROA03']) {
      expect(await used(without, hash)).toBe('Last usedno use recorded');
      expect(await used(withUnknown, hash)).toBe('Last usednot known');
    }
    for (const hash of ['#/trust', '#/triage', '#/principals']) {
      await goTo(without, hash);
      const cell = without.locator('tr.row td', { hasText: /^no use recorded$/ }).first();
      expect(await cell.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0);
    }
  });
});
