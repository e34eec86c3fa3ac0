import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { outsiderAssessment } from '../report-app/outsider-assessment.js';
import { launchChromium } from './chromium.js';
import { hashOf, openReport, writeReport } from './open-report.js';

let browser: Browser;
let file: string;

beforeAll(async () => {
  [browser, file] = await Promise.all([
    launchChromium(),
    writeReport('outsider-findings', outsiderAssessment()),
  ]);
});

afterAll(async () => {
  await browser.close();
});

const SENTENCE =
  'n outsider, arn:aws:iam::999900001111:root, may assume this role by statements 1 and 2 of its trust policy and becomes administrator from there in 1 more step';

describe('a finding that an outsider becomes administrator by a role', () => {
  it('is explained in Triage, with the trust policy and the chain', async () => {
    const { page } = await openReport(browser, file, '#/triage?id=out1');
    const pane = page.locator('.detail-pane');
    await pane.getByText(`A${SENTENCE}.`).waitFor();
    const text = await pane.textContent();
    expect(text).toContain('change the statement of its trust policy');
    expect(text).not.toMatch(/several policies|Remove one action|taken together/);
    expect(await pane.locator('.document .line-mark').allTextContents()).toEqual(['grants', 'grants']);
    await pane.getByRole('link', { name: 'The steps to administrator' }).click();
    await page.locator('.steps > li').first().waitFor();
    expect(await hashOf(page)).toContain('#/paths?');
    await page.goBack();
    await pane.getByRole('link', { name: 'of its trust policy' }).click();
    await page.locator('.document .line-mark').first().waitFor();
    expect(await hashOf(page)).toContain('#/trust?');
    await page.context().close();
  });

  it('is a sentence on the page of the role', async () => {
    const { page } = await openReport(browser, file, '#/principals?id=AROA03');
    expect(await page.locator('.principal-findings > li').first().textContent()).toBe(
      `CriticalPrivilege escalation a${SENTENCE}`,
    );
    await page.context().close();
  });
});
