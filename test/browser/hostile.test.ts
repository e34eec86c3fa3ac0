import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StoredTriageFile } from '../../src/assessment/stored-triage-file.js';
import { parseFindings } from '../../src/index.js';
import { runCommandLine } from '../robustness/command-line.js';
import { launchChromium } from './chromium.js';
import { HOSTILE_TEXTS, hostileAccount, hostileResourcePolicies } from './hostile-account.js';
import { keepScreenshot, openReport, type OpenReport } from './open-report.js';

const FOLDER = path.join(import.meta.dirname, '../../test-output/hostile');
/** A name of a file that addresses and pages must not misread. */
const NAME = `a&amp;<b>"'#1?%41{{x}}$&`;
const LISTS = ['policies', 'trust', 'principals', 'paths?as=list', 'actions'];
const OTHERS = ['overview', 'triage', 'paths', 'guidance', 'glossary', 'appendices', 'excluded'];

let browser: Browser;

beforeAll(async () => {
  mkdirSync(path.join(FOLDER, 'in'), { recursive: true });
  const account = JSON.stringify(hostileAccount());
  writeFileSync(path.join(FOLDER, 'in', `${NAME}.json`), account);
  writeFileSync(path.join(FOLDER, 'in', 'other.json'), account.replaceAll('111122223333', '444455556666'));
  writeFileSync(path.join(FOLDER, 'in', '<img src=x onerror=globalThis.attacked=1>.json'), '{');
  const text = HOSTILE_TEXTS.join('\n\n');
  writeFileSync(path.join(FOLDER, 'page.md'), `# ${text}\n\n[${text}](javascript:globalThis.attacked=1)\n`);
  writeFileSync(path.join(FOLDER, 'page.html'), `<p id="main" onclick="globalThis.attacked=1">${text}</p>`);
  const scan = (output: string, ...more: readonly string[]): void => {
    const input = more.includes('-i') ? [] : ['-i', 'in'];
    const parameters = ['scan', '-s', '-t', '-aR', ...input, '-o', output, ...more];
    const { exitCode, stderr } = runCommandLine(FOLDER, parameters);
    expect({ exitCode, crashed: stderr.includes('    at ') }).toEqual({ exitCode: 0, crashed: false });
  };
  scan('first');
  writeFileSync(path.join(FOLDER, 'triage.json'), JSON.stringify(hostileDecisions()));
  scan(
    'out',
    '--triage',
    'triage.json',
    '--previous',
    'first',
    '--custom-guidance',
    'page.md',
    '--custom-appendices',
    'page.html',
  );
  writeFileSync(path.join(FOLDER, 'resources.json'), JSON.stringify(hostileResourcePolicies()));
  scan('alone', '-i', path.join('in', `${NAME}.json`), '--resource-policies', 'resources.json');
  browser = await launchChromium();
}, 120_000);

afterAll(async () => {
  await browser.close();
});

const ALONE = path.join(FOLDER, 'alone', `iam-report-${NAME}.html`);
const REPORT = path.join(FOLDER, 'out', `iam-report-${NAME}.html`);

/** Every text as owner, note and description of a decision on each finding of the first scan. */
function hostileDecisions(): StoredTriageFile {
  const file = path.join(FOLDER, 'first', `iam-findings-${NAME}.json`);
  const { findings, account } = parseFindings(JSON.parse(readFileSync(file, 'utf8')));
  return {
    format: 'cloudsplaining-triage',
    version: 1,
    account: { id: account.id, name: HOSTILE_TEXTS[0] },
    decisions: [...findings.map(({ id }) => id), ...HOSTILE_TEXTS].map((finding, index) => {
      const text = HOSTILE_TEXTS[index % HOSTILE_TEXTS.length] ?? null;
      return {
        finding,
        status: 'false-positive',
        owner: text,
        note: text,
        decidedAt: '2026-11-24T16:02:11Z',
        description: text,
      };
    }),
  };
}

async function expectHarmless({ page, problems, requests }: OpenReport, file: string): Promise<void> {
  expect(problems).toEqual([]);
  expect(requests).toEqual([pathToFileURL(file).href]);
  expect(await page.evaluate('globalThis.attacked === undefined')).toBe(true);
  expect(await page.locator('iframe, object, embed, form, svg script, img:not([src^="data:"])').count()).toBe(
    0,
  );
  expect(await addresses(page)).toEqual([]);
}

