import { join } from 'node:path';
import { FORMAT_LIST } from '../output/format-list.generated.js';
import { leadsToFolder } from './leads-to-folder.js';
import { textOption, textsOption } from './option-values.js';
import { UsageError } from './usage-error.js';

/** The format that is for reading on a terminal; not one of the Assessment's. */
export const TEXT = 'text';

/** A format and the file it goes to; null for standard output. */
export interface PlannedFormat {
  /** {@link TEXT} or the id of a format. */
  readonly id: string;
  readonly path: string | null;
}

/**
 * Which formats are written and where: one to standard output or to a file, several to files in a directory. Beside
 * others, text goes to standard output.
 *
 * @param name - what files in a directory are called, without their endings
 * @throws {UsageError} if they cannot all go where they are to go
 */
export function formatPlan(
  options: Readonly<Record<string, unknown>>,
  name: string,
): readonly PlannedFormat[] {
  const given = [...new Set(textsOption(options, 'format'))];
  const ids = given.length === 0 ? [TEXT] : given;
  const target = textOption(options, 'outputFile') ?? '-';
  if (target === '-') {
    if (ids.length > 1)
      throw new UsageError(
        `Standard output takes one format, not ${ids.length}; name a directory for them with --output-file DIRECTORY/.`,
      );
    return ids.map((id) => ({ id, path: null }));
  }
  const others = ids.filter((id) => id !== TEXT);
  const text = others.length > 0 && others.length < ids.length ? [{ id: TEXT, path: null }] : [];
  const written = others.length === 0 ? ids : others;
  if (/[/\\]$/.test(target) || leadsToFolder(target))
    return [...text, ...written.map((id) => ({ id, path: join(target, `${name}.${endingOf(id)}`) }))];
  if (written.length > 1)
    throw new UsageError(
      `${target}: a file takes one format, not ${written.length}; name a directory with --output-file ${target}/.`,
    );
  return [...text, ...written.map((id) => ({ id, path: target }))];
}

/** What names of files of a format end in. */
export function endingOf(id: string): string {
  return FORMAT_LIST.find((format) => format.id === id)?.ending ?? 'txt';
}
