import type { JsonValue } from './json-value.js';

/**
 * A changed document that was assessed again: it removes the findings that refer to it, adds none, grants nothing new
 * and keeps every action that is no part of them.
 */
export interface ProposedFix {
  /** Index into `documents` of the document that it changes. */
  readonly document: number;
  /** What the document is to be. */
  readonly proposed: JsonValue;
  /** From the document to what it is to be, both indented by two spaces, as a unified diff without file names. */
  readonly diff: string;
  /** What was done, a sentence each. */
  readonly steps: readonly string[];
  /** Names in `proposed` that only the owner can replace. */
  readonly placeholders: readonly FixPlaceholder[];
  /** Where it is longer than AWS allows for the policy's type, in characters without white space. */
  readonly tooLong?: { readonly characters: number; readonly limit: number };
}

/** A name that stands for what only the owner of a policy knows. */
export interface FixPlaceholder {
  /** As it stands in the document: `BUCKET_NAME`. */
  readonly name: string;
  /** What to put there. */
  readonly meaning: string;
}
