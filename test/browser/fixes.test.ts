import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { parseAuthorizationDetails } from '../../src/account/parse-authorization-details.js';
import { assess } from '../../src/assessment/assess.js';
import type { Assessment } from '../../src/assessment/assessment.js';
import { loadCatalog } from '../../src/catalog/catalog-file.js';
import { proposeFixes } from '../../src/fixes/propose-fixes.js';
import { accountWith } from '../cli/workspace.js';
import { launchChromium } from './chromium.js';
import { keepScreenshot, openReport, writeReport } from './open-report.js';

const HOSTILE_SID = 'Copy\u202e<img src=x onerror=alert(1)>';
const catalog = loadCatalog();
let browser: Browser;
let file: string;
let assessment: Assessment;
let hash: string;

beforeAll(async () => {
  const account = accountWith({
    Version: '2012-10-17',
    Statement: [
      {
        Sid: HOSTILE_SID,
        Effect: 'Allow',
        Action: ['s3:GetObject', 's3:ListAllMyBuckets', 'ec2:*'],
        Resource: '*',
      },
    ],
  });
  const options = { catalog, name: 'fixes', flagTrustPolicies: true };
  assessment = proposeFixes(assess(parseAuthorizationDetails(account), options), { catalog });
  const finding = assessment.findings.find(({ kind }) => kind === 'DataExfiltration');
  hash = `#/policies?id=${assessment.policies[0]?.id}&finding=${finding?.id}`;
  [browser, file] = await Promise.all([launchChromium(), writeReport('fixes', assessment)]);
});

afterEach(async () => {
  await Promise.all(browser.contexts().map((context) => context.close()));
});

afterAll(async () => {
  await browser.close();
});

async function changes(page: Page): Promise<readonly string[]> {
  const lines = page.locator('.diff-line:not([data-change="same"])');
  return lines.evaluateAll((found) =>
    found.map((line) => `${line.getAttribute('data-change')} ${line.querySelector('bdi')?.textContent}`),
  );
}

describe('the change of a finding', () => {
  it('shows what is added and removed, and explains what is to be filled in', async () => {
    const { page, problems } = await openReport(browser, file, hash);
    expect(await changes(page)).toEqual([
      'place @@ -5,11 +5,21 @@',
      'removed "s3:GetObject",',
      'added },',
      'added {',
      'added "Sid": "Copy\\u202e<img src=x onerror=alert(1)>Named",',
      'added "Effect": "Allow",',
      'added "Action": [',
      'added "s3:GetObject"',
      'added ],',
      'added "Resource": [',
      'added "arn:aws:s3:::BUCKET_NAME/*",',
      'added "arn:aws:s3:REGION:111122223333:accesspoint/ACCESS_POINT_NAME/object/*"',
      'added ]',
    ]);
    expect(await page.locator('.placeholders dt').allTextContents()).toEqual([
      'REGION',
      'ACCESS_POINT_NAME',
      'BUCKET_NAME',
    ]);
    expect(problems).toEqual([]);
  });

  it('is absent for a service that is meant to assume the role, and the reason stands there', async () => {
    const trusting = JSON.stringify(
      accountWith({ Statement: [{ Effect: 'Allow', Action: 's3:ListAllMyBuckets', Resource: '*' }] }),
    ).replace('"Principal":{"AWS":"*"}', '"Principal":{"Service":"lambda.amazonaws.com"}');
    const options = { catalog, name: 'no-fix', flagTrustPolicies: true };
    const proposed = proposeFixes(assess(parseAuthorizationDetails(JSON.parse(trusting)), options), {
      catalog,
    });
    const finding = proposed.findings.find(({ kind }) => kind === 'AssumableByComputeService');
    const place = `#/trust?id=${proposed.principals[0]?.id}&finding=${finding?.id}`;
    const { page, problems } = await openReport(browser, await writeReport('no-fix', proposed), place);
    expect(await page.locator('h4:text("Why no change is proposed") + p').textContent()).toBe(
      'A service is meant to assume the role: take its permissions away, not the trust, if it is too mighty.',
    );
    expect(problems).toEqual([]);
  });

  it('gives the whole document for copying', async () => {
    const { page } = await openReport(browser, file, hash, {
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    await page.getByRole('button', { name: 'Copy the changed document' }).click();
    await page.getByRole('button', { name: 'Copied' }).waitFor();
    const text = await page.evaluate(() => navigator.clipboard.readText());
    const finding = assessment.findings.find(({ kind }) => kind === 'DataExfiltration');
    expect(JSON.parse(text)).toEqual(assessment.fixes?.[finding?.fix ?? -1]?.proposed);
  });

  it('shows a long change in part until the rest is asked for', async () => {
    const finding = assessment.findings.find(({ kind }) => kind === 'ResourceExposure');
    const lines = (assessment.fixes?.[finding?.fix ?? -1]?.diff ?? '').trimEnd().split('\n').length;
    const { page } = await openReport(browser, file, hash.replace(/finding=.*/, `finding=${finding?.id}`));
    expect(await page.locator('.diff-line').count()).toBe(Math.min(lines, 150));
    await page.getByRole('button', { name: `Show ${lines - 150} more lines` }).click();
    await page
      .locator('.diff-line')
      .nth(lines - 1)
      .waitFor();
    expect(await page.locator('.diff-line').count()).toBe(lines);
  });

  it.each([
    [1440, 'light'],
    [1440, 'dark'],
    [390, 'light'],
    [390, 'dark'],
  ] as const)('fits %d pixels, %s', async (width, colorScheme) => {
    const { page } = await openReport(browser, file, hash, {
      viewport: { width, height: 900 },
      colorScheme,
    });
    await page.locator('.diff').scrollIntoViewIfNeeded();
    const overflow = await page.evaluate(() => {
      const diff = document.querySelector('.diff');
      return [
        document.documentElement.scrollWidth - document.documentElement.clientWidth,
        (diff?.scrollWidth ?? 0) - (diff?.clientWidth ?? 0),
      ];
    });
    expect(overflow).toEqual([0, 0]);
    await keepScreenshot(page, `fixes-${width}-${colorScheme}`);
  });
});
