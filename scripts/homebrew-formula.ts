import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** What the formula is filled with. */
export interface FormulaValues {
  readonly homepage: string;
  /** Where the packed package lies. */
  readonly url: string;
  /** The packed package itself. */
  readonly archive: Uint8Array;
}

/** The Homebrew formula of a release. */
export function homebrewFormula(template: string, { homepage, url, archive }: FormulaValues): string {
  const sha256 = createHash('sha256').update(archive).digest('hex');
  const values: Readonly<Record<string, string>> = { homepage, url, sha256 };
  return template.replace(/\{\{([a-z0-9]+)\}\}/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined || /["\\#\n]/.test(value))
      throw new Error(`the formula cannot hold the value of ${name}`);
    return value;
  });
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [archive, url, homepage] = process.argv.slice(2);
  if (archive === undefined || url === undefined || homepage === undefined) {
    process.stderr.write('Usage: tsx scripts/homebrew-formula.ts ARCHIVE URL HOMEPAGE\n');
    process.exitCode = 2;
  } else {
    const template = readFileSync(
      join(import.meta.dirname, '../packaging/homebrew/cloudsplaining.rb.template'),
      'utf8',
    );
    process.stdout.write(homebrewFormula(template, { homepage, url, archive: readFileSync(archive) }));
  }
}
