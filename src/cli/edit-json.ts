import { isJsonObject, type JsonObject } from '../policy/json-shape.js';
import { alignLists } from './align-lists.js';
import { JsonStyle } from './json-style.js';
import { jsonTree, type JsonContainer, type JsonMember, type JsonNode } from './json-tree.js';

/**
 * A JSON text with another value in the place of its own, in which everything that is equal in both stays as it is
 * written, to the last space, and what is new is laid out as the rest.
 */
export function editJson(text: string, before: unknown, after: unknown): string {
  const tree = jsonTree(text);
  const editor = new JsonEditor(text, new JsonStyle(text, tree));
  return text.slice(0, tree.start) + editor.edited(tree, before, after) + text.slice(tree.end);
}

/** A member as it is to stand in the text, without the comma behind it. */
interface WrittenMember {
  readonly text: string;
  /** Space before the comma, where one follows. */
  readonly tail: string;
}

class JsonEditor {
  private readonly text: string;
  private readonly style: JsonStyle;

  constructor(text: string, style: JsonStyle) {
    this.text = text;
    this.style = style;
  }

  edited(node: JsonNode, before: unknown, after: unknown): string {
    if (isSame(before, after)) return this.text.slice(node.start, node.end);
    if (node.type === 'object' && isJsonObject(before) && isJsonObject(after))
      return this.editedObject(node, before, after);
    if (node.type === 'list' && Array.isArray(before) && Array.isArray(after))
      return this.editedList(node, before, after);
    return this.style.print(after, this.style.indentationAt(node.start));
  }

  private editedObject(node: JsonContainer, before: JsonObject, after: JsonObject): string {
    const byName = new Map(node.members.map((member) => [member.key?.name, member]));
    const members = Object.entries(after).map(([name, value]) => {
      const member = byName.get(name);
      if (member === undefined)
        return { text: this.added(node, `${JSON.stringify(name)}${this.style.colon}`, value), tail: '' };
      return this.kept(node, member, this.edited(member.value, before[name], value));
    });
    return this.joined(node, members);
  }

  private editedList(node: JsonContainer, before: readonly unknown[], after: readonly unknown[]): string {
    const partners = alignLists(before, after);
    const members = after.map((value, position) => {
      const partner = partners[position] ?? null;
      const member = partner === null ? undefined : node.members[partner];
      if (partner === null || member === undefined) return { text: this.added(node, '', value), tail: '' };
      return this.kept(node, member, this.edited(member.value, before[partner], value));
    });
    return this.joined(node, members);
  }

  /** A member with what stands before its value, space and the key with its colon, and before the comma. */
  private kept(node: JsonContainer, member: JsonMember, value: string): WrittenMember {
    const lead = this.text.slice(member.start, member.value.start);
    const isLast = node.members.at(-1) === member;
    return { text: lead + value, tail: isLast ? '' : this.text.slice(member.end, member.stop) };
  }

  private added(node: JsonContainer, key: string, value: unknown): string {
    const [first] = node.members;
    const last = node.members.at(-1);
    if (first === undefined || last === undefined) {
      const indentation = this.style.deeper(this.style.indentationAt(node.start));
      return this.style.lineBreak(indentation) + key + this.style.print(value, indentation);
    }
    // The last is laid out as any after the first: a list on one line has no space before its first entry.
    const space = this.text.slice(last.start, last.key?.start ?? last.value.start);
    const layout = node.members.length > 1 || space.includes('\n') ? space : this.style.gap;
    const indentation = this.style.indentationAt(last.key?.start ?? last.value.start);
    return layout + key + this.style.print(value, indentation);
  }

  private joined(node: JsonContainer, members: readonly WrittenMember[]): string {
    const [open, close] = node.type === 'object' ? ['{', '}'] : ['[', ']'];
    const firstMember = node.members[0];
    const lead =
      firstMember === undefined
        ? ''
        : this.text.slice(firstMember.start, firstMember.key?.start ?? firstMember.value.start);
    const end = this.text.slice(node.members.at(-1)?.end ?? node.start + 1, node.end - 1);
    const closing =
      node.members.length === 0 ? this.style.lineBreak(this.style.indentationAt(node.start)) : end;
    // Whatever comes first now begins as what came first before.
    const written = members.map(({ text, tail }, index) => {
      const begun = firstMember === undefined ? text : lead + text.replace(/^\s*/, '');
      const own = index === 0 ? begun : this.notFirst(text, node);
      return index === members.length - 1 ? own : `${own}${tail},`;
    });
    return open + written.join('') + closing + close;
  }

  /** What is no longer first in a list on one line needs the space that it could do without. */
  private notFirst(member: string, node: JsonContainer): string {
    const isOnOneLine = !this.text.slice(node.start, node.end).includes('\n');
    return isOnOneLine && !/^\s/.test(member) ? this.style.gap + member : member;
  }
}

function isSame(one: unknown, other: unknown): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}
