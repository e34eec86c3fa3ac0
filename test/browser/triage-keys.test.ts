import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { escalatingAssessment } from '../report-app/escalating-assessment.js';
import { launchChromium } from './chromium.js';
import { hashOf, keepScreenshot, openReport, type OpenReport, writeReport } from './open-report.js';
import { count, names, rowOf } from './worksheet-page.js';

const assessment = escalatingAssessment();

let browser: Browser;
let file: string;

beforeAll(async () => {
  [browser, file] = await Promise.all([launchChromium(), writeReport('triage-keys', assessment)]);
});

afterAll(async () => {
  await browser.close();
});

const open = (hash: string, options: Parameters<typeof openReport>[3] = {}): Promise<OpenReport> =>
  openReport(browser, file, hash, options);

describe('the keys', () => {
  it('go to rows, select them, decide about them and show help', async () => {
    const { page } = await open('#/triage?kind=PrivilegeEscalation');
    await page.keyboard.press('j');
    await page.locator('tr[data-index="0"] a:focus').waitFor();
    await page.keyboard.press('x');
    await page.keyboard.press('j');
    await page.locator('tr[data-index="1"] a:focus').waitFor();
    await page.keyboard.press('ArrowDown');
    await page.locator('tr[data-index="2"] a:focus').waitFor();
    await page.keyboard.press('Shift+X');
    await page.getByText('3 findings selected').waitFor();
    expect(await hashOf(page)).toBe('#/triage?kind=PrivilegeEscalation&mark=n01&mark=f14&mark=f01');
    await page.keyboard.press('k');
    await page.locator('tr[data-index="1"] a:focus').waitFor();
    await page.keyboard.press('x');
    await page.getByText('2 findings selected').waitFor();
    await page.keyboard.press('2');
    await page.getByText('2 changes not saved to a file').waitFor();
    expect(await page.locator('tr.row .triage-status').allTextContents()).toEqual([
      'Fix',
      'To triage',
      'Fix',
      'To triage',
      'To triage',
    ]);
    await page.keyboard.press('?');
    const dialog = page.getByRole('dialog', { name: 'Keys' });
    await dialog.waitFor();
    await keepScreenshot(page, 'triage-keys');
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    await page.keyboard.press('/');
    await page.locator('input.search:focus').first().waitFor();
    await page.keyboard.type('x?2');
    expect(await page.getByRole('searchbox').inputValue()).toBe('x?2');
    await page.context().close();
  });

  it('go from the search to what it found, however quickly', async () => {
    const { page } = await open('#/triage?kind=PrivilegeEscalation');
    await page.keyboard.press('/');
    await page.locator('input.search:focus').first().waitFor();
    await page.keyboard.type('bob');
    await page.keyboard.press('ArrowDown');
    await page.locator('tr[data-index="0"] a:focus').waitFor();
    expect(await hashOf(page)).toBe('#/triage?q=bob&kind=PrivilegeEscalation');
    expect(await names(page)).toEqual(['bob']);
    await page.context().close();
  });

  it('stay on the list where a decision takes the row out of it', async () => {
    const { page } = await open('#/triage?status=to-triage&severity=critical');
    await page.keyboard.press('j');
    await page.locator('tr[data-index="0"] a:focus').waitFor();
    await page.keyboard.press('4');
    await count(page).filter({ hasText: '1 of 23' }).waitFor();
    await page.locator('tr[data-index="0"] a:focus').waitFor();
    expect(await names(page)).toEqual(['bob']);
    await page.context().close();
  });
});

describe('a decision', () => {
  it('is undone by a key, and by a button that leaves the focus in the bar', async () => {
    const { page } = await open('#/triage?mark=f01&mark=f02');
    const undo = page.getByRole('button', { name: 'Undo the last decision' });
    await page.keyboard.press('3');
    await page.getByText('23 findings: 21 to triage, 2 false positive').waitFor();
    await page.keyboard.press('u');
    await page.getByText('23 findings: 23 to triage').waitFor();
    expect(await undo.count()).toBe(0);
    await page.keyboard.press('4');
    await page.getByText('23 findings: 21 to triage, 2 accepted').waitFor();
    await undo.focus();
    await page.keyboard.press('Enter');
    await page.getByText('23 findings: 23 to triage').waitFor();
    expect(await page.locator(':focus').textContent()).toBe('Save triage.json');
    await page.context().close();
  });
});

