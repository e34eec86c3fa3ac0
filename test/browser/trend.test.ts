import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withTrend } from '../../src/assessment/account-findings.js';
import { allow, document } from '../account/authorization-details.js';
import { assessed, withPolicy } from '../assessment/small-account.js';
import { parseEarlierFindings } from '../../src/assessment/earlier-findings.js';
import { launchChromium } from './chromium.js';
import { keepScreenshot, openReport, writeReport } from './open-report.js';

let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
});

afterAll(async () => {
  await browser.close();
});

describe('what became of earlier findings', () => {
  it('is told, and what was fixed is listed when it is unfolded', async () => {
    const [earlier] = parseEarlierFindings(
      JSON.parse(
        JSON.stringify(assessed(withPolicy(document(allow(['s3:PutObjectAcl', 'ssm:GetParameter']))))),
      ),
    );
    const now = assessed(withPolicy(document(allow(['s3:PutObjectAcl']))));
    if (earlier === undefined) throw new Error('There is nothing to compare with.');
    const file = await writeReport('trend', withTrend(now, earlier));
    const { page, problems } = await openReport(browser, file, '#/overview');
    const table = page.getByRole('group', { name: 'Fixed since the earlier assessment' });
    expect(await table.isVisible()).toBe(false);
    await page.getByText('1 finding fixed since then').click();
    expect(
      await table
        .getByRole('row')
        .evaluateAll((rows) => rows.map((row) => [...row.children].map((cell) => cell.textContent))),
    ).toEqual([
      ['Severity', 'Kind', 'Policy or principal'],
      ['Medium', 'Data Exfiltration', 'policy'],
    ]);
    await keepScreenshot(page, 'trend');
    await page.setViewportSize({ width: 390, height: 844 });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
    expect(problems).toEqual([]);
    await page.context().close();
  });
});
