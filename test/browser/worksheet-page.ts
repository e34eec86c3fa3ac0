import { readFileSync } from 'node:fs';
import type { Download, Locator, Page } from 'playwright-core';
import type { TriageDecision } from '../../src/assessment/assessment.js';

/** A decision that came with the scan. */
export const CARRIED: TriageDecision = {
  finding: 'f02',
  status: 'fix',
  owner: 'ann',
  note: '=1+1',
  decidedAt: '2026-11-24T10:00:00Z',
  description: 'Resource exposure on AdministratorAccess (AWS-managed policy)',
};
/** A decision on a finding that the report does not have. */
export const GONE: TriageDecision = { ...CARRIED, finding: 'gone', description: 'Something that was fixed' };

/** How many rows are shown. */
export const count = (page: Page): Locator => page.locator('.toolbar-count');
/** Policies and principals of the rows. */
export const names = (page: Page): Promise<readonly string[]> =>
  page.locator('tr.row .column-name a').allTextContents();
export const rowOf = (page: Page, finding: string): Locator =>
  page.locator('tr.row', { has: page.locator(`a[href*="id=${finding}"]`) });

/** The file that the browser saves when something is pressed. */
export async function textOf(
  page: Page,
  press: () => Promise<void>,
): Promise<readonly [name: string, text: string]> {
  const [download]: [Download, unknown] = await Promise.all([page.waitForEvent('download'), press()]);
  return [download.suggestedFilename(), readFileSync(await download.path(), 'utf8')];
}

/** The file that a choice of the menu of exports saves. */
export async function exported(page: Page, title: string): Promise<readonly [name: string, text: string]> {
  await page.getByText('Export', { exact: true }).click();
  return textOf(page, () => page.getByRole('button', { name: title }).click());
}
