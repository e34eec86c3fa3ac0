import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildCommandLine } from './build-command-line.js';
import { buildLibrary } from './build-library.js';
import { writeReportApp } from './build-report-app.js';
import { compileCatalog } from './catalog/compile.js';
import { readPackage } from './catalog/read-package.js';
import { writeCatalog } from './catalog/write-catalog.js';
import { writeShellFiles } from './shell-files.js';
import { thirdPartyNotices } from './third-party-notices.js';

/** Builds everything the package holds into `dist/`. */
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const dist = join(root, 'dist');

mkdirSync(dist, { recursive: true });
const catalog = compileCatalog(readPackage());
writeCatalog(join(dist, 'catalog'), catalog);
await writeReportApp();
// The package's own manifest, checked by npm itself.
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
const library = await buildLibrary(root);
const commandLine = await buildCommandLine(root, { version, catalogDate: catalog.index.date });
writeFileSync(join(dist, 'THIRD-PARTY-NOTICES.txt'), thirdPartyNotices(root, [library, commandLine]));
for (const schema of [
  'assessment.schema.json',
  'configuration.schema.json',
  'findings.schema.json',
  'organization-findings.schema.json',
  'triage.schema.json',
])
  copyFileSync(join(root, 'src/assessment', schema), join(dist, schema));
writeShellFiles(join(dist, 'cli', 'main.js'), { version, date: catalog.index.date });
rmSync(join(dist, 'types'), { recursive: true, force: true });
const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
const declarations = spawnSync(process.execPath, [compiler, '-p', 'tsconfig.declarations.json'], {
  cwd: root,
  stdio: 'inherit',
});
if (declarations.status !== 0) process.exit(1);
