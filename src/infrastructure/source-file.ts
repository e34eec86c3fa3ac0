import type { Places } from './place.js';

/** A file that was read and parsed. */
export interface SourceFile {
  /** As it was given, with `/` between folders. */
  readonly path: string;
  readonly value: unknown;
  readonly places: Places;
}
