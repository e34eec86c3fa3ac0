import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { escalatingAssessment } from '../report-app/escalating-assessment.js';
import { fixtureAssessment } from '../report-app/fixture-assessment.js';
import { launchChromium } from './chromium.js';
import { hashOf, openReport, writeReport } from './open-report.js';

let browser: Browser;
let file: string;

beforeAll(async () => {
  [browser, file] = await Promise.all([launchChromium(), writeReport('actions', fixtureAssessment())]);
});

afterAll(async () => {
  await browser.close();
});

describe('the actions page', () => {
  it('searches actions and services, opens one, and goes back', async () => {
    const { page } = await openReport(browser, file, '#/actions');
    await page.keyboard.press('/');
    await page.keyboard.type('amazon s3');
    await page.locator('.toolbar-count', { hasText: '4 of 15 actions' }).waitFor();
    await page.getByRole('link', { name: 's3:GetObject' }).click();
    await page.locator('#detail-title', { hasText: 's3:GetObject' }).waitFor();
    expect(await hashOf(page)).toBe('#/actions?q=amazon+s3&action=s3%3AGetObject');
    expect(await page.title()).toBe('s3:GetObject - Actions - example-production - Cloudsplaining');
    expect(await page.locator('.grants h3').allTextContents()).toEqual([
      'AdministratorAccess on everything',
      'read-customer-exports on everything',
      'read-customer-exports on everything',
      'guarded-operations on everything',
      'deploy-pipeline on everything but what it excepts',
      'orphaned-full-s3 on everything',
    ]);
    await page.goBack();
    await page.locator('#detail-title').waitFor({ state: 'detached' });
    await page.context().close();
  });

  it('takes the search away', async () => {
    const { page } = await openReport(browser, file, '#/actions?q=s3%3AGetObject');
    await page.locator('.toolbar-count', { hasText: '1 of 15 actions' }).waitFor();
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await page.locator('.toolbar-count', { hasText: /^15 actions$/ }).waitFor();
    expect(await hashOf(page)).toBe('#/actions');
    expect(await page.getByRole('button', { name: 'Clear filters' }).count()).toBe(0);
    await page.context().close();
  });

  it('answers for an action that no finding is about, once its name is written', async () => {
    const { page, problems } = await openReport(browser, file, '#/actions');
    await page.getByRole('searchbox').fill('cloudwatch:GetMetricData');
    await page.getByRole('link', { name: 'Who can use cloudwatch:GetMetricData' }).click();
    await page.locator('#detail-title', { hasText: 'cloudwatch:GetMetricData' }).waitFor();
    expect(await hashOf(page)).toBe(
      '#/actions?q=cloudwatch%3AGetMetricData&action=cloudwatch%3AGetMetricData',
    );
    expect(await page.locator('.grants h3').first().textContent()).toBe('AdministratorAccess on everything');
    expect(problems).toEqual([]);
    await page.context().close();
  });

  it('leads from a grant to its policy', async () => {
    const { page } = await openReport(browser, file, '#/actions?action=s3%3AGetObject');
    await page.locator('.grants a', { hasText: 'AdministratorAccess' }).click();
    await page.locator('#detail-title', { hasText: 'AdministratorAccess' }).waitFor();
    expect(await hashOf(page)).toBe('#/policies?scope=all&id=ANPA00000001');
    await page.context().close();
  });

  it('opens a service: who can use any of its actions', async () => {
    const { page } = await openReport(browser, file, '#/actions?q=s3:GetObject');
    await page.locator('tr.row').getByRole('link', { name: 'Amazon S3' }).first().click();
    await page.locator('#detail-title', { hasText: 's3:*' }).waitFor();
    expect(await hashOf(page)).toBe('#/actions?q=s3%3AGetObject&action=s3%3A*');
    expect(await page.locator('.detail-pane').textContent()).toContain('some of them by');
    expect(await page.locator('.grants h3').first().textContent()).toBe('AdministratorAccess on everything');
    await page.context().close();
  });

  it('sorts by name', async () => {
    const { page } = await openReport(browser, file, '#/actions');
    await page.getByRole('button', { name: 'Action', exact: true }).click();
    await page.locator('th[aria-sort="ascending"]', { hasText: 'Action' }).waitFor();
    expect((await page.locator('tr.row .column-name a').allTextContents()).slice(0, 2)).toEqual([
      'ec2:RunInstances',
      'ec2:TerminateInstances',
    ]);
    await page.context().close();
  });
});

describe('guidance', () => {
  it('leads from a kind to as many findings as it says, those on principals too', async () => {
    const report = await writeReport('guidance', escalatingAssessment());
    const { page } = await openReport(browser, report, '#/guidance');
    const article = page.locator('#kind-PrivilegeEscalation');
    await article.getByRole('link', { name: '5 findings' }).click();
    await page.locator('.toolbar-count', { hasText: '5 of 23 findings' }).waitFor();
    expect(await hashOf(page)).toBe('#/triage?kind=PrivilegeEscalation');
    await page.context().close();
  });
});
