import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sanitisedPage } from '../../src/cli/sanitised-page.js';
import { fixtureAssessment } from '../report-app/fixture-assessment.js';
import { launchChromium } from './chromium.js';
import { hashOf, openReport, writeReport } from './open-report.js';

const GUIDANCE =
  '# Ours\n\n[to the contacts](#contacts), [to policies](#/policies)\n\n<h2 id="contacts">Contacts</h2>';

let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
});

afterAll(async () => {
  await browser.close();
});

async function report(name: string, guidance: string, appendices: string): Promise<string> {
  return writeReport(name, { ...fixtureAssessment(), customPages: { guidance, appendices } });
}

describe('pages of your own', () => {
  it('stand in the place of our advice, above what kinds mean, and in appendices', async () => {
    const file = await report('custom', sanitisedPage(GUIDANCE, 'markdown'), '<p>Telephone numbers</p>');
    const { page, problems } = await openReport(browser, file, '#/guidance');
    expect(await page.locator('h2').allTextContents()).toEqual([
      'Ours',
      'Findings on policies and principals',
      'Findings on trust policies',
    ]);
    await page.getByText('to the contacts').click();
    await page.locator('#custom-contacts:focus').waitFor();
    expect(await hashOf(page)).toBe('#/guidance');
    await page.getByRole('link', { name: 'Appendices' }).click();
    expect(await page.locator('.custom-text').textContent()).toBe('Telephone numbers');
    expect(await page.title()).toBe('Appendices - example-production - Cloudsplaining');
    expect(problems).toEqual([]);
    await page.context().close();
  });

  it('are hidden where the file was empty', async () => {
    const { page } = await openReport(browser, await report('custom-hidden', '', ''), '#/guidance');
    expect(await page.locator('.empty').textContent()).toBe('This report was made without this page.');
    expect(await page.getByRole('navigation').getByRole('link', { name: 'Guidance' }).count()).toBe(0);
    expect(await page.getByRole('navigation').getByRole('link', { name: 'Appendices' }).count()).toBe(0);
    await page.context().close();
  });

  it('show no Appendices without a file', async () => {
    const { page } = await openReport(browser, await writeReport('custom-none', fixtureAssessment()), '');
    expect(await page.getByRole('navigation').getByRole('link', { name: 'Guidance' }).count()).toBe(1);
    expect(await page.getByRole('navigation').getByRole('link', { name: 'Appendices' }).count()).toBe(0);
    await page.context().close();
  });
});
