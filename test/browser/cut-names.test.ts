import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Assessment } from '../../src/assessment/assessment.js';
import { escalatingAssessment } from '../report-app/escalating-assessment.js';
import { launchChromium } from './chromium.js';
import { openReport, writeReport } from './open-report.js';

const LONG = 'deployment-of-the-customer-facing-platform-in-eu-west-1';

let browser: Browser;
let file: string;

beforeAll(async () => {
  [browser, file] = await Promise.all([launchChromium(), writeReport('cut-names', withLongName())]);
});

afterAll(async () => {
  await browser.close();
});

/** The escalating fixture, where bob has a long name. */
function withLongName(): Assessment {
  const base = escalatingAssessment();
  return {
    ...base,
    principals: base.principals.map((principal) =>
      principal.name === 'bob' ? { ...principal, name: LONG } : principal,
    ),
  };
}

/** Whether the last characters of a name are within the box that its page gives it. */
function showsEnd(holder: Element): boolean {
  const end = holder.querySelector('.cut-name > bdi')?.getBoundingClientRect();
  const box = holder.getBoundingClientRect();
  return end !== undefined && end.width > 0 && end.left >= box.left && end.right <= box.right;
}

describe('a name without room', () => {
  it.each([
    ['#/principals', '.column-name a', 'in-eu-west-1'],
    ['#/paths', '.node', 'u-west-1'],
    ['#/paths?as=list', '.column-name a', 'in-eu-west-1'],
  ])('on %s loses its middle and keeps its end, and is heard as one word', async (hash, holder, end) => {
    const { page } = await openReport(browser, file, hash, { viewport: { width: 1024, height: 700 } });
    const named = page.locator(holder, { hasText: LONG });
    await named.first().waitFor();
    expect(await named.locator('.cut-name > bdi').textContent()).toBe(end);
    expect(await named.evaluate(showsEnd)).toBe(true);
    const start = named.locator('.cut-name > span');
    expect(await start.evaluate((element) => element.scrollWidth > element.clientWidth)).toBe(true);
    const role = page.getByRole('link', { name: new RegExp(`^${LONG}( user)?$`) });
    expect(await role.count()).toBe(1);
    await page.context().close();
  });

  it('is whole where it has room, and on paper', async () => {
    const { page } = await openReport(browser, file, '#/principals', {
      viewport: { width: 2400, height: 700 },
    });
    const start = page.locator('.column-name a', { hasText: LONG }).locator('.cut-name > span');
    expect(await start.evaluate((element) => element.scrollWidth > element.clientWidth)).toBe(false);
    await page.emulateMedia({ media: 'print' });
    expect(
      await page
        .locator('.cut-name')
        .first()
        .evaluate((element) => getComputedStyle(element).display),
    ).toBe('inline');
    await page.context().close();
  });
});
