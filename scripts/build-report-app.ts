import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import type { ReportApp } from '../src/output/html.js';

const ROOT = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const OUTPUT = path.join(ROOT, 'dist/report-app');
/** A report is carried about and mailed: what it carries of the app must stay small beside the data. */
const LARGEST_APP = 150_000;

/** Bundles the report's browser app, for browsers of the last two years. */
export async function buildReportApp(): Promise<ReportApp> {
  const result = await build({
    absWorkingDir: ROOT,
    entryPoints: [
      { in: 'src/report-app/start.ts', out: 'start' },
      { in: 'src/report-app/main.tsx', out: 'program' },
      { in: 'src/report-app/styles/report.css', out: 'app' },
    ],
    outdir: OUTPUT,
    bundle: true,
    minify: true,
    format: 'iife',
    target: ['chrome131', 'firefox132', 'safari18.1'],
    // Calls of h with the children after the properties are a tenth shorter than those of the automatic runtime.
    jsx: 'transform',
    jsxFactory: 'h',
    jsxFragment: 'Fragment',
    inject: [path.join(ROOT, 'scripts/jsx-factory.ts')],
    tsconfigRaw: {},
    legalComments: 'none',
    charset: 'ascii',
    write: false,
    logLevel: 'error',
  });
  const textOf = (name: string): string => {
    const file = result.outputFiles.find((each) => path.basename(each.path) === name);
    if (file === undefined) throw new Error(`the report app's build made no ${name}`);
    return file.text;
  };
  const [script, program, style] = [
    textOf('start.js'),
    textOf('program.js'),
    withShortNames(textOf('app.css')),
  ];
  return {
    script,
    style,
    hashes: { script: hashOf(script), style: hashOf(style) },
    program: { packed: packed(program), hash: hashOf(program) },
  };
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('base64');
}

/** The header's byte for the system is fixed, so that every system makes the same. */
function packed(text: string): string {
  const bytes = gzipSync(text, { level: 9 });
  bytes[9] = 255;
  return bytes.toString('base64');
}

/** Custom properties under names as short as can be; the script sets none. */
function withShortNames(style: string): string {
  const names = [...new Set(style.match(/--[a-z][a-z0-9-]*/g))];
  return style.replace(/--[a-z][a-z0-9-]*/g, (name) => `--${names.indexOf(name).toString(36)}`);
}

/** Bundles the app into `dist/report-app/`. */
export async function writeReportApp(): Promise<void> {
  const app = await buildReportApp();
  const size = [app.script, app.style, app.program?.packed ?? ''].reduce(
    (sum, text) => sum + Buffer.byteLength(text),
    0,
  );
  if (size > LARGEST_APP)
    throw new Error(`the report app has ${size} bytes, more than the ${LARGEST_APP} that are allowed`);
  await mkdir(OUTPUT, { recursive: true });
  await writeFile(path.join(OUTPUT, 'app.json'), JSON.stringify(app));
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href)
  await writeReportApp();
