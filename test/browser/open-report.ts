import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { buildReportApp } from '../../scripts/build-report-app.js';
import type { Assessment } from '../../src/assessment/assessment.js';
import { renderHtml } from '../../src/output/html.js';

const OUTPUT = path.join(import.meta.dirname, '../../test-output');

/** Screenshots that the tests leave for people to look at. */
export const SCREENSHOTS = path.join(OUTPUT, 'screenshots');

/** A page of a report, and everything that went wrong or over the network while it was open. */
export interface OpenReport {
  readonly page: Page;
  /** Console errors, uncaught errors and violations of the content security policy. */
  readonly problems: string[];
  readonly requests: string[];
}

/** Writes a report with today's app; each test file names its own, for they run side by side. */
export async function writeReport(name: string, assessment: Assessment): Promise<string> {
  const html = await renderHtml(assessment, await buildReportApp(), (json) =>
    Promise.resolve(gzipSync(json)),
  );
  const file = path.join(OUTPUT, 'reports', `${name}.html`);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, html);
  return file;
}

/** Opens a report from its file, at a place in it, and waits until the app shows. */
export async function openReport(
  browser: Browser,
  file: string,
  hash: string,
  options: BrowserContextOptions = {},
): Promise<OpenReport> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  const page = await context.newPage();
  const problems: string[] = [];
  const requests: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') problems.push(message.text());
  });
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('request', (request) => requests.push(request.url()));
  page.on('dialog', (dialog) => {
    problems.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  await page.goto(pathToFileURL(file).href + hash);
  if (options.javaScriptEnabled !== false) await page.locator('.app').waitFor();
  return { page, problems, requests };
}

/** The fragment of the address, as the page has it: the browser tells of it later. */
export async function hashOf(page: Page): Promise<string> {
  return page.evaluate<string>('location.hash');
}

/** Keeps a picture of the page, where somebody wants to look at them: they take as long as the tests themselves. */
export async function keepScreenshot(page: Page, name: string): Promise<void> {
  if (process.env['SCREENSHOTS'] === undefined) return;
  mkdirSync(SCREENSHOTS, { recursive: true });
  await page.screenshot({ path: path.join(SCREENSHOTS, `${name}.png`), fullPage: true });
}
