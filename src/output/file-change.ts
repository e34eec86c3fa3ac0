import type { TextPosition } from '../assessment/source-location.js';

/** What a checked fix changes in the text of the file that its finding stands in. */
export interface FileChange {
  /** As it stands in the source of the policy. */
  readonly file: string;
  /** From the top of the file down; none overlaps another. */
  readonly replacements: readonly TextReplacement[];
}

/** A piece of a text, and what takes its place. */
export interface TextReplacement {
  readonly start: TextPosition;
  /** Behind its last character; the start itself where nothing goes. */
  readonly end: TextPosition;
  readonly text: string;
}