describe('what a key decided', () => {
  it('is said to those who do not see the row, and the count without its button', async () => {
    const { page } = await open('#/triage?status=to-triage');
    const said = page.getByRole('status');
    await page.keyboard.press('j');
    await page.locator('tr[data-index="0"] a:focus').waitFor();
    await page.keyboard.press('3');
    await said.filter({ hasText: '23 findings: 22 to triage, 1 false positive' }).waitFor();
    await said.getByText('22 of 23 findings', { exact: true }).waitFor();
    expect(await said.getByRole('button').count()).toBe(0);
    await page.keyboard.press('u');
    await said.filter({ hasText: '23 findings: 23 to triage' }).waitFor();
    await page.context().close();
  });
});

describe('a finding that a key opened', () => {
  it('is decided about where it is read, unless findings are selected', async () => {
    const { page } = await open('#/triage');
    await page.keyboard.press('j');
    await page.locator('tr[data-index="0"] a:focus').waitFor();
    await page.keyboard.press('Enter');
    await page.locator('#detail-title:focus').waitFor();
    await page.keyboard.press('2');
    await page.getByText('23 findings: 22 to triage, 1 fix').waitFor();
    expect(await page.getByRole('radio', { name: 'Fix' }).isChecked()).toBe(true);
    await page.locator('tr[data-index="1"] .column-mark input').check();
    await page.locator('#detail-title').focus();
    await page.keyboard.press('4');
    await page.getByText('23 findings: 21 to triage, 1 fix, 1 accepted').waitFor();
    await page.context().close();
  });
});

describe('selected findings', () => {
  it('are those that folded groups show, and counted apart where a fold hides them', async () => {
    const { page } = await open('#/triage?group=severity&fold=high');
    await page.getByLabel('Select all that are shown').check();
    await page.getByText('17 findings selected', { exact: true }).waitFor();
    await page.locator('tr.row-group button', { hasText: 'Critical' }).click();
    await page.getByText('17 findings selected, 2 of them not shown').waitFor();
    await page.context().close();
  });

  it('are those of this report, whatever the address names', async () => {
    const { page } = await open('#/triage?mark=gone&mark=f01');
    await page.getByText('1 finding selected', { exact: true }).waitFor();
    await page.context().close();
  });

  it.each([1440, 390])(
    'push no row away, and have their bar and its menu in sight, %i px wide',
    async (width) => {
      const height = 844;
      const { page } = await open('#/triage', { viewport: { width, height } });
      const place = async (selector: string) => {
        const box = await page.locator(selector).boundingBox();
        return { top: box?.y ?? -1, bottom: (box?.y ?? -1) + (box?.height ?? 0) };
      };
      const first = 'tbody tr:nth-child(2) .column-mark input';
      const before = await place(first);
      await page.locator(first).check();
      await page.getByText('1 finding selected').waitFor();
      expect(await place(first)).toEqual(before);
      await page.getByText('Set the status').click();
      const menu = await place('.bulk-bar .menu-body');
      const bar = await place('.bulk-bar');
      expect([menu.top, bar.top, bar.bottom].map((y) => y > before.bottom && y <= height)).toEqual([
        true,
        true,
        true,
      ]);
      expect(menu.bottom).toBeLessThanOrEqual((await place('.bulk-bar summary')).top);
      await page.context().close();
    },
  );

  it('get the status that keys go to, and none on the way there', async () => {
    const { page } = await open('#/triage?mark=f01&mark=f07');
    await page.getByText('Set the status').focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    expect(await page.locator(':focus').textContent()).toBe('Fix');
    expect(await page.locator('.triage-bar > p').first().textContent()).toBe('23 findings: 23 to triage');
    await page.keyboard.press('Enter');
    await page.getByText('23 findings: 21 to triage, 2 fix').waitFor();
    expect(await page.locator(':focus').textContent()).toBe('Set the status');
    await page.context().close();
  });

  it('are decided about together, those out of sight too', async () => {
    const { page } = await open('#/triage?severity=critical');
    await page.getByLabel('Select all that are shown').check();
    await page.getByText('2 findings selected').waitFor();
    await page.getByRole('searchbox').fill('bob');
    await page.getByText('2 findings selected, 1 of them not shown').waitFor();
    await page.getByText('Set the status').click();
    await page.locator('.bulk-bar').getByRole('button', { name: 'Accepted' }).click();
    await page.getByLabel('Owner of the selected findings').fill('ann');
    await page.getByRole('button', { name: 'Set the owner' }).click();
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await page.getByText('23 findings: 21 to triage, 2 accepted').waitFor();
    expect(await rowOf(page, 't03').locator('.triage-owner').textContent()).toBe('ann');
    await page.getByRole('button', { name: 'Clear the selection' }).click();
    await page.locator('.bulk-bar').waitFor({ state: 'detached' });
    expect(await hashOf(page)).toBe('#/triage');
    await page.context().close();
  });
});
