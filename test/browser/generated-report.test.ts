import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeAccount } from '../../scripts/bench/generate-account.js';
import { runCommandLine } from '../robustness/command-line.js';
import { launchChromium } from './chromium.js';
import { keepScreenshot, openReport } from './open-report.js';

const FOLDER = path.join(import.meta.dirname, '../../test-output/generated');
const REPORT = path.join(FOLDER, 'iam-report-account.html');
const PAGES = [
  'overview',
  'triage',
  'policies',
  'trust',
  'principals',
  'paths',
  'actions',
  'guidance',
  'glossary',
  'excluded',
];

let browser: Browser;

beforeAll(async () => {
  mkdirSync(FOLDER, { recursive: true });
  writeAccount(path.join(FOLDER, 'account.json'), { principals: 5000, seed: 20_260_701 });
  const { exitCode, stderr } = runCommandLine(FOLDER, ['scan', '-s', '-t', '-i', 'account.json']);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  browser = await launchChromium();
}, 300_000);

afterAll(async () => {
  await browser.close();
});

describe('the report of a generated account of 5,000 principals', () => {
  it.each(PAGES)('opens the page %s', async (name) => {
    const { page, problems, requests } = await openReport(browser, REPORT, `#/${name}`);
    await page.locator(`.app[data-page="${name}"] main h1`).first().waitFor();
    expect(await page.locator('tr').count()).toBeLessThan(1000);
    await keepScreenshot(page, `generated-${name}`);
    const row = page.locator('tr.row a').first();
    if ((await row.count()) > 0) {
      await row.click();
      await page.locator('#detail-title').waitFor();
    }
    expect(problems).toEqual([]);
    expect(requests).toEqual([pathToFileURL(REPORT).href]);
    await page.context().close();
  });
});
