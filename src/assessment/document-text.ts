import type { JsonValue } from './assessment.js';

const texts = new WeakMap<object, string>();

/**
 * A policy document as compact JSON. Every file that a scan writes holds the documents, so the text is made once
 * for each and kept as long as the document is.
 */
export function documentText(value: JsonValue): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const known = texts.get(value);
  if (known !== undefined) return known;
  const text = JSON.stringify(value);
  texts.set(value, text);
  return text;
}

/** Keeps the text of a document that was already made, to tell equal documents from others. */
export function keepDocumentText(value: JsonValue, text: string): void {
  if (typeof value === 'object' && value !== null) texts.set(value, text);
}
