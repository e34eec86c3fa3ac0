import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withDecisions } from '../../src/assessment/triage-decisions.js';
import { falsePositiveExclusions } from '../../src/output/false-positive-exclusions.js';
import { worksheetCsv } from '../../src/output/worksheet-csv.js';
import { worksheetJson } from '../../src/output/worksheet-json.js';
import { worksheetRows } from '../../src/output/worksheet-rows.js';
import { escalatingAssessment } from '../report-app/escalating-assessment.js';
import { launchChromium } from './chromium.js';
import { openReport, writeReport, type OpenReport } from './open-report.js';
import { CARRIED, exported, GONE } from './worksheet-page.js';

const assessment = escalatingAssessment();

let browser: Browser;
let file: string;
let carrying: string;

beforeAll(async () => {
  [browser, file, carrying] = await Promise.all([
    launchChromium(),
    writeReport('triage-exports', assessment),
    writeReport('triage-exports-carried', withDecisions({ ...assessment, name: 'carried' }, [CARRIED, GONE])),
  ]);
});

afterAll(async () => {
  await browser.close();
});

const open = (hash: string, options: Parameters<typeof openReport>[3] = {}): Promise<OpenReport> =>
  openReport(browser, file, hash, options);

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

  it('begin with a byte order mark where a spreadsheet needs one to read letters right', async () => {
    const decision = { ...CARRIED, finding: 'f02', note: 'Prüfung läuft' };
    const name = 'umlaut';
    const file = await writeReport(
      'triage-exports-umlaut',
      withDecisions({ ...assessment, name }, [decision]),
    );
    const { page } = await openReport(browser, file, '#/triage');
    const [, text] = await exported(page, 'as CSV');
    expect(text.slice(0, 8)).toBe('\ufeffFinding');
    expect(text).toContain(',Prüfung läuft,');
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
    await page.getByText('Set the status').click();
    await page.locator('.bulk-bar').getByRole('button', { name: 'False positive' }).click();
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
