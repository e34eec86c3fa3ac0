import { Document, isMap, isScalar, isSeq, type Node, type Scalar } from 'yaml';
import { isJsonObject } from '../policy/json-shape.js';

/** A piece of a text that another takes the place of. */
interface Splice {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * A YAML text in which single values are others, all else as it is written; null where more than that changes.
 *
 * @param node - the contents of the text's document
 */
export function splicedYaml(text: string, node: Node, before: unknown, after: unknown): string | null {
  const splices = splicesOf(node, before, after);
  if (splices === null) return null;
  let spliced = '';
  let at = 0;
  for (const { start, end, text: own } of [...splices].sort((one, other) => one.start - other.start)) {
    spliced += text.slice(at, start) + own;
    at = end;
  }
  return spliced + text.slice(at);
}

function splicesOf(node: unknown, before: unknown, after: unknown): readonly Splice[] | null {
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  if (isScalar(node)) return scalarSplice(node, after);
  const children = childrenOf(node, before, after);
  if (children === null) return null;
  const splices: Splice[] = [];
  for (const child of children) {
    const own = splicesOf(...child);
    if (own === null) return null;
    splices.push(...own);
  }
  return splices;
}

type Child = readonly [node: unknown, before: unknown, after: unknown];

/** Null where members come or go. */
function childrenOf(node: unknown, before: unknown, after: unknown): readonly Child[] | null {
  if (isSeq(node) && Array.isArray(before) && Array.isArray(after)) {
    const old: readonly unknown[] = before;
    const next: readonly unknown[] = after;
    const isSameLength = old.length === next.length && node.items.length === next.length;
    return isSameLength ? next.map((value, index): Child => [node.items[index], old[index], value]) : null;
  }
  if (!isMap(node) || !isJsonObject(before) || !isJsonObject(after)) return null;
  const keys = Object.keys(after);
  if (JSON.stringify(Object.keys(before)) !== JSON.stringify(keys)) return null;
  return keys.map((key): Child => [node.get(key, true), before[key], after[key]]);
}

/** Values over several lines with a mark before them are laid out by more than their text. */
function scalarSplice({ type, range }: Scalar, after: unknown): readonly Splice[] | null {
  const isBlock = type === 'BLOCK_LITERAL' || type === 'BLOCK_FOLDED';
  if (isBlock || range == null || (typeof after === 'object' && after !== null)) return null;
  const [start, end] = range;
  return [{ start, end, text: flowText(after) }];
}

/** A value as it may stand anywhere, in a list on one line too. */
function flowText(value: unknown): string {
  const document = new Document([value]);
  if (isSeq(document.contents)) document.contents.flow = true;
  return document.toString({ lineWidth: 0, flowCollectionPadding: false }).trim().slice(1, -1);
}
