import type { Assessment, Finding } from '../assessment/assessment.js';
import type { FileChange } from './file-change.js';
import type { ReportApp } from './html.js';

/** What formats need besides the Assessment; each takes what it needs. */
export interface FormatContext {
  /** Absolute path of the folder that paths in the formats start from, with `/` between folders; null for none. */
  readonly sourceRoot: string | null;
  /** Path of the file that was scanned, with `/` between folders; null where there is none, or several. */
  readonly sourceFile: string | null;
  /** Address below which the scanned files are shown: `https://github.com/o/r/blob/SHA`; null where there is none. */
  readonly sourceAddress: string | null;
  /** The account that findings belong to, where the Assessment does not tell. */
  readonly accountId: string | null;
  /** The region that findings are reported in; null for the first of the partition. */
  readonly region: string | null;
  /** What the checked fixes of findings change in files; absent where no text is known. */
  readonly fileChanges?: ReadonlyMap<Finding, FileChange>;
  readonly reportApp: () => ReportApp;
  /** Text as the report holds it: gzipped, in base64, piece by piece. */
  readonly packed: (chunks: Iterable<string>) => AsyncIterable<string>;
}

/** A format in which an Assessment can be written. Each stands in a file of its own in `formats/`. */
export interface OutputFormat {
  /** What `--format` takes; the file's name. */
  readonly id: string;
  /** What it is, a phrase. */
  readonly title: string;
  /** What names of its files end in, without the full stop. */
  readonly ending: string;
  readonly contentType: string;
  /** Whether it shows every checked change, wherever the policy stands. No if left out. */
  readonly showsFixes?: boolean;
  /** Whether it tells the region of each finding. No if left out. */
  readonly tellsRegion?: boolean;
  /** Why this Assessment cannot be written in it, as a sentence without its full stop; null where it can. */
  readonly refusal?: (assessment: Assessment, context: FormatContext) => string | null;
  /** The file in pieces. The same Assessment always gives the same text. */
  readonly write: (
    assessment: Assessment,
    context: FormatContext,
  ) => Iterable<string> | AsyncIterable<string>;
}
