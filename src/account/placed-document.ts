import type { StoredDocument } from './account.js';

/**
 * The same document as an object of its own. Equal documents are one object, which is read once; where each has a
 * place of its own they have to stay apart, and are still read once.
 */
export function placedDocument(stored: StoredDocument): StoredDocument {
  return new PlacedDocument(stored);
}

class PlacedDocument implements StoredDocument {
  private readonly stored: StoredDocument;

  constructor(stored: StoredDocument) {
    this.stored = stored;
  }

  get json(): unknown {
    return this.stored.json;
  }

  get text(): string {
    return this.stored.text;
  }

  get parsed(): StoredDocument['parsed'] {
    return this.stored.parsed;
  }
}
