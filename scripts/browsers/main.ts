import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { startFirefox } from './firefox.js';
import { eventually, MissingBrowser, type RemoteBrowser } from './remote-browser.js';
import { startWebKit } from './webkit.js';

/**
 * Opens the report of the example account from its file in the browsers that `npm test` does not use, where they are on
 * this machine, and looks at every page. Says which it had to skip.
 */
const HEADINGS = {
  overview: 'account',
  triage: 'Triage worksheet',
  policies: 'Policies',
  trust: 'Trust policies',
  principals: 'Principals',
  paths: 'Paths',
  actions: 'Actions',
  guidance: 'Guidance',
  glossary: 'Glossary',
  excluded: 'Excluded and not assessed',
} as const;

const BROWSERS = { Firefox: startFirefox, WebKit: startWebKit } as const;
const FOUND_BY_SEARCH = '#/policies?q=AdministratorAccess';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'cloudsplaining-browsers-'));
let failed = 0;
try {
  const report = writeReport();
  for (const [name, start] of Object.entries(BROWSERS)) {
    const outcome = await tried(start, report);
    if (outcome.startsWith('FAILED')) failed++;
    process.stdout.write(`${name}: ${outcome}\n`);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.exitCode = failed === 0 ? 0 : 1;

function writeReport(): string {
  const input = join(root, 'examples', 'account.json');
  const { status } = spawnSync(
    process.execPath,
    [join(root, 'dist', 'cli', 'main.js'), 'scan', '-s', '-i', input, '-o', folder],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
  if (status !== 0) throw new Error('the example account could not be scanned; run npm run build');
  return pathToFileURL(join(folder, 'iam-report-account.html')).href;
}

async function tried(start: () => Promise<RemoteBrowser>, report: string): Promise<string> {
  try {
    const browser = await start();
    try {
      await lookAtPages(browser, report);
      return `${Object.keys(HEADINGS).length} pages opened in version ${browser.version}`;
    } finally {
      await browser.close();
    }
  } catch (error) {
    if (error instanceof MissingBrowser) return `SKIPPED, because ${error.message}`;
    return `FAILED: ${error instanceof Error ? error.message : String(error)}`;
  }
}

async function lookAtPages(browser: RemoteBrowser, report: string): Promise<void> {
  await browser.open(report);
  for (const [page, heading] of Object.entries(HEADINGS)) {
    await go(browser, `#/${page}`);
    await expectText(browser, `the heading of ${page}`, "document.querySelector('main h1')", heading);
  }
  await go(browser, FOUND_BY_SEARCH);
  await expectText(
    browser,
    'the only policy of a search',
    "document.querySelectorAll('main [role=row] a, main tbody a').length === 1 && document.querySelector('main [role=row] a, main tbody a')",
    'AdministratorAccess',
  );
}

async function go(browser: RemoteBrowser, hash: string): Promise<void> {
  await browser.evaluate(`location.hash = ${JSON.stringify(hash)}`);
}

/** @param element - an expression for the element, or for something false */
async function expectText(
  browser: RemoteBrowser,
  what: string,
  element: string,
  text: string,
): Promise<void> {
  await eventually(`${what}, "${text}",`, async () => {
    const found = await browser.evaluate(
      `const found = ${element}; return found ? found.innerText.trim() : null;`,
    );
    return found === text ? true : undefined;
  });
}
