import { isJsonObject, type JsonObject } from '../policy/json-shape.js';
import { containerOffsets } from './json-places.js';
import type { Places, Position } from './place.js';

/** A document that stands in a file as a text, with the places of its statements where the text tells them. */
export interface DocumentInText {
  readonly json: unknown;
  readonly statements: readonly Position[] | undefined;
}

/** Reads a document out of a text that stands under a key; a text that is no JSON is kept as it is. */
export function documentInText(
  text: string,
  holder: JsonObject,
  key: string | number,
  places: Places,
): DocumentInText {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { json: text, statements: undefined };
  }
  const offsets = containerOffsets(text, json);
  const positions = statementsOf(json).map((statement) => {
    const offset = offsets.get(statement);
    return offset === undefined ? null : places.character(holder, key, offset);
  });
  return { json, statements: allOrNone(positions) };
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
