import { isJsonObject, type JsonObject } from '../../policy/json-shape.js';

const KEY = 'Fn::ForEach::';
const MOST_COPIES = 10_000;
const DEEPEST = 150;

/** An entry of a section, with where it stands in the file. */
export interface SectionEntry {
  readonly id: string;
  readonly entry: unknown;
  readonly holder: JsonObject;
  readonly key: string;
}

/** Makes the values that a loop goes through; null where they are not known. */
export type ListValues = (collection: unknown) => readonly string[] | null;

/**
 * The entries of a section, those of its `Fn::ForEach` loops written out.
 * Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-foreach.html
 *
 * @param refused - told of each loop that cannot be written out
 */
export function sectionEntries(
  section: JsonObject,
  listValues: ListValues,
  refused: (key: string) => void,
): readonly SectionEntry[] {
  const entries: SectionEntry[] = [];
  const add = (
    object: JsonObject,
    place: Pick<SectionEntry, 'holder' | 'key'> | null,
    depth: number,
  ): void => {
    for (const key of Object.keys(object)) {
      const entry = object[key];
      const own = place ?? { holder: object, key };
      if (!key.startsWith(KEY)) entries.push({ id: key, entry, ...own });
      else {
        const copies = depth > 5 ? null : loopCopies(entry, listValues, MOST_COPIES - entries.length);
        if (copies === null) refused(own.key);
        else for (const copy of copies) add(copy, own, depth + 1);
      }
    }
  };
  add(section, null, 0);
  return entries;
}

/** Null where it cannot be told what they are, or there are more than there is room for. */
function loopCopies(loop: unknown, listValues: ListValues, room: number): readonly JsonObject[] | null {
  if (!Array.isArray(loop)) return null;
  const [identifier, collection, body] = loop as readonly unknown[];
  if (typeof identifier !== 'string' || !isJsonObject(body)) return null;
  const values = listValues(collection);
  if (values === null || values.length > room) return null;
  return values.flatMap((value) => {
    const copy = withValue(body, identifier, value, 0);
    return isJsonObject(copy) ? [copy] : [];
  });
}

/** The body with the loop's variable replaced, in keys too; `&{Name}` keeps letters and digits only. */
function withValue(body: unknown, identifier: string, value: string, depth: number): unknown {
  if (depth > DEEPEST) return body;
  if (typeof body === 'string')
    return body
      .replaceAll(`\${${identifier}}`, value)
      .replaceAll(`&{${identifier}}`, value.replace(/[^A-Za-z0-9]/g, ''));
  if (Array.isArray(body))
    return body.map((entry: unknown) => withValue(entry, identifier, value, depth + 1));
  if (!isJsonObject(body)) return body;
  if (body['Ref'] === identifier && Object.keys(body).length === 1) return value;
  return Object.fromEntries(
    Object.entries(body).map(([key, member]) => [
      String(withValue(key, identifier, value, depth)),
      withValue(member, identifier, value, depth + 1),
    ]),
  );
}
