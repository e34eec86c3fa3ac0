import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { zipSync, type Zippable } from 'fflate';
import { BUNDLE_OPTIONS } from './bundle-options.js';
import { jsonAsText } from './json-as-text.js';
import { thirdPartyNotices } from './third-party-notices.js';

/**
 * Makes `dist-lambda/cloudsplaining-lambda.zip`, the code of the functions of `deploy/template.yaml`, from the sources
 * and from what `npm run build` left in `dist/`. The same sources give the same bytes on every machine.
 */
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const FUNCTIONS = ['list-accounts', 'scan-account', 'roll-up'];
/** The code finds these below the folder `dist` that it lies in itself. */
const FROM_DIST = ['dist/catalog/index.json', 'dist/report-app/app.json'];
/** Neither when nor where the file was made may show. The format's times have no time zone and begin here. */
const ENTRY = { mtime: new Date(1980, 0, 1), os: 3, attrs: 0o100644 * 0x10000, level: 9 } as const;

for (const path of FROM_DIST) {
  if (!existsSync(join(root, path)))
    throw new Error(`${path}: there is no such file; make it with: npm run build`);
}
const { outputFiles, metafile } = await build({
  ...BUNDLE_OPTIONS,
  absWorkingDir: root,
  format: 'cjs',
  plugins: [jsonAsText],
  // One file for each function: the first needs no engine, and Lambda reads no more than it runs.
  entryPoints: FUNCTIONS.map((name) => `src/lambda/${name}.ts`),
  outdir: join(root, 'dist/lambda'),
  define: { 'import.meta.dirname': '__dirname' },
  write: false,
});
const files: Record<string, Uint8Array> = {
  'package.json': Buffer.from('{ "type": "commonjs" }\n'),
  LICENSE: readFileSync(join(root, 'LICENSE')),
  'THIRD-PARTY-NOTICES.txt': Buffer.from(thirdPartyNotices(root, [metafile])),
};
for (const { path, contents } of outputFiles)
  files[path.slice(root.length + 1).replaceAll('\\', '/')] = contents;
for (const path of FROM_DIST) files[path] = readFileSync(join(root, path));
const entries: Zippable = Object.fromEntries(
  Object.keys(files)
    .sort()
    .map((name) => [name, [files[name] ?? new Uint8Array(), ENTRY]]),
);
const folder = join(root, 'dist-lambda');
const target = join(folder, 'cloudsplaining-lambda.zip');
mkdirSync(folder, { recursive: true });
writeFileSync(`${target}.tmp`, zipSync(entries));
renameSync(`${target}.tmp`, target);
process.stdout.write(`${target}\n`);
