import { isAlias, isMap, isNode, isScalar, isSeq, visit, type Document, type Pair, type YAMLMap } from 'yaml';
import { placeOf } from './text-place.js';
import { UsageError } from './usage-error.js';

/** Members that may be taken over in all: a mapping is written out again for each that takes it over. */
const MOST_MERGED = 100_000;

/**
 * The node that steps lead to, also in what a merge key takes over from another mapping; undefined where nothing stands.
 */
export function nodeAt(document: Document, steps: readonly (string | number)[]): unknown {
  let node: unknown = document.contents;
  for (const step of steps) {
    const container = resolved(document, node);
    if (isSeq(container)) node = container.get(step, true);
    else if (isMap(container)) node = memberOf(document, container, step);
    else return undefined;
  }
  return node;
}

/** A mapping's own members go before those that it takes over, and of these the first before the later ones. */
function memberOf(document: Document, map: YAMLMap, key: string | number): unknown {
  if (map.has(key)) return map.get(key, true);
  for (const pair of map.items.filter(isMergePair)) {
    for (const source of sourcesOf(document, pair)) {
      const found = isMap(source) ? memberOf(document, source, key) : undefined;
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

/**
 * Refuses what the parser would end with an error of its own or without an end: a merge key that takes over something
 * else than mappings, itself, or more than can be read.
 *
 * @throws {UsageError} with line and column
 */
export function refuseUnmergeable(document: Document, text: string, path: string): void {
  const sizes = new Map<YAMLMap, number>();
  const open = new Set<YAMLMap>();
  const sizeOf = (map: YAMLMap): number => {
    const known = sizes.get(map);
    if (known !== undefined) return known;
    open.add(map);
    let size = map.items.length;
    for (const pair of map.items.filter(isMergePair)) {
      const complain = (what: string) => {
        const { line, column } = placeOf(text, offsetOf(pair.key));
        return new UsageError(`${path}: the merge key "<<" at line ${line}, column ${column} ${what}.`);
      };
      for (const source of sourcesOf(document, pair)) {
        if (!isMap(source))
          throw complain(
            'takes over what is no mapping; name a mapping, or a list of mappings, by its alias',
          );
        if (open.has(source)) throw complain('stands within the mapping that it takes over; take it out');
        size += sizeOf(source);
      }
      if (size > MOST_MERGED) throw complain('takes over too much; write the values out');
    }
    open.delete(map);
    sizes.set(map, size);
    return size;
  };
  visit(document, { Map: (_key, map) => void sizeOf(map) });
}

/** The parser marks a merge key that stands without quotes by a symbol in the place of its text. */
function isMergePair(pair: Pair): boolean {
  return isScalar(pair.key) && typeof pair.key.value === 'symbol';
}

function sourcesOf(document: Document, pair: Pair): readonly unknown[] {
  const value = resolved(document, pair.value);
  return isSeq(value) ? value.items.map((item) => resolved(document, item)) : [value];
}

function resolved(document: Document, node: unknown): unknown {
  return isAlias(node) ? node.resolve(document) : node;
}

function offsetOf(node: unknown): number {
  return isNode(node) ? (node.range?.[0] ?? 0) : 0;
}
