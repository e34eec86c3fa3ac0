import type { Target } from '../jurisdiction.js';
import type { SourceFile } from '../source-file.js';

/** A template that is to be read. */
export interface GivenTemplate {
  readonly file: SourceFile;
  /** Where it is to be deployed, where something beside the file says so. */
  readonly target?: Target;
  /** Templates of one group are for the same account, if nothing says otherwise. */
  readonly group?: string;
}
