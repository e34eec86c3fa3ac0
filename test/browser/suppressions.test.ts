import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allow, document } from '../account/authorization-details.js';
import { assessed, withPolicy } from '../assessment/small-account.js';
import { launchChromium } from './chromium.js';
import { openReport, writeReport } from './open-report.js';

let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
});

afterAll(async () => {
  await browser.close();
});

const assessment = assessed(withPolicy(document(allow(['s3:GetObject', 'ssm:GetParameter']))), {
  suppressions: [
    { action: 's3:*', policy: 'pol*', reason: 'public <b>prices</b>', expires: '2099-12-31' },
    { kind: 'ResourceExposure', reason: 'none' },
  ],
});

describe('suppressed findings', () => {
  it('are listed with the rule that suppresses them, and what each rule did', async () => {
    const file = await writeReport('suppressions', assessment);
    const { page, problems } = await openReport(browser, file, '#/excluded');
    const table = page.getByRole('group', { name: 'Suppressed' }).getByRole('row');
    expect(
      await table.evaluateAll((rows) => rows.map((row) => [...row.children].map((cell) => cell.textContent))),
    ).toEqual([
      ['Findings with', 'Suppressed', 'Reason', 'Last day'],
      ['policy pol*, action s3:*', '1', 'public <b>prices</b>', '2099-12-31'],
      ['kind ResourceExposure', 'matches nothing', 'none', 'none'],
    ]);
    await page.getByRole('link', { name: 'Overview' }).click();
    await page.getByText('does not: conditional, scoped, extended, unattached or suppressed').waitFor();
    expect(problems).toEqual([]);
    await page.context().close();
  });

  it('say why they may stay', async () => {
    const file = await writeReport('suppressions-detail', assessment);
    const { page, problems } = await openReport(browser, file, '#/policies');
    await page.getByRole('link', { name: 'policy', exact: true }).first().click();
    await page.locator('a.finding-head', { hasText: 'not counted' }).click();
    await page.getByText('The reason given: public <b>prices</b>').waitFor();
    expect(
      await page
        .getByText('It does not count in totals because a suppression of the configuration matches it.')
        .count(),
    ).toBe(1);
    expect(problems).toEqual([]);
    await page.context().close();
  });
});