/** Addresses that lead to neither a web page, a mail address nor a place or file of ours. */
async function addresses(page: Page): Promise<readonly string[]> {
  const all = await page
    .locator('a[href]')
    .evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));
  return all.filter((address) => !/^(?:#|https:\/\/|mailto:|\.\/iam-report-)/.test(address));
}

describe('an account whose every text is hostile', () => {
  it.each(OTHERS)('does nothing on the page %s', async (name) => {
    const opened = await openReport(browser, REPORT, `#/${name}`);
    await expectHarmless(opened, REPORT);
    await keepScreenshot(opened.page, `hostile-${name}`);
    await opened.page.context().close();
  });

  it.each([...LISTS.map((name) => [name, REPORT] as const), ['resources', ALONE] as const])(
    'does nothing on the page %s, whatever is opened',
    async (name, report) => {
      const opened = await openReport(browser, report, `#/${name}`);
      const { page } = opened;
      // Beside what is open a list shows its first column only.
      const links = page.locator('tr.row td:first-child a');
      await links.first().waitFor();
      await keepScreenshot(page, `hostile-${name.replace(/\W/g, '-')}`);
      for (let index = 0; index < Math.min(await links.count(), HOSTILE_TEXTS.length); index++) {
        await links.nth(index).click();
        await page.locator('#detail-title').waitFor();
        await page
          .locator('.detail-pane summary')
          .evaluateAll((summaries) =>
            summaries.forEach((summary) => summary.dispatchEvent(new MouseEvent('click'))),
          );
      }
      await expectHarmless(opened, report);
      await page.setViewportSize({ width: 390, height: 844 });
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
      await page.context().close();
    },
  );

  it('does nothing in the worksheet with decisions from a file, whatever is opened', async () => {
    const opened = await openReport(browser, REPORT, '#/triage?group=owner');
    const { page } = opened;
    await page.locator('tr.row-group').first().waitFor();
    await page.getByText('Export', { exact: true }).click();
    await page.getByRole('button', { name: 'exclusions.yml' }).click();
    await page.getByText('exclusions.yml excludes').waitFor();
    await page.getByText('More filters').click();
    await page.getByLabel('Note', { exact: true }).fill(HOSTILE_TEXTS[1]);
    await page.keyboard.press('Escape');
    await page.locator('.toolbar-count', { hasText: ' of ' }).waitFor();
    await page.locator('tr.row .column-name a').first().click();
    await page.locator('#detail-title').waitFor();
    expect(await page.locator('.detail-pane').getByLabel('Note').inputValue()).toBe(HOSTILE_TEXTS[1]);
    expect(await page.locator('.detail-pane').getByLabel('Owner').inputValue()).toBe(HOSTILE_TEXTS[1]);
    await page.getByRole('button', { name: 'Keys (?)' }).click();
    await page.getByRole('dialog', { name: 'Keys' }).waitFor();
    await keepScreenshot(page, 'hostile-triage-decided');
    await expectHarmless(opened, REPORT);
    await page.context().close();
  });

  it('can be searched for', async () => {
    const opened = await openReport(browser, REPORT, '#/policies?scope=all');
    for (const text of HOSTILE_TEXTS.slice(0, 6)) {
      await opened.page.getByRole('searchbox').fill(text);
      await opened.page.locator('.toolbar-count', { hasText: ' of ' }).waitFor();
    }
    await expectHarmless(opened, REPORT);
    await opened.page.context().close();
  });

  it('does nothing on the page over several accounts, which leads to the reports', async () => {
    const file = path.join(FOLDER, 'out', 'index.html');
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    const page = await context.newPage();
    const problems: string[] = [];
    const requests: string[] = [];
    page.on('console', (message) => problems.push(message.text()));
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('request', (request) => requests.push(request.url()));
    await page.goto(pathToFileURL(file).href);
    for (const summary of await page.locator('summary').all()) await summary.click();
    await expectHarmless({ page, problems, requests }, file);
    expect(await page.locator('script').count()).toBe(0);
    await keepScreenshot(page, 'hostile-index');
    await page.locator('#accounts-title ~ .scroll-x a', { hasText: NAME }).click();
    await page.locator('.app').waitFor();
    expect(fileURLToPath(page.url())).toBe(REPORT);
    expect(problems).toEqual([]);
    await context.close();
  });
});
