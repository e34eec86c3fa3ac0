import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseTriageFile } from '../../src/assessment/parse-triage-file.js';
import { withDecisions } from '../../src/assessment/triage-decisions.js';
import { escalatingAssessment } from '../report-app/escalating-assessment.js';
import { launchChromium } from './chromium.js';
import { openReport, writeReport, type OpenReport } from './open-report.js';
import { CARRIED, GONE, rowOf, textOf } from './worksheet-page.js';

const assessment = escalatingAssessment();
const schema: unknown = JSON.parse(
  readFileSync(new URL('../../src/assessment/triage.schema.json', import.meta.url), 'utf8'),
);
// The schema is the project's own; Ajv itself refuses it if it is none.
const matchesSchema = new Ajv({ strict: false }).compile(schema as object);

let browser: Browser;
let file: string;
let carrying: string;

beforeAll(async () => {
  [browser, file, carrying] = await Promise.all([
    launchChromium(),
    writeReport('triage-decisions', assessment),
    writeReport(
      'triage-decisions-carried',
      withDecisions({ ...assessment, name: 'carried' }, [CARRIED, GONE]),
    ),
  ]);
});

afterAll(async () => {
  await browser.close();
});

const open = (hash: string, options: Parameters<typeof openReport>[3] = {}): Promise<OpenReport> =>
  openReport(browser, file, hash, options);

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
    matchesSchema(JSON.parse(text));
    expect(matchesSchema.errors).toBeNull();
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

  it('of another tab are taken over on any page, and lost by none that is made here', async () => {
    const here = await open('#/triage');
    await here.page.getByRole('link', { name: 'Overview' }).click();
    await here.page.locator('.app[data-page="overview"]').waitFor();
    const other = await here.page.context().newPage();
    await other.goto(here.page.url().replace('#/overview', '#/triage?id=f12'));
    await other.getByRole('radio', { name: 'Accepted' }).check();
    await other.close();
    await here.page.getByRole('link', { name: /^Triage/ }).click();
    await here.page.getByText('23 findings: 22 to triage, 1 accepted').waitFor();
    await rowOf(here.page, 'f01').locator('.column-name a').focus();
    await here.page.keyboard.press('2');
    await here.page.getByText('23 findings: 21 to triage, 1 fix, 1 accepted').waitFor();
    await here.page.reload();
    await here.page.getByText('23 findings: 21 to triage, 1 fix, 1 accepted').waitFor();
    await here.page.context().close();
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
