import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type BuildOptions, type Plugin } from 'esbuild';
import { compileCatalog } from './catalog/compile.js';
import { readPackage } from './catalog/read-package.js';
import { writeCatalog } from './catalog/write-catalog.js';
import { writeReportApp } from './build-report-app.js';
import { thirdPartyNotices } from './third-party-notices.js';

/** Builds everything the package holds into `dist/`. */
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const dist = join(root, 'dist');

/**
 * The argument parser can start other programs as subcommands; ours are all inside, and loading Node's
 * child_process would cost every start several milliseconds.
 */
const withoutChildProcess: Plugin = {
  name: 'without-child-process',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^node:child_process$/ }, ({ importer, path }) =>
      importer.includes('commander') ? { path, namespace: 'empty' } : { path, external: true },
    );
    onLoad({ filter: /.*/, namespace: 'empty' }, () => ({ contents: 'module.exports = {};' }));
  },
};

const shared: BuildOptions = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  splitting: true,
  minify: true,
  keepNames: false,
  legalComments: 'none',
  logLevel: 'warning',
  // CommonJS packages inside the bundle ask for Node's modules through require.
  banner: { js: "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);" },
};

rmSync(join(dist, 'cli'), { recursive: true, force: true });
mkdirSync(dist, { recursive: true });
const catalog = compileCatalog(readPackage());
writeCatalog(join(dist, 'catalog'), catalog);
await writeReportApp();
// The package's own manifest, checked by npm itself.
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
const library = await build({ ...shared, metafile: true, entryPoints: { index: 'src/index.ts' }, outdir: dist, splitting: false });
const commandLine = await build({
  ...shared,
  metafile: true,
  plugins: [withoutChildProcess],
  entryPoints: { main: 'src/cli/main.ts' },
  outdir: join(dist, 'cli'),
  define: { BUILD: JSON.stringify({ version, catalogDate: catalog.index.date }) },
});
const main = join(dist, 'cli', 'main.js');
writeFileSync(main, `#!/usr/bin/env node\n${readFileSync(main, 'utf8')}`);
chmodSync(main, 0o755);
writeFileSync(join(dist, 'THIRD-PARTY-NOTICES.txt'), thirdPartyNotices(root, [library.metafile, commandLine.metafile]));
copyFileSync(join(root, 'src/assessment/assessment.schema.json'), join(dist, 'assessment.schema.json'));
rmSync(join(dist, 'types'), { recursive: true, force: true });
const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
const declarations = spawnSync(process.execPath, [compiler, '-p', 'tsconfig.declarations.json'], { cwd: root, stdio: 'inherit' });
if (declarations.status !== 0) process.exit(1);
