import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { escalatingAssessment } from '../report-app/escalating-assessment.js';
import { exampleResources } from './example-resources.js';
import { launchChromium } from './chromium.js';
import { keepScreenshot, openReport, writeReport } from './open-report.js';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

type NamedPage = readonly [name: string, hash: string];

/** Pages that are looked at, by report. */
const PAGES = {
  accessibility: [
    ['overview', '#/overview'],
    ['triage', '#/triage?group=status&mark=f01&mark=f07'],
    ['triage-finding', '#/triage?id=f12'],
    ['policies', '#/policies'],
    ['policy', '#/policies?id=ANPA00000002&finding=f08'],
    ['policy-hostile', '#/policies?id=ANPA00000004'],
    ['policy-long-sid', '#/policies?id=ANPA00000005'],
    ['trust', '#/trust?id=AROA03'],
    ['principals', '#/principals?id=AIDA01'],
    ['actions', '#/actions?action=s3%3AGetObject'],
    ['paths', '#/paths'],
    ['path', '#/paths?id=hop+AIDA02%3EAROA02%3Eassume+role'],
    ['paths-list', '#/paths?as=list&id=chain+AIDA02'],
    ['guidance', '#/guidance'],
    ['glossary', '#/glossary'],
    ['left-out', '#/excluded'],
  ],
  'accessibility-resources': [
    ['resources', '#/resources'],
    ['resource', '#/resources?id=arn%3Aaws%3As3%3A%3A%3Anorthwind-downloads'],
    ['resource-clean', '#/resources?id=arn%3Aaws%3Asns%3Aeu-west-1%3A111122223333%3Aalarms'],
    ['resources-overview', '#/overview'],
    ['resources-triage', '#/triage'],
    ['resources-guidance', '#/guidance'],
  ],
} satisfies Readonly<Record<string, NamedPage[]>>;

const LOOKS = [
  { width: 1440, colorScheme: 'light' },
  { width: 1440, colorScheme: 'dark' },
  { width: 1024, colorScheme: 'light' },
  { width: 1024, colorScheme: 'dark' },
  { width: 390, colorScheme: 'light' },
  { width: 390, colorScheme: 'dark' },
] as const;

/** The rules of axe about colours. */
const COLOURS = ['color-contrast', 'link-in-text-block'];

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string }[];
}

/** The page that an address names. */
function pageOf(hash: string): string {
  return /^#\/([a-z]+)/.exec(hash)?.[1] ?? '';
}

let browser: Browser;
let file: string;
let files: Readonly<Record<keyof typeof PAGES, string>>;

beforeAll(async () => {
  let resourcesFile: string;
  [browser, file, resourcesFile] = await Promise.all([
    launchChromium(),
    writeReport('accessibility', escalatingAssessment()),
    writeReport('accessibility-resources', exampleResources()),
  ]);
  files = { accessibility: file, 'accessibility-resources': resourcesFile };
});

afterAll(async () => {
  await browser.close();
});

/**
 * The rules of axe that a page violates, and where. Of what it keeps, nothing but the violations is worked out.
 *
 * @param rules - looks at these only
 */
async function violations(page: Page, rules?: readonly string[]): Promise<readonly unknown[]> {
  const only = rules === undefined ? {} : { runOnly: { type: 'rule', values: rules } };
  const options = JSON.stringify({ resultTypes: ['violations'], ...only });
  // The shape of axe's results as far as it is read here.
  const found = (await page.evaluate(
    `axe.run(${options}).then((result) => result.violations)`,
  )) as readonly Violation[];
  return found.map(({ id, nodes }) => ({ id, nodes: nodes.map((node) => node.html) }));
}

describe.each(['accessibility', 'accessibility-resources'] as const)('the report %s', (report) => {
  describe.each(LOOKS)('at $width px in $colorScheme', ({ width, colorScheme }) => {
    let page: Page;

    // One report for all its pages: opening it takes longer than looking at it.
    beforeAll(async () => {
      // axe makes style elements of its own; every other test runs under the page's policy.
      const options = { viewport: { width, height: 900 }, colorScheme, bypassCSP: true };
      page = (await openReport(browser, files[report], '', options)).page;
      await page.evaluate(AXE);
    });

    afterAll(() => page.context().close());

    it.each(PAGES[report])('%s violates no rule of axe, nor is it too wide', async (name, hash) => {
      await page.goto(new URL(hash, page.url()).href);
      await page.locator(`.app[data-page="${pageOf(hash)}"]`).waitFor();
      await keepScreenshot(page, `${name}-${width}-${colorScheme}`);
      // The schemes differ in nothing but colours.
      expect(await violations(page, colorScheme === 'light' ? undefined : COLOURS)).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
    });
  });
});

describe('a filter menu', () => {
  it('violates no rule while it is open', async () => {
    const { page } = await openReport(browser, file, '#/policies', { bypassCSP: true });
    await page.getByText('Kind: all').click();
    await keepScreenshot(page, 'policies-menu');
    await page.evaluate(AXE);
    expect(await violations(page)).toEqual([]);
    await page.context().close();
  });
});

describe.each(['light', 'dark'] as const)('the worksheet in %s', (colorScheme) => {
  it.each([
    ['the list of keys', (page: Page) => page.getByRole('button', { name: 'Keys (?)' }).click()],
    ['the further filters', (page: Page) => page.getByText('More filters').click()],
    ['the exports', (page: Page) => page.getByText('Export', { exact: true }).click()],
    [
      'the decision on a finding',
      async (page: Page) => {
        await page.locator('tr.row .column-name a').first().click();
        await page.getByRole('radio', { name: 'Accepted' }).check();
        await page.locator('.detail-pane').getByLabel('Note').fill('until May');
      },
    ],
    [
      'the bar of selected findings and the list of keys',
      async (page: Page) => {
        await page.getByLabel('Select all that are shown').check();
        await page.getByRole('button', { name: 'Keys (?)' }).click();
      },
    ],
  ])('violates no rule while %s is open', async (what, press) => {
    const { page } = await openReport(browser, file, '#/triage', { bypassCSP: true, colorScheme });
    await press(page);
    await keepScreenshot(page, `triage-open-${what.replaceAll(' ', '-')}-${colorScheme}`);
    await page.evaluate(AXE);
    expect(await violations(page, colorScheme === 'light' ? undefined : COLOURS)).toEqual([]);
    await page.context().close();
  });
});

describe('the theme', () => {
  it('follows the system until another is chosen', async () => {
    const { page } = await openReport(browser, file, '#/overview', { colorScheme: 'dark' });
    const ground = (): Promise<unknown> =>
      page.evaluate('getComputedStyle(document.documentElement).backgroundColor');
    expect(await ground()).toBe('rgb(18, 22, 28)');
    await page.getByLabel('Theme').selectOption('light');
    expect(await ground()).toBe('rgb(246, 247, 249)');
    await page.reload();
    await page.locator('.app').waitFor();
    expect(await ground()).toBe('rgb(246, 247, 249)');
    await page.context().close();
  });
});
