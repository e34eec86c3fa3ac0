import { describe, expect, it } from 'vitest';
import { folderOf, MAY_IMPORT, mayUseNode, objection, TOP_FILES } from './import-rules.js';
import { importStatements } from './import-statements.js';
import { findCycle, readSourceTree } from './source-tree.js';

const tree = readSourceTree();
const own = [...tree].map(
  ([file, imports]) => [file, imports.flatMap(({ target }) => (target === null ? [] : [target]))] as const,
);

/** Pure modules that the report app shares with the engine, all of it that may reach the browser. */
const SHARED_WITH_REPORT_APP = new RegExp(
  [
    'assessment/(?:access-level|action-link|action-members|index-runs|new-findings|outsider-remedy|parse-triage-file|principal-name|read-triage-text|severity-counts|triage-decisions)',
    'assessment/stored/(?!store-)[a-z-]+',
    'assessment/suppressions/(?:suppression|suppression-notes)',
    'output/(?:html-(?:break-places|risk-matrix|visible-text|wording)|terminal-safe)',
    'output/(?:choke-point-words|false-positive-exclusions|fixed-wording|not-counted|outsider-way|subject-index|trend-text|triage-file-text|triage-wording)',
    'output/worksheet-(?:cells|csv|json|rows|wording)',
    'policy/(?:input-error|input-fields|json-shape)',
  ]
    .map((files) => `^${files}\\.ts$`)
    .join('|'),
);
const PACKAGES_IN_REPORT_APP = /^preact(?:\/hooks)?$/;

describe('the reader of imports', () => {
  it('finds every form of import', () => {
    const text = [
      "import { a } from './a.js';",
      "import type { B } from '../b.js';",
      "import {\n  c,\n  type D,\n} from 'c';",
      "import './side-effect.js';",
      "export * from './e.js';",
      "export type { F } from './f.js';",
      "export const text = 'copied from elsewhere';",
      "const later = await import('./g.js');",
    ].join('\n');
    expect(
      importStatements(text).map(({ specifier, isTypeOnly, isDynamic }) => [
        specifier,
        isTypeOnly,
        isDynamic,
      ]),
    ).toEqual([
      ['./a.js', false, false],
      ['../b.js', true, false],
      ['c', false, false],
      ['./e.js', false, false],
      ['./f.js', true, false],
      ['./side-effect.js', false, false],
      ['./g.js', false, true],
    ]);
  });

  it('finds a cycle and says where it is', () => {
    const graph = { a: ['b'], b: ['c'], c: ['d', 'b'], d: [] };
    expect(findCycle(new Map(Object.entries(graph)))).toEqual(['b', 'c', 'b']);
    expect(findCycle(new Map(Object.entries({ ...graph, c: ['d'] })))).toBeNull();
  });
});

describe('the rules', () => {
  const folders = Object.keys(MAY_IMPORT);

  it('know every folder of the sources', () => {
    const known = new Set<string>([...folders, ...TOP_FILES]);
    expect([...tree.keys()].map(folderOf).filter((folder) => !known.has(folder))).toEqual([]);
  });

  it.each(folders.flatMap((from) => folders.map((to) => [from, to] as const)))(
    'judge %s importing %s',
    (from, to) => {
      const isAllowed = from === to || MAY_IMPORT[from]?.includes(to) === true;
      expect(objection(`${from}/a.ts`, `${to}/b.ts`)).toBe(
        isAllowed ? null : `src/${from}/a.ts must not import src/${to}/b.ts`,
      );
    },
  );

  it('allow no two folders to import each other', () => {
    expect(findCycle(new Map(Object.entries(MAY_IMPORT)))).toBeNull();
  });

  it('keep the report app out of the library', () => {
    expect(objection('index.ts', 'output/html.ts')).toBeNull();
    expect(objection('index.ts', 'report-app/main.tsx')).toBe(
      'src/index.ts must not import src/report-app/main.tsx',
    );
  });

  it('keep Node where it belongs', () => {
    const files = [
      'cli/main.ts',
      'aws/download.ts',
      'catalog/catalog-file.ts',
      'catalog/catalog.ts',
      'output/html.ts',
      'index.ts',
    ];
    expect(files.filter(mayUseNode)).toEqual(['cli/main.ts', 'aws/download.ts', 'catalog/catalog-file.ts']);
  });
});

describe('the sources', () => {
  it('import in one direction only', () => {
    expect(
      own.flatMap(([file, targets]) =>
        targets.map((target) => objection(file, target)).filter((text) => text !== null),
      ),
    ).toEqual([]);
  });

  it('hold no cycle', () => {
    expect(findCycle(new Map(own))).toBeNull();
  });

  it('use Node in the command line and the files of the catalogue only', () => {
    const users = [...tree].filter(([, imports]) =>
      imports.some(({ specifier }) => specifier.startsWith('node:')),
    );
    expect(users.map(([file]) => file).filter((file) => !mayUseNode(file))).toEqual([]);
  });

  it('name every other import by a path, a package or node:', () => {
    const bare = /^(?:\.\.?\/|node:|@?[a-z])/;
    const odd = [...tree].flatMap(([file, imports]) =>
      imports
        .filter(({ specifier }) => !bare.test(specifier) || specifier.startsWith('/'))
        .map(({ specifier }) => `${file}: ${specifier}`),
    );
    expect(odd).toEqual([]);
  });

  it('give the report app nothing of the engine but types and pure modules', () => {
    const reached = new Set<string>();
    const packages = new Set<string>();
    const follow = (file: string): void => {
      if (reached.has(file)) return;
      reached.add(file);
      for (const { target, specifier, isTypeOnly } of tree.get(file) ?? []) {
        if (isTypeOnly) continue;
        if (target === null) packages.add(specifier);
        else follow(target);
      }
    };
    for (const file of tree.keys()) if (folderOf(file) === 'report-app') follow(file);
    const foreign = [...reached].filter((file) => folderOf(file) !== 'report-app');
    expect(foreign.filter((file) => !SHARED_WITH_REPORT_APP.test(file))).toEqual([]);
    expect([...packages].filter((name) => !PACKAGES_IN_REPORT_APP.test(name))).toEqual([]);
  });

  it('load the command line only as far as a command needs', () => {
    const reached = new Set<string>();
    const follow = (file: string): void => {
      if (reached.has(file)) return;
      reached.add(file);
      for (const { target, isTypeOnly, isDynamic } of tree.get(file) ?? []) {
        if (target !== null && !isTypeOnly && !isDynamic) follow(target);
      }
    };
    follow('cli/main.ts');
    follow('cli/command-line.ts');
    const heavy =
      /^(?:(?:catalog|account|access|escalation|risks|assessment|aws)\b|output\/(?!(?:terminal-safe|format-list\.generated)\.ts$))/;
    expect([...reached].filter((file) => heavy.test(file))).toEqual([]);
  });
});
