import { readFileSync } from 'node:fs';
import type { Browser, Download, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TriageDecision } from '../../src/assessment/assessment.js';
import { parseTriageFile } from '../../src/assessment/parse-triage-file.js';
import { withDecisions } from '../../src/assessment/triage-decisions.js';
import { falsePositiveExclusions } from '../../src/output/false-positive-exclusions.js';
import { worksheetCsv } from '../../src/output/worksheet-csv.js';
import { worksheetJson } from '../../src/output/worksheet-json.js';
import { worksheetRows } from '../../src/output/worksheet-rows.js';
import { escalatingAssessment } from '../report-app/escalating-assessment.js';
import { launchChromium } from './chromium.js';
import { keepScreenshot, openReport, writeReport, type OpenReport } from './open-report.js';

const assessment = escalatingAssessment();
const CARRIED: TriageDecision = {
  finding: 'f02',
  status: 'fix',
  owner: 'ann',
  note: '=1+1',
  decidedAt: '2026-11-24T10:00:00Z',
  description: 'Resource exposure on AdministratorAccess (AWS-managed policy)',
};
const GONE: TriageDecision = { ...CARRIED, finding: 'gone', description: 'Something that was fixed' };

let browser: Browser;
let file: string;
let carrying: string;

beforeAll(async () => {
  [browser, file, carrying] = await Promise.all([
    launchChromium(),
    writeReport('triage', assessment),
    writeReport('triage-carried', withDecisions({ ...assessment, name: 'carried' }, [CARRIED, GONE])),
  ]);
});

afterAll(async () => {
  await browser.close();
});

const open = (hash: string, options: Parameters<typeof openReport>[3] = {}): Promise<OpenReport> =>
  openReport(browser, file, hash, options);
const hashOf = (page: Page): string => new URL(page.url()).hash;
const count = (page: Page): Locator => page.locator('.toolbar-count');
const names = (page: Page): Promise<readonly string[]> =>
  page.locator('tr.row .column-name a').allTextContents();
const rowOf = (page: Page, finding: string): Locator =>
  page.locator('tr.row', { has: page.locator(`a[href*="id=${finding}"]`) });

async function textOf(
  page: Page,
  press: () => Promise<void>,
): Promise<readonly [name: string, text: string]> {
  const [download]: [Download, unknown] = await Promise.all([page.waitForEvent('download'), press()]);
  return [download.suggestedFilename(), readFileSync(await download.path(), 'utf8')];
}

async function exported(page: Page, title: string): Promise<readonly [name: string, text: string]> {
  await page.getByText('Export', { exact: true }).click();
  return textOf(page, () => page.getByRole('button', { name: title }).click());
}

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
      'guarded-operationsPrivilege escalation, To triage',
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
    expect(hashOf(page)).toBe(hash);
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
    expect(hashOf(page)).toBe(
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
    expect(hashOf(page)).toBe('#/triage?group=severity&fold=critical');
    expect(await rowOf(page, 't03').count()).toBe(0);
    await page.context().close();
  });

  it('opens a finding with its statements and a link to its policy', async () => {
    const { page } = await open('#/triage?id=f08');
    expect(await page.locator('.detail-pane .statement-links').textContent()).toBe(
      'Granted byStatement 2, BuildLimited byStatement 4, StayInEurope',
    );
    expect(await page.locator('.document [data-mark="limits"]').count()).toBeGreaterThan(0);
    await page.locator('.detail-pane').getByRole('link', { name: 'Customer-managed policy' }).click();
    await page.locator('.finding-open').waitFor();
    expect(hashOf(page)).toBe('#/policies?id=ANPA00000002&finding=f08');
    await page.context().close();
  });

  it('says so where nothing was found', async () => {
    const nothing = await writeReport('triage-nothing', { ...assessment, findings: [] });
    const { page } = await openReport(browser, nothing, '#/triage');
    expect(await page.locator('.empty').textContent()).toMatch(
      /^No finding\. 12 policies and the trust policies of 5 roles were checked for: Privilege escalation, /,
    );
    await page.context().close();
  });
});

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
    expect(hashOf(page)).toBe('#/triage?kind=PrivilegeEscalation&mark=n01&mark=f14&mark=f01');
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

describe('selected findings', () => {
  it('are decided about together, those out of sight too', async () => {
    const { page } = await open('#/triage?severity=critical');
    await page.getByLabel('Select all that are shown').check();
    await page.getByText('2 findings selected').waitFor();
    await page.getByRole('searchbox').fill('bob');
    await page.getByText('2 findings selected, 1 of them not shown').waitFor();
    await page.getByLabel('Set the status').selectOption('accepted');
    await page.getByLabel('Owner of the selected findings').fill('ann');
    await page.getByRole('button', { name: 'Set the owner' }).click();
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await page.getByText('23 findings: 21 to triage, 2 accepted').waitFor();
    expect(await rowOf(page, 't03').locator('.triage-owner').textContent()).toBe('ann');
    await page.getByRole('button', { name: 'Clear the selection' }).click();
    await page.locator('.bulk-bar').waitFor({ state: 'detached' });
    expect(hashOf(page)).toBe('#/triage');
    await page.context().close();
  });
});

