import { existsSync } from 'node:fs';
import { extname } from 'node:path';
import type { CustomPages } from '../assessment/assessment.js';
import { fileSize, readText } from './read-file.js';
import type { Terminal } from './terminal.js';
import { UsageError } from './usage-error.js';

/** Every report carries its pages; larger ones are a mistake, or hold pictures that belong elsewhere. */
const LARGEST_PAGE = 5_000_000;

/** What 0.9.1 read from the working directory without being asked. */
const FOUND_FILES = { guidance: 'custom-guidance.html', appendices: 'custom-appendices.html' } as const;

/** Names of files that were asked for. */
export interface CustomPageFiles {
  readonly guidance: string | undefined;
  readonly appendices: string | undefined;
}

/**
 * The pages that were written for the report, sanitised: from the files named, or from those in the working directory,
 * of which it tells. Undefined where there is none.
 *
 * @throws {UsageError} if a file cannot be read or is too large
 */
export async function readCustomPages(
  files: CustomPageFiles,
  terminal: Terminal,
): Promise<CustomPages | undefined> {
  const guidance = await readPage('guidance', files.guidance, terminal);
  const appendices = await readPage('appendices', files.appendices, terminal);
  if (guidance === undefined && appendices === undefined) return undefined;
  return {
    ...(guidance === undefined ? {} : { guidance }),
    ...(appendices === undefined ? {} : { appendices }),
  };
}

async function readPage(
  page: keyof CustomPages,
  named: string | undefined,
  terminal: Terminal,
): Promise<string | undefined> {
  const path = named ?? FOUND_FILES[page];
  if (named === undefined && !existsSync(path)) return undefined;
  if (fileSize(path) > LARGEST_PAGE)
    throw new UsageError(
      `${path}: this page has more than ${LARGEST_PAGE / 1_000_000} MB, and every report carries it; shorten it.`,
    );
  const text = readText(path);
  if (named === undefined)
    terminal.err(
      `Using ${path} of this directory for the report's ${page}; --custom-${page} names another file.\n`,
    );
  if (text.trim() === '') return '';
  const { sanitisedPage } = await import('./sanitised-page.js');
  const html = sanitisedPage(text, /^\.html?$/i.test(extname(path)) ? 'html' : 'markdown');
  if (html !== '') return html;
  throw new UsageError(
    `${path}: nothing of this page may stand in a report; write text, or leave the file empty to hide the page.`,
  );
}
