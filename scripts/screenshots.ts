import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { assess } from '../src/assessment/assess.js';
import { loadCatalog } from '../src/catalog/catalog-file.js';
import { parseAuthorizationDetails } from '../src/account/parse-authorization-details.js';
import { renderHtml } from '../src/output/html.js';
import { launchChromium } from '../test/browser/chromium.js';
import { buildReportApp } from './build-report-app.js';

/** Makes the pictures of the documentation from the example account: `npx tsx scripts/screenshots.ts`. */
const ROOT = path.dirname(import.meta.dirname);
const IMAGES = path.join(ROOT, 'docs/images');

const catalog = loadCatalog();
const input: unknown = JSON.parse(readFileSync(path.join(ROOT, 'examples/account.json'), 'utf8'));
const assessment = assess(parseAuthorizationDetails(input), {
  catalog,
  name: 'account',
  flagTrustPolicies: true,
  // The day of the catalogue, so that the same input gives the same picture.
  now: new Date(`${catalog.date}T09:00:00Z`),
});
const POLICY = 'network-operations';
const policy = assessment.policies.findIndex(({ name }) => name === POLICY);
const finding = assessment.findings.find(
  ({ kind, subject }) =>
    kind === 'PrivilegeEscalation' && subject.type === 'policy' && subject.policy === policy,
);
if (finding === undefined)
  throw new Error(`the example account holds no policy ${POLICY} with an escalation: name another`);

/** Pictures by name, and the place in the report. */
const PICTURES = [
  { name: 'report-overview', hash: '#/overview' },
  {
    name: 'report-policy',
    hash: `#/policies?id=${assessment.policies[policy]?.id ?? ''}&finding=${finding.id}`,
  },
  { name: 'report-paths', hash: '#/paths' },
  { name: 'report-triage', hash: '#/triage' },
] as const;
const html = await renderHtml(assessment, await buildReportApp(), (json) => Promise.resolve(gzipSync(json)));

const folder = mkdtempSync(path.join(tmpdir(), 'cloudsplaining-screenshots-'));
const browser = await launchChromium();
try {
  const file = path.join(folder, 'report.html');
  writeFileSync(file, html);
  mkdirSync(IMAGES, { recursive: true });
  for (const { name, hash } of PICTURES) {
    const context = await browser.newContext({
      viewport: { width: 1280, height: 860 },
      colorScheme: 'light',
    });
    const page = await context.newPage();
    await page.goto(pathToFileURL(file).href + hash);
    await page.locator('.app').waitFor();
    await page.screenshot({ path: path.join(IMAGES, `${name}.png`) });
    await context.close();
    process.stdout.write(`docs/images/${name}.png\n`);
  }
} finally {
  await browser.close();
  rmSync(folder, { recursive: true });
}