describe('decisions', () => {
  it('are made in the detail, are there after a reload, saved, and read again elsewhere', async () => {
    const { page, problems } = await open('#/triage?id=f12');
    await page.getByRole('radio', { name: 'Accepted' }).check();
    await page.locator('.detail-pane').getByLabel('Owner').fill('ann');
    await page.locator('.detail-pane').getByLabel('Note').fill('until </script> May \u{1F600}');
    await page.getByText('1 change not saved to a file').waitFor();
    await page.reload();
    await page.locator('.app').waitFor();
    expect(await page.locator('.detail-pane').getByLabel('Note').inputValue()).toBe(
      'until </script> May \u{1F600}',
    );
    const [name, text] = await textOf(page, () =>
      page.getByRole('button', { name: 'Save triage.json' }).click(),
    );
    expect(name).toBe('triage.json');
    const saved = parseTriageFile(JSON.parse(text));
    expect({
      ...saved,
      savedAt: '',
      decisions: saved.decisions.map((each) => ({ ...each, decidedAt: '' })),
    }).toEqual({
      format: 'cloudsplaining-triage',
      version: 1,
      account: { id: '111122223333', name: 'example-production' },
      savedAt: '',
      decisions: [
        {
          finding: 'f12',
          status: 'accepted',
          owner: 'ann',
          note: 'until </script> May \u{1F600}',
          decidedAt: '',
          description: 'Privilege escalation on guarded-operations (Customer-managed policy)',
        },
      ],
    });
    expect(await page.locator('.triage-unsaved').textContent()).toBe('');
    await page.context().close();

    const other = await open('#/triage');
    await other.page.getByLabel('Triage file').setInputFiles({
      name: 'triage.json',
      mimeType: 'application/json',
      buffer: Buffer.from(text),
    });
    await other.page
      .getByText(
        '1 decision read from triage.json: 1 matches a finding, 0 do not. 1 is new or later than what was here.',
      )
      .waitFor();
    expect(await rowOf(other.page, 'f12').locator('.triage-status').textContent()).toBe('Accepted');
    await other.page.getByLabel('Triage file').setInputFiles({
      name: 'other.json',
      mimeType: 'application/json',
      buffer: Buffer.from('{"format":"x"}'),
    });
    await other.page
      .getByText(
        'other.json was not read: this is no triage file; its format should be "cloudsplaining-triage" (at $.format).',
      )
      .waitFor();
    expect([...problems, ...other.problems]).toEqual([]);
    await other.page.context().close();
  });

  it('are shown as the scan carried them over, and give way to later ones', async () => {
    const { page } = await openReport(browser, carrying, '#/triage?id=f02');
    await page.getByText('1 decision matches no finding of this report; triage.json keeps it.').waitFor();
    expect(await rowOf(page, 'f02').locator('.triage-status').textContent()).toBe('Fix');
    await page.getByRole('radio', { name: 'Accepted' }).check();
    await page.reload();
    await page.locator('.app').waitFor();
    expect(await rowOf(page, 'f02').locator('.triage-status').textContent()).toBe('Accepted');
    const [, text] = await textOf(page, () => page.getByRole('button', { name: 'Save triage.json' }).click());
    expect(
      parseTriageFile(JSON.parse(text)).decisions.map(({ finding, status }) => [finding, status]),
    ).toEqual([
      ['f02', 'accepted'],
      ['gone', 'fix'],
    ]);
    await page.context().close();
  });
});

describe('exports', () => {
  const rows = worksheetRows(assessment);
  const shown = ['f02', 'f09', 'f08'].flatMap((id) => rows.filter(({ key }) => key === id));
  const decisions = new Map([['f02', CARRIED]]);

  it('hold what is shown, as CSV and JSON', async () => {
    const { page, problems } = await openReport(
      browser,
      carrying,
      '#/triage?q=putbucketpolicy&type=aws-managed&type=customer-managed&actions=s3%3Aputbucketacl',
    );
    const order = await page
      .locator('tr.row .column-name a')
      .evaluateAll((links) =>
        links.map((link) => /id=(\w+)/.exec(link.getAttribute('href') ?? '')?.[1] ?? ''),
      );
    const expected = order.flatMap((id) => rows.filter(({ key }) => key === id));
    expect([...order].sort()).toEqual(['f02', 'f06', 'f08', 'f09']);
    const carried = { ...assessment, name: 'carried' };
    expect(await exported(page, 'as CSV')).toEqual([
      'iam-worksheet-carried.csv',
      worksheetCsv(carried, expected, decisions),
    ]);
    expect(worksheetCsv(carried, shown, decisions)).toContain(",Fix,ann,'=1+1,2026-11-24T10:00:00Z\r\n");
    expect(await exported(page, 'as JSON')).toEqual([
      'iam-worksheet-carried.json',
      worksheetJson(carried, expected, decisions),
    ]);
    expect(problems).toEqual([]);
    await page.context().close();
  });

  it('hold false positives as exclusions', async () => {
    const { page, problems } = await open('#/triage?policy=deploy');
    await page.getByText('Export', { exact: true }).click();
    await page.getByRole('button', { name: 'exclusions.yml' }).click();
    await page
      .getByText('No finding is marked as a false positive, so there is nothing to exclude.')
      .waitFor();
    await page.getByLabel('Select all that are shown').check();
    await page.getByLabel('Set the status').selectOption('false-positive');
    await page.getByText('23 findings: 20 to triage, 3 false positive').waitFor();
    const marked = new Map(
      ['f07', 'f08', 'f09'].map((finding) => [
        finding,
        { ...CARRIED, finding, status: 'false-positive' as const },
      ]),
    );
    expect(await exported(page, 'exclusions.yml')).toEqual([
      'exclusions.yml',
      falsePositiveExclusions(assessment, rows, marked).text,
    ]);
    await page
      .getByText('exclusions.yml excludes 1 policy or principal more than the rules in force.')
      .waitFor();
    expect(problems).toEqual([]);
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
});
