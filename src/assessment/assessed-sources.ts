import type { Principal, StoredDocument } from '../account/account.js';
import { sourceText, type SourceLocation } from './source-location.js';

/** Where documents and principals stand in the files that were scanned. */
export interface AssessedSources {
  /** By the document as a policy holds it: equal documents in two places are two objects then. */
  readonly documents: ReadonlyMap<StoredDocument, SourceLocation>;
  readonly principals: ReadonlyMap<Principal, SourceLocation>;
  /** Whether things are told apart by their files: not where one policy file is all there is. */
  readonly namesFiles: boolean;
  /** Remarks on the files, which go with those of the assessment. */
  readonly notes: readonly string[];
}

/** What names something in every assessment of the same files; null where its file does not. */
export function sourceIdentity(
  source: SourceLocation | undefined,
  sources: AssessedSources | undefined,
): string | null {
  if (source === undefined || sources?.namesFiles !== true) return null;
  return source.address === undefined ? source.file : `${source.file} ${source.address}`;
}

/** A place as messages write it; null where files need not be named. */
export function placeInFiles(
  source: SourceLocation | undefined,
  sources: AssessedSources | undefined,
  statement: number,
): string | null {
  return source === undefined || sources?.namesFiles !== true ? null : sourceText(source, statement);
}
