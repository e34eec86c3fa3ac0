import { InputError } from '../policy/input-error.js';
import { parsePolicyDocument, parsePolicyText } from '../policy/parse-policy-document.js';
import type { StoredDocument } from './account.js';
import { jsonText, TOO_DEEP } from './json-text.js';
import { DEEPEST_NESTING, isNestedDeeperThan } from './nesting.js';

/** Keeps every distinct document of an account once, and reads it once. */
export class DocumentStore {
  private readonly byText = new Map<string, StoredDocument>();
  private readonly byEncodedText = new Map<string, StoredDocument>();

  /** The stored form of a document given as parsed JSON or as text; equal documents give the same object. */
  add(document: unknown): StoredDocument {
    if (typeof document !== 'string') return this.addJson(document);
    let stored = this.byEncodedText.get(document);
    if (stored === undefined) {
      stored = this.addText(document);
      this.byEncodedText.set(document, stored);
    }
    return stored;
  }

  private addText(text: string): StoredDocument {
    let json: unknown = text;
    try {
      // A document may have been encoded twice: as JSON text, and that as a JSON string.
      while (typeof json === 'string') json = parsePolicyText(json);
    } catch (error) {
      return { json: text, text: JSON.stringify(text), parsed: { ok: false, reason: reasonOf(error) } };
    }
    return this.addJson(json);
  }

  private addJson(json: unknown): StoredDocument {
    let text: string;
    try {
      text = jsonText(json);
    } catch (error) {
      return unkept(reasonOf(error));
    }
    const known = this.byText.get(text);
    if (known !== undefined) return known;
    const stored = isNestedDeeperThan(json, DEEPEST_NESTING)
      ? unkept(TOO_DEEP)
      : new JsonDocument(text === 'null' ? null : json, text);
    this.byText.set(text, stored);
    return stored;
  }
}

/** Parses when first asked: versions of a policy that are not in force never are. */
abstract class LazilyParsedDocument implements StoredDocument {
  readonly text: string;
  abstract readonly json: unknown;
  // A member that `Object.freeze` leaves open: who freezes an account may have it judged all the same.
  #result: StoredDocument['parsed'] | null = null;

  constructor(text: string) {
    this.text = text;
  }

  get parsed(): StoredDocument['parsed'] {
    this.#result ??= parse(this.json);
    return this.#result;
  }
}

class JsonDocument extends LazilyParsedDocument {
  readonly json: unknown;

  constructor(json: unknown, text: string) {
    super(text);
    this.json = json;
  }
}

/** The stored form of a document whose text is all that is kept of it: it is parsed again by whoever asks for its JSON. */
export function storedText(text: string): StoredDocument {
  return new TextDocument(text);
}

class TextDocument extends LazilyParsedDocument {
  get json(): unknown {
    const json: unknown = JSON.parse(this.text);
    return json;
  }
}

/** Stands for a document that cannot be written out again, and must not be walked. */
function unkept(reason: string): StoredDocument {
  return { json: null, text: 'null', parsed: { ok: false, reason } };
}

function parse(json: unknown): StoredDocument['parsed'] {
  try {
    return { ok: true, document: parsePolicyDocument(json) };
  } catch (error) {
    return { ok: false, reason: reasonOf(error) };
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof InputError)) throw error;
  return error.where === '' || error.where === '$'
    ? error.message
    : `${error.message} (at ${error.where} of the document)`;
}
