import type { Assessment } from '../assessment/assessment.js';
import type { Invocation } from './command.js';
import { formatContext } from './format-context.js';
import { endingOf, formatPlan, type PlannedFormat } from './format-plan.js';
import { textOption, textsOption } from './option-values.js';
import { refuseInput } from './refuse-input.js';
import { formattedFile, stemOf } from './scan-files.js';
import { UsageError } from './usage-error.js';

/** The formats that a scan writes beside its own files. */
export interface ScanFormats {
  /** Whether one of them is for standard output, which nothing else must then be written to. */
  readonly takeStandardOutput: boolean;
  /** Writes them. */
  readonly write: (assessment: Assessment, file: string) => Promise<WrittenFormats>;
}

/** What became of the formats of an account. */
export interface WrittenFormats {
  /** Paths of their files. */
  readonly paths: readonly string[];
  /** Sentences on those that could not be written of this account, while others can be of the others. */
  readonly refusals: readonly string[];
}

/**
 * Which formats a scan is to write, checked before anything is done.
 *
 * @param input - what is scanned
 * @throws {UsageError} if they cannot all go where they are to go, or one would go where something is read
 */
export function scanFormats(invocation: Invocation, input: string, isDirectory: boolean): ScanFormats {
  const { options } = invocation;
  const ids = [...new Set(textsOption(options, 'format'))];
  const target = textOption(options, 'outputFile');
  if (target !== undefined && ids.length === 0)
    throw new UsageError('--output-file is for a format; name one with --format.');
  if (target !== undefined && isDirectory)
    throw new UsageError(
      '--output-file is for one account, and the input is a directory; leave it out to have files for each.',
    );
  const context = formatContext(invocation, null);
  const plan = (name: string): readonly PlannedFormat[] =>
    target === undefined
      ? // The report is written anyway.
        ids.flatMap((id) =>
          id === 'html'
            ? []
            : { id, path: formattedFile(textOption(options, 'output') ?? '.', name, endingOf(id)) },
        )
      : formatPlan(options, name);
  if (target !== undefined)
    refuseInput(
      plan(stemOf(input)).map(({ path }) => path),
      [input],
      invocation,
    );
  const takeStandardOutput = target !== undefined && plan('').some(({ path }) => path === null);
  return {
    takeStandardOutput,
    write: async (assessment, file) => {
      const planned = plan(assessment.name);
      if (planned.length === 0) return { paths: [], refusals: [] };
      const { formatRefusal, writeFormats } = await import('./write-formats.js');
      const { sourceFile } = formatContext(invocation, file);
      const told = { ...context, sourceFile };
      const refused = new Map(
        isDirectory
          ? planned.flatMap(({ id }) => {
              const reason = formatRefusal(id, assessment, told);
              return reason === null ? [] : [[id, reason] as const];
            })
          : [],
      );
      const possible = planned.filter(({ id }) => !refused.has(id));
      await writeFormats(assessment, possible, told, invocation);
      return {
        paths: possible.flatMap(({ path }) => path ?? []),
        refusals: [...refused].map(([id, reason]) => `${file}: not written as --format ${id}: ${reason}.`),
      };
    },
  };
}
