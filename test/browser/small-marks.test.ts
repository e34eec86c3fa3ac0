import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { escalatingAssessment } from '../report-app/escalating-assessment.js';
import { launchChromium } from './chromium.js';
import { openReport, writeReport } from './open-report.js';

let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
});

afterAll(async () => {
  await browser.close();
});

it('the status of a finding has room at 1440 px', async () => {
  const file = await writeReport('small-status', escalatingAssessment());
  const { page } = await openReport(browser, file, '#/triage');
  await page.locator('tr.row').first().waitFor();
  await page.keyboard.press('j');
  await page.keyboard.press('3');
  const cell = page.locator('td.triage-status', { hasText: 'False positive' });
  expect(await cell.evaluate((element) => element.scrollWidth > element.clientWidth)).toBe(false);
  await page.context().close();
});

it('names of roles have the room there is on the trust policies at 390 px', async () => {
  const file = await writeReport('small-trust', escalatingAssessment());
  const { page } = await openReport(browser, file, '#/trust', { viewport: { width: 390, height: 844 } });
  const name = page.locator('td.column-name').first();
  expect(await name.evaluate((element) => element.clientWidth)).toBeGreaterThan(200);
  await page.context().close();
});

it.each(['triage', 'policies'])('kinds to filter by stand by severity and title on %s', async (name) => {
  const file = await writeReport(`small-kinds-${name}`, escalatingAssessment());
  const { page } = await openReport(browser, file, `#/${name}`);
  await page.getByText('Kind: all').click();
  const titles = await page.locator('.menu[open] label').allTextContents();
  expect(titles.filter((title) => /exposure|escalation|exfiltration/i.test(title))).toEqual([
    'Credentials exposure',
    'Privilege escalation',
    'Resource exposure',
    'Data exfiltration',
  ]);
  await page.context().close();
});

it('a graph that is wider than its window says so', async () => {
  const file = await writeReport('small-graph', escalatingAssessment());
  const { page } = await openReport(browser, file, '#/paths', { viewport: { width: 700, height: 900 } });
  await page.locator('.graph-hint').waitFor();
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.locator('.graph-hint').waitFor({ state: 'detached' });
  await page.context().close();
});

it('a statement to change that no shown chain goes by says so', async () => {
  const base = escalatingAssessment();
  const file = await writeReport('small-statement', {
    ...base,
    escalation: {
      ...base.escalation,
      chokePoints: {
        statements: [{ policy: null, holder: 8, statement: 0 }],
        atLeast: 1,
        isSmallest: true,
        isComplete: true,
      },
    },
  });
  const { page } = await openReport(browser, file, '#/paths');
  expect(await page.locator('.choke-points > li').textContent()).toContain(
    'on none of these chains, but on other ways',
  );
  await page.context().close();
});
