import { isJsonObject, type JsonObject } from '../policy/json-shape.js';
import { containerOffsets } from './json-places.js';
import type { Places, Position } from './place.js';

/** A document that stands in a file as a text, with the places of its statements where the text tells them. */
export interface DocumentInText {
  readonly json: unknown;
  readonly statements: readonly Position[] | undefined;
}

/** What a text holds, whatever file it stands in. */
interface ReadText {
  readonly json: unknown;
  /** Where in the text each statement begins; null where that cannot be told. */
  readonly statements: readonly number[] | null;
}

/** Reads documents out of texts of one file, each distinct text once. */
export class DocumentTexts {
  private readonly places: Places;
  private readonly read = new Map<string, ReadText>();

  constructor(places: Places) {
    this.places = places;
  }

  /** The document in a text that stands under a key; a text that is no JSON is kept as it is. */
  document(text: string, holder: JsonObject, key: string | number): DocumentInText {
    let read = this.read.get(text);
    if (read === undefined) {
      read = readText(text);
      this.read.set(text, read);
    }
    const positions = read.statements?.map((offset) => this.places.character(holder, key, offset)) ?? [];
    return { json: read.json, statements: allOrNone(positions) };
  }
}

function readText(text: string): ReadText {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { json: text, statements: null };
  }
  const offsets = containerOffsets(text, json);
  return { json, statements: statementsOf(json).map((statement) => offsets.get(statement) ?? 0) };
}

/** The statements of a document, whether it has one or a list. */
export function statementsOf(document: unknown): readonly object[] {
  const statements = isJsonObject(document) ? document['Statement'] : undefined;
  const list: readonly unknown[] = Array.isArray(statements) ? statements : [statements];
  return list.filter((statement): statement is object => typeof statement === 'object' && statement !== null);
}

/** Positions by index are worth something only where none is missing. */
export function allOrNone(positions: readonly (Position | null)[]): readonly Position[] | undefined {
  const known = positions.filter((position) => position !== null);
  return known.length === positions.length && known.length > 0 ? known : undefined;
}
