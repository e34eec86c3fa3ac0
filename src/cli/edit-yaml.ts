import {
  isMap,
  isScalar,
  isSeq,
  parseDocument,
  visit,
  type Document,
  type Node,
  type Scalar,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import { append } from '../escalation/graph/grouped.js';
import { isJsonObject, type JsonObject } from '../policy/json-shape.js';
import { alignLists } from './align-lists.js';
import { mergedLines } from './merged-lines.js';
import { splicedYaml } from './yaml-splices.js';

/**
 * A YAML text with another value in the place of its own. Comments stay, or go with an entry that comes into another
 * list; lines that do not change stay as they are written, and on the others the writer of YAML sets the spaces. An
 * alias stays an alias, though what it stands for may have changed or gone: read the text again.
 */
export function editYaml(text: string, before: unknown, after: unknown): string {
  const document: Document = parseDocument(text);
  const { contents } = document;
  const spliced = contents === null ? null : splicedYaml(text, contents, before, after);
  if (spliced !== null && holds(spliced, after)) return spliced;
  const isIndented = !/^(\s*)[^\s#-][^\n]*:[^\S\n]*\r?\n\1- /m.test(text);
  const indent = /^( +)\S/m.exec(text)?.[1]?.length ?? INDENTATION;
  const print = (): string => {
    const printed = document.toString({
      lineWidth: 0,
      indentSeq: isIndented,
      indent,
      flowCollectionPadding: /[[{] +\S/.test(text),
    });
    return text.includes('\r\n') ? printed.replaceAll('\n', '\r\n') : printed;
  };
  const unchanged = print();
  if (contents !== null) {
    const listed = entriesOf(document);
    document.contents = edited(document, contents, before, after);
    moveComments(listed, entriesOf(document));
  }
  const changed = print();
  const merged = mergedLines(unchanged, changed, text);
  // Where a line that means something was laid out over several, merging by lines tears it apart.
  return holds(merged, after) ? merged : changed;
}

/** The entries of all lists that are no lists or maps themselves. */
function entriesOf(document: Document): ReadonlySet<Scalar> {
  const entries = new Set<Scalar>();
  visit(document, {
    Scalar(_, node, path) {
      if (isSeq(path.at(-1))) entries.add(node);
    },
  });
  return entries;
}

/** An entry that has gone from one list and come into another takes its comments along. */
function moveComments(before: ReadonlySet<Scalar>, after: ReadonlySet<Scalar>): void {
  const gone = [...before].filter(
    (entry) => !after.has(entry) && (entry.comment ?? entry.commentBefore) != null,
  );
  const come = new Map<unknown, Scalar[]>();
  for (const entry of after) if (!before.has(entry)) append(come, entry.value, entry);
  for (const entry of gone) {
    const same = come.get(entry.value)?.shift();
    if (same === undefined) continue;
    same.comment = entry.comment ?? null;
    same.commentBefore = entry.commentBefore ?? null;
  }
}

function holds(text: string, value: unknown): boolean {
  const document = parseDocument(text);
  try {
    return document.errors.length === 0 && JSON.stringify(document.toJS()) === JSON.stringify(value);
  } catch {
    // An alias whose anchor has gone.
    return false;
  }
}

const INDENTATION = 2;

function edited<Kept extends Node>(
  document: Document,
  node: Kept,
  before: unknown,
  after: unknown,
): Kept | Node {
  if (JSON.stringify(before) === JSON.stringify(after)) return node;
  if (isMap(node) && isJsonObject(before) && isJsonObject(after)) editMap(document, node, before, after);
  else if (isSeq(node) && Array.isArray(before) && Array.isArray(after))
    editList(document, node, before, after);
  else return created(document, after);
  return node;
}

function editMap(document: Document, node: YAMLMap, before: JsonObject, after: JsonObject): void {
  const pairs = new Map(node.items.map((pair) => [nameOf(pair.key), pair]));
  const items = Object.entries(after).map(([key, value]) => {
    const pair = pairs.get(key);
    if (pair === undefined) return document.createPair(key, value);
    pair.value = isNodeValue(pair.value)
      ? edited(document, pair.value, before[key], value)
      : created(document, value);
    return pair;
  });
  node.items.splice(0, node.items.length, ...items);
}

function editList(
  document: Document,
  node: YAMLSeq,
  before: readonly unknown[],
  after: readonly unknown[],
): void {
  const partners = alignLists(before, after);
  const items = after.map((value, position) => {
    const partner = partners[position] ?? null;
    const own: unknown = partner === null ? undefined : node.items[partner];
    return partner !== null && isNodeValue(own)
      ? edited(document, own, before[partner], value)
      : created(document, value);
  });
  node.items.splice(0, node.items.length, ...items);
}

function created(document: Document, value: unknown): Node {
  // No value that JSON can hold is shared, so that no alias comes of it.
  return document.createNode(value, { aliasDuplicateObjects: false });
}

function isNodeValue(value: unknown): value is Node {
  return isMap(value) || isSeq(value) || isScalar(value);
}

function nameOf(key: unknown): string {
  return String(isScalar(key) ? key.value : key);
}
