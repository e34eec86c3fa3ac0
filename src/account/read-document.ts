import type { StoredDocument } from './account.js';
import type { AuthorizationEntry } from './authorization-entry.js';
import type { DocumentStore } from './document-store.js';

/** The document under a key; null, and a problem, if there is none. A malformed one is kept and is a problem too. */
export function readDocument(
  entry: AuthorizationEntry,
  key: string,
  store: DocumentStore,
): StoredDocument | null {
  const value = entry.fields[key];
  if (value === undefined || value === null) {
    entry.report(key, `the document is missing, so it is not assessed`);
    return null;
  }
  const document = store.add(value);
  if (!document.parsed.ok) entry.report(key, document.parsed.reason);
  return document;
}
