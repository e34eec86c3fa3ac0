import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from './chromium.js';
import { exampleResources } from './example-resources.js';
import { openReport, writeReport } from './open-report.js';

const ALARMS = 'arn:aws:sns:eu-west-1:111122223333:alarms';
const HASH = `#/resources?${new URLSearchParams({ id: ALARMS }).toString()}`;

let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
});

afterAll(async () => {
  await browser.close();
});

describe('a resource policy without a finding', () => {
  it('says what it was checked for: whom it lets in, not what its actions allow', async () => {
    const { page } = await openReport(browser, await writeReport('resources', exampleResources()), HASH);
    expect(await page.locator('.detail-pane .empty').textContent()).toBe(
      'No finding. It was checked for: Resource Open to Anyone, Resource Open to Anyone With Conditions, Resource Open to Another Account, Resource Open to Service Without Source.',
    );
    await page.context().close();
  });

  it('is not said to have been checked where a rule excludes it', async () => {
    const base = exampleResources();
    const file = await writeReport('resources-excluded', {
      ...base,
      resourcePolicies: (base.resourcePolicies ?? []).map((policy) =>
        policy.arn === ALARMS ? { ...policy, excludedBy: 'alarm*' } : policy,
      ),
    });
    const { page } = await openReport(browser, file, HASH);
    await page.getByText('It was excluded by the rule alarm*.').waitFor();
    expect(await page.locator('.detail-pane').innerText()).not.toContain('No finding');
    await page.context().close();
  });
});
