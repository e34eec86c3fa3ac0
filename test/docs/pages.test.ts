import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { rulePages } from '../../scripts/generate-rule-pages.js';
import { COMMANDS } from '../../src/cli/commands.js';
import { ESCALATION_PATHS } from '../../src/escalation/escalation-paths.js';
import { RISK_KINDS } from '../../src/risks/kinds.generated.js';

const ROOT = path.join(import.meta.dirname, '../..');
const PAGES = [
  'README.md',
  'CHANGELOG.md',
  'CONTRIBUTING.md',
  'examples/README.md',
  ...readdirSync(path.join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
    // Written by `npm run docs:api`, where somebody ran it.
    .filter((file) => file.endsWith('.md') && !file.startsWith('api'))
    .map((file) => `docs/${file.split(path.sep).join('/')}`),
];

function read(page: string): string {
  return readFileSync(path.join(ROOT, page), 'utf8');
}

/** Headings as the anchors that renderers make of them. */
function anchorsOf(page: string): ReadonlySet<string> {
  const headings = [...read(page).matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) => heading);
  return new Set(
    headings.map((heading) =>
      heading
        .toLowerCase()
        .replace(/[^\w\s-]/g, '')
        .replace(/ /g, '-'),
    ),
  );
}

/** Links of a page that lead to nothing. */
function brokenLinks(page: string): readonly string[] {
  const text = read(page)
    .replace(/^```[\s\S]*?^```$/gm, '')
    .replace(/`[^`\n]*`/g, '');
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, link = '']) => link)
    .filter((link) => !/^[a-z]+:/.test(link))
    .filter((link) => {
      const [file = '', anchor] = link.split('#');
      const target = file === '' ? page : path.posix.join(path.posix.dirname(page), file);
      if (!existsSync(path.join(ROOT, target))) return true;
      return anchor !== undefined && target.endsWith('.md') && !anchorsOf(target).has(anchor);
    });
}

/** The rows of the table under a heading, as cells. */
function tableUnder(page: string, heading: string): readonly (readonly string[])[] {
  const section = read(page).split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
  return [...section.matchAll(/^\| (.*) \|$/gm)]
    .map(([, row = '']) => row.split(' | ').map((cell) => cell.trim()))
    .slice(2);
}

describe('the documentation', () => {
  it.each(PAGES)('%s links to what is there', (page) => {
    expect(brokenLinks(page)).toEqual([]);
  });

  it('has a page for every kind and for the paths, as they are', () => {
    const stale = [...rulePages()].filter(
      ([page, text]) => !existsSync(path.join(ROOT, page)) || read(page) !== text,
    );
    expect(stale.map(([page]) => page)).toEqual([]);
    expect(readdirSync(path.join(ROOT, 'docs/risks')).sort()).toEqual(
      [...rulePages().keys()]
        .filter((page) => page.startsWith('docs/risks/'))
        .map((page) => path.basename(page))
        .sort(),
    );
  });
});

describe('the README', () => {
  it('lists every command', () => {
    expect(tableUnder('README.md', 'Commands').map(([command]) => command)).toEqual(
      COMMANDS.map(({ name }) => `\`cloudsplaining ${name}\``),
    );
  });

  it('lists every kind with its severity', () => {
    const rows = tableUnder('README.md', 'What it finds').map(([kind, severity]) => [
      kind?.replace(/^\[(.*)\].*$/, '$1'),
      severity,
    ]);
    expect(rows).toEqual(RISK_KINDS.map(({ title, severity }) => [title, severity]));
  });

  it('counts the escalation paths', () => {
    const reported = ESCALATION_PATHS.filter(({ sameActionsAs }) => sameActionsAs === null);
    const legacy = reported.filter(({ legacyName }) => legacyName !== null);
    expect(read('README.md')).toContain(`[${ESCALATION_PATHS.length} paths](docs/escalation-paths.md)`);
    expect(read('README.md')).toContain(
      `**${reported.length - legacy.length} more escalation paths** than the ${legacy.length} of 0.9.1`,
    );
  });

  it('opens with the two commands that set everything up', () => {
    const commands = [...read('README.md').matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map(
      ([, command]) => command,
    );
    expect(commands.slice(0, 2)).toEqual([
      'npm ci && npx cloudsplaining scan --input-file examples/account.json --output reports --skip-open-report --flag-trust-policies --fixes\n',
      'npm ci && npm test\n',
    ]);
  });
});

describe('the user guide', () => {
  it('lists every option of scan', () => {
    const scan = COMMANDS.find(({ name }) => name === 'scan');
    const documented = tableUnder('docs/user-guide.md', 'Scan an account').map(
      ([flags]) => /`--([\w-]+)`/.exec(flags ?? '')?.[1],
    );
    const known = scan?.options.map(({ flags }) => /--([\w-]+)/.exec(flags)?.[1]);
    expect(documented.sort()).toEqual([...(known ?? [])].sort());
  });
});
