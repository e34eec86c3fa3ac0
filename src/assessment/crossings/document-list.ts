import type { JsonValue } from '../assessment.js';

/** Documents by number, equal ones once. */
export class DocumentList {
  readonly documents: JsonValue[] = [];
  private readonly numbers = new Map<string, number>();

  add(document: JsonValue): number {
    const text = JSON.stringify(document);
    let number = this.numbers.get(text);
    if (number === undefined) {
      number = this.documents.push(document) - 1;
      this.numbers.set(text, number);
    }
    return number;
  }
}
