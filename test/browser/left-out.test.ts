import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fixtureAssessment } from '../report-app/fixture-assessment.js';
import { launchChromium } from './chromium.js';
import { openReport, writeReport } from './open-report.js';

let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
});

afterAll(async () => {
  await browser.close();
});

describe('an account of which everything could be read', () => {
  const base = { ...fixtureAssessment(), notAssessed: [] };

  it.each([
    [
      'left-out-rules',
      base,
      'Every policy, user, group and role of the input could be read; what no rule excludes was assessed.',
      'Every part of the input that no rule excludes was assessed. Rules excluded 2 things. ',
    ],
    [
      'left-out-nothing',
      { ...base, exclusions: { ...base.exclusions, excluded: [] } },
      'Every policy, user, group and role of the input could be read and was assessed.',
      'Every part of the input was assessed. No rule excluded anything. ',
    ],
  ])(
    'is not said to be assessed as a whole where rules exclude some (%s)',
    async (name, assessment, all, note) => {
      const { page } = await openReport(browser, await writeReport(name, assessment), '#/excluded');
      expect(await page.locator('section[aria-labelledby="not-assessed-title"] .empty').textContent()).toBe(
        all,
      );
      await page.getByRole('link', { name: 'Overview' }).click();
      expect(await page.locator('.remarks > p').textContent()).toBe(`${note}Excluded and not assessed`);
      await page.context().close();
    },
  );
});
