import { InputError } from '../policy/input-error.js';
import { parsePolicyDocument, parsePolicyText } from '../policy/parse-policy-document.js';
import type { StoredDocument } from './account.js';

/** Keeps every distinct document of an account once, read once. */
export class DocumentStore {
  private readonly byText = new Map<string, StoredDocument>();

  /** The stored form of a document given as parsed JSON or as text; equal documents give the same object. */
  add(document: unknown): StoredDocument {
    let json = document;
    let text: string;
    try {
      if (typeof document === 'string') json = parsePolicyText(document);
      text = JSON.stringify(json) ?? 'null';
    } catch (error) {
      return { json: null, text: 'null', parsed: { ok: false, reason: reasonOf(error) } };
    }
    const known = this.byText.get(text);
    if (known !== undefined) return known;
    const stored: StoredDocument = { json, text, parsed: parse(json) };
    this.byText.set(text, stored);
    return stored;
  }
}

function parse(json: unknown): StoredDocument['parsed'] {
  try {
    return { ok: true, document: parsePolicyDocument(json) };
  } catch (error) {
    return { ok: false, reason: reasonOf(error) };
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof InputError) return error.where === '' ? error.message : `${error.message} (at ${error.where} of the document)`;
  if (error instanceof RangeError) return 'the document is nested too deeply';
  throw error;
}
