import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { findChromium, launchChromium } from '../../test/browser/chromium.js';
import { outputOf } from './measure.js';
import type { Ratio } from './ratio-table.js';

const BYTES_A_KILOBYTE = 1000;
const LARGEST_APP = 150;
const LARGEST_EXAMPLE = 700;
const ONE_FRAME = 100;
const LOADS = 5;

/** Size of the app, and of the report of the example account. */
export function reportSizes(root: string, exampleReport: string): readonly Ratio[] {
  // Our own build writes it.
  const app = JSON.parse(readFileSync(join(root, 'dist/report-app/app.json'), 'utf8')) as {
    readonly script: string;
    readonly style: string;
    readonly program: { readonly packed: string };
  };
  // As the report carries them: the bulk of the script is packed.
  const script = Buffer.byteLength(app.script) + Buffer.byteLength(app.program.packed);
  const style = Buffer.byteLength(app.style);
  return [
    {
      what: 'report app',
      measure: 'size',
      value: (script + style) / BYTES_A_KILOBYTE,
      target: LARGEST_APP,
      unit: 'kB',
      from: `script ${kilobytes(script)}, style ${kilobytes(style)}`,
    },
    {
      what: 'report of the example account',
      measure: 'size',
      value: statSync(exampleReport).size / BYTES_A_KILOBYTE,
      target: LARGEST_EXAMPLE,
      unit: 'kB',
      from: 'as written',
    },
  ];
}

/** How long a keystroke in the searches of a report with 100,000 findings takes. */
export function filtering(root: string): readonly Ratio[] {
  const script = join(root, 'scripts', 'bench', 'filter-findings.ts');
  // The script prints these numbers.
  const { policies, worksheet } = JSON.parse(outputOf(['--import', 'tsx', script])) as Readonly<
    Record<'policies' | 'worksheet', Keystroke>
  >;
  return [
    ...keystroke('search for policies, 100,000 findings', policies),
    ...keystroke('search of the worksheet, 100,000 findings', worksheet),
  ];
}

/** CPU milliseconds: once at the beginning, of the dearest keystroke, and of a plain filter over as many texts. */
interface Keystroke {
  readonly prepare: number;
  readonly own: number;
  readonly plain: number;
}

function keystroke(what: string, { prepare, own, plain }: Keystroke): readonly Ratio[] {
  return [
    {
      what,
      measure: 'CPU, dearest keystroke',
      value: own,
      target: ONE_FRAME,
      unit: 'ms',
      from: `a plain array filter over the same texts: ${plain.toFixed(1)} ms`,
    },
    {
      what,
      measure: 'CPU to begin with',
      value: prepare,
      target: null,
      unit: 'ms',
      from: 'once, at the first character',
    },
  ];
}

/** First paint and complete app of a large report, against the example's; nothing, and a word, without a browser. */
export async function firstPaint(exampleReport: string, largeReport: string): Promise<readonly Ratio[]> {
  try {
    findChromium();
  } catch (error) {
    process.stderr.write(
      `NOT MEASURED: first paint of the reports: ${error instanceof Error ? error.message : String(error)}\n`,
    );
    return [];
  }
  const browser = await launchChromium();
  try {
    const example: Load[] = [];
    const large: Load[] = [];
    for (let load = 0; load < LOADS; load++) {
      example.push(await open(browser, exampleReport));
      large.push(await open(browser, largeReport));
    }
    const what = 'report of 5,000 principals against the example';
    return [
      ratio(what, 'first useful paint', 3, example, large, ({ painted }) => painted),
      ratio(what, 'all pages ready', null, example, large, ({ ready }) => ready),
    ];
  } finally {
    await browser.close();
  }
}

interface Load {
  /** Until the summary was painted. */
  readonly painted: number;
  /** Until the app has taken its place. */
  readonly ready: number;
}

async function open(browser: Browser, report: string): Promise<Load> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(pathToFileURL(report).href);
  await page.locator('.app').waitFor();
  // Milliseconds since the navigation, by the browser's own clock.
  const load = (await page.evaluate(
    "({ painted: performance.getEntriesByName('first-contentful-paint')[0].startTime, ready: performance.now() })",
  )) as Load;
  await context.close();
  return load;
}

function ratio(
  what: string,
  measure: string,
  target: number | null,
  example: readonly Load[],
  large: readonly Load[],
  of: (load: Load) => number,
): Ratio {
  const [small, big] = [median(example.map(of)), median(large.map(of))];
  return {
    what,
    measure,
    value: big / small,
    target,
    from: `${big.toFixed(0)} ms / ${small.toFixed(0)} ms, medians of ${LOADS}`,
  };
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

function kilobytes(bytes: number): string {
  return `${(bytes / BYTES_A_KILOBYTE).toFixed(1)} kB`;
}
