import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { escalatingAssessment } from '../report-app/escalating-assessment.js';
import { launchChromium } from './chromium.js';
import { hashOf, openReport, type OpenReport, writeReport } from './open-report.js';
import { count, names, rowOf } from './worksheet-page.js';

const assessment = escalatingAssessment();

let browser: Browser;
let file: string;

beforeAll(async () => {
  [browser, file] = await Promise.all([launchChromium(), writeReport('triage', assessment)]);
});

afterAll(async () => {
  await browser.close();
});

const open = (hash: string, options: Parameters<typeof openReport>[3] = {}): Promise<OpenReport> =>
  openReport(browser, file, hash, options);

describe('the worksheet', () => {
  it('shows every finding in one row', async () => {
    const { page, problems, requests } = await open('#/triage');
    await count(page)
      .filter({ hasText: /^23 findings$/ })
      .waitFor();
    expect(await page.title()).toBe('Triage worksheet - example-production - Cloudsplaining');
    expect(await page.locator('.triage-bar > p').first().textContent()).toBe('23 findings: 23 to triage');
    expect(await rowOf(page, 'f12').locator('td').allTextContents()).toEqual([
      '',
      'Medium',
      'Privilege escalation',
      'guarded-operationsTo triage, Privilege escalation',
      'iam:CreatePolicyVersion',
      'Conditional, only under conditions on aws:MultiFactorAuthPresent, cut by the Deny in statement 2',
      'operators',
      'not known',
      'To triage',
      '',
      '',
    ]);
    expect({ problems, requests: requests.length }).toEqual({ problems: [], requests: 1 });
    await page.context().close();
  });

  it.each([
    ['status=fix', 0],
    ['severity=critical', 2],
    ['kind=ServiceWildcard', 2],
    ['reach=scoped&reach=blocked', 2],
    ['type=principal', 2],
    ['used=recent', 11],
    ['counted=no', 5],
    ['policy=deploy', 3],
    ['actions=iam%3Atagrole', 2],
    ['conditions=multifactor', 1],
    ['attached=carol', 1],
    ['owner=ann', 0],
    ['note=ticket', 0],
    ['q=bob+privilege', 1],
  ])('is narrowed by the address %s', async (search, expected) => {
    const { page } = await open(`#/triage?${search}`);
    await count(page)
      .filter({ hasText: `${expected} of 23 findings` })
      .waitFor();
    if (expected === 0) {
      expect(await page.locator('.empty').textContent()).toBe(
        'None of the 23 findings fits the search and the filters.',
      );
    }
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await count(page)
      .filter({ hasText: /^23 findings$/ })
      .waitFor();
    await page.context().close();
  });

  it('forgets none of two changes that come before the address has told of the first', async () => {
    const { page } = await open('#/triage');
    await page.locator('tr.row').first().waitFor();
    await page.getByRole('button', { name: 'Policy or principal' }).evaluate(async (header) => {
      const groups = document.querySelector<HTMLSelectElement>('select[aria-label="Group by"]');
      if (!(header instanceof HTMLElement) || groups === null)
        throw new Error('The worksheet has no such controls.');
      header.click();
      // Enough for the page to be drawn again, and not for the event of the address.
      for (let turn = 0; turn < 10; turn++) await Promise.resolve();
      groups.value = 'kind';
      groups.dispatchEvent(new Event('change', { bubbles: true }));
    });
    await page.locator('tr.row-group').first().waitFor();
    expect(await hashOf(page)).toBe('#/triage?group=kind&sort=policy');
  });

  it('keeps search, filters, groups, sort and the open finding in the address, and goes back', async () => {
    const { page } = await open('#/triage');
    await page.getByText('Severity: all').click();
    await page.getByLabel('Medium', { exact: true }).check();
    await count(page).filter({ hasText: '10 of 23' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByText('More filters').click();
    await page.getByLabel('Policy or principal').last().fill('read');
    await page.getByLabel('Scoped').check();
    await page.getByLabel('Unrestricted').check();
    await count(page).filter({ hasText: '2 of 23' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Policy or principal' }).click();
    await page.getByLabel('Group by').selectOption('kind');
    await page.locator('tr.row-group').waitFor();
    await page.locator('tr.row a').first().click();
    await page.locator('#detail-title').waitFor();
    const hash =
      '#/triage?severity=medium&reach=unrestricted&reach=scoped&policy=read&group=kind&id=f10&sort=policy';
    expect(await hashOf(page)).toBe(hash);
    const again = await open(hash);
    expect(await names(again.page)).toEqual(['read-customer-exports', 'read-customer-exports']);
    expect(await again.page.title()).toBe(
      'read-customer-exports - Triage worksheet - example-production - Cloudsplaining',
    );
    await again.page.context().close();
    await page.goBack();
    await page.locator('#detail-title').waitFor({ state: 'detached' });
    await page.goBack();
    await page.locator('tr.row-group').waitFor({ state: 'detached' });
    expect(await hashOf(page)).toBe(
      '#/triage?severity=medium&reach=unrestricted&reach=scoped&policy=read&sort=policy',
    );
    await page.context().close();
  });

  it('groups rows, with counts, and folds them', async () => {
    const { page } = await open('#/triage?group=severity');
    const heads = page.locator('tr.row-group button');
    expect(await heads.allTextContents()).toEqual(['Critical 2', 'High 6', 'Medium 10', 'Low 5']);
    await heads.first().click();
    await page.locator('button[aria-expanded="false"]').waitFor();
    expect(await hashOf(page)).toBe('#/triage?group=severity&fold=critical');
    expect(await rowOf(page, 't03').count()).toBe(0);
    await page.context().close();
  });

  it('opens a finding with its statements and a link to its policy', async () => {
    const { page } = await open('#/triage?id=f08');
    expect(await page.locator('.detail-pane .statement-links').textContent()).toBe(
      'Granted byStatement 2 (Build)Limited byStatement 4 (StayInEurope)',
    );
    expect(await page.locator('.document [data-mark="limits"]').count()).toBeGreaterThan(0);
    await page.locator('.detail-pane').getByRole('link', { name: 'Customer-managed policy' }).click();
    await page.locator('.finding-open').waitFor();
    expect(await hashOf(page)).toBe('#/policies?id=ANPA00000002&finding=f08');
    await page.context().close();
  });

  it('leads from a finding that does not count to a list that has it', async () => {
    const { page } = await open('#/triage?id=f13');
    await page.locator('.detail-pane').getByRole('link', { name: 'Customer-managed policy' }).click();
    await page.locator('.finding-open').waitFor();
    expect(await hashOf(page)).toBe('#/policies?scope=all&id=ANPA00000003&finding=f13');
    expect(await page.locator('tr.row-selected .column-severity').textContent()).toBe('Medium');
    await page.context().close();
  });

  it('leads to the right one of principals that share an id, and so does the trend', async () => {
    const none = { critical: 0, high: 0, medium: 0, low: 0, none: 0 };
    const sharing = await writeReport('triage-sharing', {
      ...assessment,
      principals: assessment.principals.map((each) =>
        each.name === 'bob' ? { ...each, id: 'AIDA01' } : each,
      ),
      trend: {
        since: '2026-11-01T00:00:00Z',
        new: { ...none, critical: 1 },
        fixed: none,
        unchanged: none,
        newFindings: ['n01'],
        sameOptions: true,
      },
    });
    const { page } = await openReport(browser, sharing, '#/triage?id=n01');
    await page.locator('.detail-pane').getByRole('link', { name: 'User', exact: true }).click();
    await page.locator('.app[data-page="principals"] #detail-title', { hasText: 'bob' }).waitFor();
    await page.getByRole('link', { name: 'Overview' }).click();
    await page.locator('section[aria-labelledby="trend-title"] a', { hasText: 'bob' }).click();
    await page.locator('.app[data-page="principals"] #detail-title', { hasText: 'bob' }).waitFor();
    await page.context().close();
  });

  it('has a place for what it says before it says it, which those who listen need', async () => {
    const { page } = await open('#/triage');
    expect(await page.getByRole('status').allTextContents()).toEqual([
      '23 findings: 23 to triage',
      '',
      '23 findings',
    ]);
    await page.context().close();
  });

  it('says so where nothing was found', async () => {
    const nothing = await writeReport('triage-nothing', { ...assessment, findings: [] });
    const { page } = await openReport(browser, nothing, '#/triage');
    expect(await page.locator('.empty').textContent()).toMatch(
      /^No finding\. 12 policies and the trust policies of 5 roles were checked for: Privilege escalation, /,
    );
    expect(await page.locator('.triage-bar > p').first().textContent()).toBe('0 findings');
    await page.context().close();
  });
});

describe('at 390 px', () => {
  it('shows what matters, and nothing runs over the edge', async () => {
    const { page } = await open('#/triage', { viewport: { width: 390, height: 800 }, colorScheme: 'dark' });
    const overflow = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
    expect(await page.evaluate(overflow)).toBe(0);
    await rowOf(page, 't03').locator('.column-name a').click();
    await page.getByRole('radio', { name: 'Accepted' }).check();
    expect(await page.evaluate(overflow)).toBe(0);
    await page.getByRole('link', { name: 'Back to the list' }).click();
    await rowOf(page, 't03').locator('.narrow-kinds .status').filter({ hasText: 'Accepted' }).waitFor();
    await page.context().close();
  });

  it('cuts the status off in no row, however long the kind is called', async () => {
    const { page } = await open('#/triage', { viewport: { width: 390, height: 800 } });
    await rowOf(page, 't03').waitFor();
    const cutOff = await page.locator('tr.row .narrow-kinds').evaluateAll((lines) =>
      lines.flatMap((line) => {
        const status = line.querySelector('.status');
        if (status === null) return ['no status'];
        const isCut = status.getBoundingClientRect().right > line.getBoundingClientRect().right;
        return isCut ? [line.textContent] : [];
      }),
    );
    expect(cutOff).toEqual([]);
    await page.context().close();
  });
});

describe('at 1024 px', () => {
  it('leaves out the last use, so that two words of the actions have room', async () => {
    const { page } = await open('#/triage', { viewport: { width: 1024, height: 800 } });
    await rowOf(page, 't03').waitFor();
    const titles = await page.locator('thead th:visible').allTextContents();
    expect(titles.map((title) => title.trim())).toStrictEqual([
      '',
      'Severity',
      'Kind',
      'Policy or principal',
      'Actions',
      'Reach and conditions',
      'Status',
    ]);
    const width = await page.locator('thead th.triage-actions').evaluate((cell) => cell.clientWidth);
    expect(width).toBeGreaterThanOrEqual(120);
    await page.context().close();
  });
});
