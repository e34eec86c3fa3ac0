import { FORMAT_LIST } from '../output/format-list.generated.js';
import type { OutputFile } from './output-file.js';

/** Where the files of a run go: a folder, a bucket, or both. */
export interface Destination {
  /** Begins a file of this name. */
  begin(name: string): OutputFile;
  /** The text of a file; null if there is none of this name. */
  read(name: string): Promise<string | null>;
  /** Whether there is a file of this name. */
  holds(name: string): Promise<boolean>;
  /** Where people find a file. */
  locate(name: string): string;
}

/** By ending; those with more in them first. */
const CONTENT_TYPES: readonly (readonly [ending: string, contentType: string])[] = [
  ...FORMAT_LIST.map(({ ending, contentType }) => [ending, contentType] as const),
  ['json', 'application/json'],
];

/** The content type of a file that a run writes. */
export function contentTypeOf(name: string): string {
  const [, contentType = 'application/octet-stream'] =
    CONTENT_TYPES.find(([ending]) => name.endsWith(`.${ending}`)) ?? [];
  return contentType;
}

/**
 * Writes everything to two places, reads from the first, and holds what both do.
 *
 * @param isOneRun - whether what is in the second is of the run that the first is of: else its files are not those of
 * this run, whatever their names are
 */
export function both(first: Destination, second: Destination, isOneRun: () => Promise<boolean>): Destination {
  return {
    begin: (name) => {
      const files = [first.begin(name), second.begin(name)];
      return {
        write: (piece) => {
          for (const file of files) file.write(piece);
        },
        complete: async () => {
          for (const file of files) await file.complete();
        },
        commit: async () => {
          for (const file of files) await file.commit();
        },
        abandon: () => {
          for (const file of files) file.abandon?.();
        },
      };
    },
    read: (name) => first.read(name),
    holds: async (name) => (await first.holds(name)) && (await isOneRun()) && (await second.holds(name)),
    locate: (name) => first.locate(name),
  };
}
