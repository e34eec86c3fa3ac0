import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { GOLDEN_FOLDER, goldenFiles } from './golden-files.js';

/** Writes the golden files, or with `--check` fails when one is stale. */
const golden = await goldenFiles();
mkdirSync(GOLDEN_FOLDER, { recursive: true });
const there = readdirSync(GOLDEN_FOLDER);
if (process.argv.includes('--check')) {
  const stale = [
    ...[...golden].flatMap(([name, text]) =>
      there.includes(name) && readFileSync(join(GOLDEN_FOLDER, name), 'utf8') === text ? [] : [name],
    ),
    ...there.filter((name) => !golden.has(name)),
  ];
  if (stale.length > 0) {
    process.stderr.write(
      `Stale golden files: ${stale.join(', ')}. Run npm run golden and look at what changed.\n`,
    );
    process.exitCode = 1;
  }
} else {
  for (const name of there) if (!golden.has(name)) rmSync(join(GOLDEN_FOLDER, name));
  for (const [name, text] of golden) writeFileSync(join(GOLDEN_FOLDER, name), text);
}
