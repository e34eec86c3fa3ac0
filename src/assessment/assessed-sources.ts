import type { Principal, StoredDocument } from '../account/account.js';
import type { SourceLocation } from './source-location.js';

/** Where documents and principals stand in the files that were scanned. */
export interface AssessedSources {
  /** By the document as a policy holds it: equal documents in two places are two objects then. */
  readonly documents: ReadonlyMap<StoredDocument, SourceLocation>;
  readonly principals: ReadonlyMap<Principal, SourceLocation>;
  /** Remarks on the files, which go with those of the assessment. */
  readonly notes: readonly string[];
}

/** What names a resource in every assessment of the same files; null where it has no address. */
export function sourceIdentity(source: SourceLocation | undefined): string | null {
  return source?.address === undefined ? null : `${source.file} ${source.address}`;
}
