import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Document,
  type Node,
  type Pair,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import { InputError } from '../policy/input-error.js';
import type { Places, Position } from './place.js';

/** A value read from YAML, and the places of its parts. */
export interface YamlSource {
  readonly value: unknown;
  readonly places: Places;
}

/** More than any file that people write comes to, aliases written out. */
const MOST_PARTS = 2_000_000;
const DEEPEST = 500;
const LEADING_ZERO = /^0\d+$/;

/**
 * The value of a YAML document, in which CloudFormation's short forms such as `!Ref` stand for the functions that they
 * name. What an alias repeats is one object.
 *
 * @param position - the place of a character of the text
 * @throws {InputError} if aliases make more of it than can be read
 */
export function yamlSource(document: Document, position: (offset: number) => Position): YamlSource {
  const reader = new YamlReader(document);
  const value = reader.read(document.contents, 0);
  const at = (node: unknown): Position | null => {
    const start = hasRange(node) ? node.range?.[0] : undefined;
    return start === undefined ? null : position(start);
  };
  return {
    value,
    places: {
      of: (container) => at(reader.nodes.get(container)),
      key: (container, key) => {
        const node = reader.nodes.get(container);
        if (isSeq(node)) return typeof key === 'number' ? at(node.items[key]) : null;
        const pair = isMap(node) ? node.items.find((item) => keyText(item) === key) : undefined;
        return pair === undefined ? null : at(pair.key);
      },
      // Where a character of a text stands depends on how the text is quoted and folded.
      character: () => null,
    },
  };
}

class YamlReader {
  /** The node that each object or list was made of. */
  readonly nodes = new Map<object, YAMLMap | YAMLSeq>();
  private readonly document: Document;
  private readonly made = new Map<Node, { value: unknown; parts: number }>();
  private readonly open = new Set<Node>();
  private parts = 0;

  constructor(document: Document) {
    this.document = document;
  }

  read(node: unknown, depth: number): unknown {
    if (depth > DEEPEST) throw new RangeError('call stack: the YAML is nested too deeply');
    if (isAlias(node)) return this.readAlias(node.resolve(this.document), depth);
    this.count(1);
    if (isScalar(node)) return tagged(node.tag, scalarValue(node.value, node.source));
    if (isSeq(node)) {
      const list: unknown[] = [];
      this.nodes.set(list, node);
      this.within(node, () => {
        for (const item of node.items) list.push(this.read(item, depth + 1));
      });
      return tagged(node.tag, list);
    }
    if (!isMap(node)) return null;
    const members: [string, unknown][] = [];
    this.within(node, () => {
      for (const pair of node.items) members.push([keyText(pair), this.read(pair.value, depth + 1)]);
    });
    // Through entries, so that a key such as `__proto__` becomes a member like any other.
    const object = Object.fromEntries(members);
    this.nodes.set(object, node);
    return tagged(node.tag, object);
  }

  /** One object for all places that repeat it; all of them count towards what there is to read. */
  private readAlias(target: Node | undefined, depth: number): unknown {
    if (target === undefined) return null;
    if (this.open.has(target)) throw new InputError('an alias stands within what it repeats', '$');
    const known = this.made.get(target);
    if (known !== undefined) {
      this.count(known.parts);
      return known.value;
    }
    const before = this.parts;
    const value = this.read(target, depth);
    this.made.set(target, { value, parts: this.parts - before });
    return value;
  }

  private within(node: Node, read: () => void): void {
    this.open.add(node);
    read();
    this.open.delete(node);
  }

  private count(parts: number): void {
    this.parts += parts;
    if (this.parts > MOST_PARTS)
      throw new InputError('the YAML repeats too much through aliases; write the values out', '$');
  }
}

function hasRange(node: unknown): node is Pick<Node, 'range'> {
  return typeof node === 'object' && node !== null && 'range' in node;
}

function keyText({ key }: Pair): string {
  const value: unknown = isScalar(key) ? key.value : key;
  return typeof value === 'string' ? value : String(isScalar(key) ? (key.source ?? value) : value);
}

/** What a plain value means to whoever wrote it: an account id that begins with a zero is no number. */
export function scalarValue(value: unknown, source: string | undefined): unknown {
  if (value instanceof Date) return source ?? '';
  if (typeof value === 'bigint') return source ?? String(value);
  return typeof value === 'number' && source !== undefined && LEADING_ZERO.test(source) ? source : value;
}

/** What a short form of CloudFormation stands for; the value itself under any other tag. */
function tagged(tag: string | undefined, value: unknown): unknown {
  const name = tag === undefined ? undefined : /^!([A-Za-z]+)$/.exec(tag)?.[1];
  if (name === undefined) return value;
  const key = name === 'Ref' || name === 'Condition' ? name : `Fn::${name}`;
  return { [key]: typeof value === 'number' || typeof value === 'boolean' ? String(value) : value };
}
