import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { fixtureAssessment } from '../report-app/fixture-assessment.js';
import { launchChromium } from './chromium.js';
import { hashOf, openReport, writeReport } from './open-report.js';

let browser: Browser;
let file: string;

beforeAll(async () => {
  [browser, file] = await Promise.all([launchChromium(), writeReport('policies', fixtureAssessment())]);
});

afterEach(async () => {
  await Promise.all(browser.contexts().map((context) => context.close()));
});

afterAll(async () => {
  await browser.close();
});

async function open(hash: string, width = 1440): Promise<Page> {
  return (await openReport(browser, file, hash, { viewport: { width, height: 900 } })).page;
}

function names(page: Page): Promise<string[]> {
  return page.locator('tr.row .column-name a').allTextContents();
}

describe('the policies page', () => {
  it('searches names and actions as one types, and keeps the search in the address', async () => {
    const page = await open('#/policies');
    await page.keyboard.press('/');
    await page.keyboard.type('EXPORTS');
    await page.locator('.toolbar-count', { hasText: '2 of 12 policies' }).waitFor();
    expect(await names(page)).toEqual(['read-customer-exports', 'read-customer-exports']);
    expect(await hashOf(page)).toBe('#/policies?q=EXPORTS');
    await page.getByRole('searchbox').fill('ec2:terminate');
    await page.locator('.toolbar-count', { hasText: '4 of 12 policies' }).waitFor();
    await page.getByRole('searchbox').fill('no such thing');
    await page.locator('.empty').waitFor();
    expect(await page.locator('.empty').textContent()).toBe(
      'None of the 12 policies fits the search and the filters.',
    );
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await page.locator('.toolbar-count', { hasText: /^12 policies$/ }).waitFor();
    expect(await page.getByRole('searchbox').inputValue()).toBe('');
    expect(await hashOf(page)).toBe('#/policies');
  });

  it('sorts by a column, and the other way at the second click', async () => {
    const page = await open('#/policies');
    expect((await names(page)).slice(0, 2)).toEqual(['AdministratorAccess', 'deploy-pipeline']);
    await page.getByRole('button', { name: 'Policy', exact: true }).click();
    await page.locator('th[aria-sort="ascending"]', { hasText: 'Policy' }).waitFor();
    expect(await hashOf(page)).toBe('#/policies?sort=name');
    expect((await names(page))[1]).toMatch(/^a-very-long-name/);
    await page.getByRole('button', { name: 'Policy', exact: true }).click();
    await page.locator('th[aria-sort="descending"]', { hasText: 'Policy' }).waitFor();
    expect(await hashOf(page)).toBe('#/policies?sort=-name');
    expect((await names(page))[1]).toBe('unreadable');
  });

  it('filters by type, severity, kind, and by whether findings count', async () => {
    const page = await open('#/policies');
    await page.getByText('Type: all').click();
    await page.getByLabel('Inline').check();
    await page.locator('.toolbar-count', { hasText: '3 of 12' }).waitFor();
    await page.getByText('Severity: all').click();
    await page.getByLabel('Medium').check();
    await page.locator('.toolbar-count', { hasText: '2 of 12' }).waitFor();
    expect(await hashOf(page)).toBe('#/policies?type=inline&severity=medium');
    await page.keyboard.press('Escape');
    expect(await page.locator('details.menu[open]').count()).toBe(0);
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await page.getByText('Kind: all').click();
    await page.getByLabel('Service wildcard').check();
    await page.locator('.toolbar-count', { hasText: '1 of 12' }).waitFor();
    await page.getByLabel('Include findings that do not count').check();
    await page.locator('.toolbar-count', { hasText: '2 of 12' }).waitFor();
    expect(await names(page)).toEqual(['AdministratorAccess', 'orphaned-full-s3']);
  });

  it('opens what a link names, and the back button goes back step by step', async () => {
    const page = await open('#/policies?type=customer-managed&id=ANPA00000002&finding=f08');
    expect(await page.locator('#detail-title').textContent()).toBe('deploy-pipeline');
    expect(await page.title()).toBe('deploy-pipeline - Policies - example-production - Cloudsplaining');
    expect(await page.locator('a.finding-head[aria-current]').textContent()).toContain(
      'Infrastructure modification',
    );
    await page.locator('a.finding-head', { hasText: 'Privilege escalation' }).click();
    await page.locator('a.finding-head[aria-current]', { hasText: 'Privilege escalation' }).waitFor();
    await page.getByRole('link', { name: 'Back to the list' }).click();
    await page.locator('#detail-title').waitFor({ state: 'detached' });
    expect(await hashOf(page)).toBe('#/policies?type=customer-managed');
    await page.goBack();
    await page.locator('a.finding-head[aria-current]', { hasText: 'Privilege escalation' }).waitFor();
    await page.goBack();
    await page.locator('a.finding-head[aria-current]', { hasText: 'Infrastructure modification' }).waitFor();
  });

  it('marks the statements of the chosen finding in the document', async () => {
    const page = await open('#/policies?id=ANPA00000002&finding=f08');
    expect(await page.locator('.line-mark').allTextContents()).toEqual(['grants', 'limits']);
    expect(await page.locator('.line[data-mark="grants"]').first().getAttribute('data-statement')).toBe('1');
    expect(await page.locator('.line[data-mark="limits"]').first().getAttribute('data-statement')).toBe('3');
    expect(await page.locator('.statement-links').textContent()).toBe(
      'Granted byStatement 2 (Build)Limited byStatement 4 (StayInEurope)',
    );
    await page.goto(page.url().replace('f08', 'f07'));
    await page.locator('.statement-links', { hasText: 'Statement 3 (Publish)' }).waitFor();
    expect(await page.locator('.line-mark').allTextContents()).toEqual(['grants', 'grants']);
  });

  it('tells what to change for the chosen finding, and who holds the policy as links', async () => {
    const page = await open('#/policies?id=ANPA00000001');
    expect(await page.locator('.advice > li').allTextContents()).toEqual([
      'AWS keeps this policy, so that it cannot be changed: detach it from 1 user and 1 role, and attach a policy of your own with only what they use.',
      'Statement 1 allows every action: list in its place those that are used.',
      expect.stringMatching(/^A condition on iam:PassedToService limits iam:PassRole/),
      'A condition on lambda:VpcIds limits lambda:CreateFunction to functions within your networks.',
    ]);
    expect(await page.locator('.action-group h5').first().textContent()).toBe('Write');
    await page.locator('.facts-detail a', { hasText: 'alice' }).click();
    await page.locator('#list-title', { hasText: 'Principals' }).waitFor();
    expect(await hashOf(page)).toBe('#/principals?id=AIDA01');
  });

  it('shows paths, actions by service with their links, and no link that is not https', async () => {
    const page = await open('#/policies?id=ANPA00000001');
    expect(await page.locator('.path-name').allTextContents()).toEqual([
      'Write a new version of a policy that one has iam-create-policy-version change of own rights',
      'Pass a role to a new function and invoke it pass-role-lambda pass role',
    ]);
    expect(await page.locator('.paths .path-name a').count()).toBe(1);
    expect(await page.locator('.action-group summary').allTextContents()).toEqual([
      'AWS Identity and Access Management (IAM) 2',
      'AWS Lambda 2',
    ]);
    const link = page.getByRole('link', { name: 'lambda:InvokeFunction' });
    expect(await link.getAttribute('href')).toBe(
      'https://docs.aws.amazon.com/service-authorization/latest/reference/list_awslambda.html#awslambda-InvokeFunction',
    );
    expect(await link.getAttribute('rel')).toBe('noopener noreferrer');
    expect(await page.locator('.references a').count()).toBe(1);
  });

  it('says which holders IAM Identity Center manages', async () => {
    const page = await open('#/policies?id=ANPA00000001');
    expect(await page.locator('.facts-detail .inline-list li').allTextContents()).toEqual([
      'alice user',
      'break-glass role, managed by IAM Identity Center',
    ]);
    const trust = await open('#/trust?id=AROA03');
    expect(await trust.locator('.facts-detail div', { hasText: 'Managed by' }).allTextContents()).toEqual([
      'Managed byIAM Identity Center',
    ]);
  });

  it('names those whom a trust policy lets in shortly on the screen, and in full on paper', async () => {
    const page = await open('#/trust');
    const row = page.locator('tr.row', { hasText: 'arn:aws:iam::999900001111:root' });
    const cell = row.locator('.column-related');
    expect(await cell.innerText()).toContain('account 999900001111');
    expect(await cell.innerText()).not.toContain('arn:');
    await page.emulateMedia({ media: 'print' });
    expect(await cell.innerText()).toContain('arn:aws:iam::999900001111:root');
    expect(await cell.innerText()).not.toContain('account 999900001111');
  });

  it('is walked through with the keyboard', async () => {
    const page = await open('#/policies');
    await page.locator('tr.row a').first().focus();
    await page.keyboard.press('ArrowDown');
    await page.locator('tr[data-index="1"] a:focus').waitFor();
    await page.keyboard.press('j');
    await page.locator('tr[data-index="2"] a:focus').waitFor();
    await page.keyboard.press('k');
    await page.locator('tr[data-index="1"] a:focus').waitFor();
    await page.keyboard.press('Enter');
    await page.locator('#detail-title', { hasText: 'deploy-pipeline' }).waitFor();
  });

  it('puts the detail in the place of the list on a narrow screen, and the focus with it', async () => {
    const page = await open('#/policies', 390);
    await page.getByRole('link', { name: 'deploy-pipeline' }).click();
    await page.locator('.detail-pane:focus').waitFor();
    expect(await page.locator('.table-scroll').isVisible()).toBe(false);
    await page.goBack();
    await page.locator('.table-scroll').waitFor();
    expect(await page.locator('.detail-pane').count()).toBe(0);
  });
});
