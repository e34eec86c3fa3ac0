import { isJsonObject } from '../../policy/json-shape.js';
import { unquoted } from './module-address.js';

/** A name, or an index. */
export type Step = string | number;

/** So many steps are taken for one expression. */
export const MOST_STEPS = 10_000;
const SEGMENT = /([A-Za-z_][\w-]*)|\[("(?:[^"\\]|\\.)*"|\d+)\]/g;

/** References of an expression, and of the expressions within it. */
export function referencesIn(expression: unknown): readonly string[] {
  const references: string[] = [];
  const pending: unknown[] = [expression];
  for (let at = 0; at < pending.length && at < MOST_STEPS; at++) {
    const next = pending[at];
    if (Array.isArray(next)) for (const entry of next as readonly unknown[]) pending.push(entry);
    else if (isJsonObject(next)) {
      const own = next['references'];
      if (Array.isArray(own)) references.push(...mostPrecise(own));
      else for (const key of Object.keys(next)) pending.push(next[key]);
    }
  }
  return references;
}

/** Beside what an expression refers to, Terraform lists what that is a part of. */
function mostPrecise(list: readonly unknown[]): readonly string[] {
  const texts = list.filter((entry) => typeof entry === 'string');
  const wholes = new Set<string>();
  for (const text of texts) for (const { index } of text.matchAll(/[.[]/g)) wholes.add(text.slice(0, index));
  return texts.filter((text) => !wholes.has(text));
}

/** The names and indexes that a reference is made of. */
export function segmentsOf(reference: string): readonly Step[] {
  return Array.from(reference.matchAll(SEGMENT), ([text, name, index = '']) => {
    if (name !== undefined) return text;
    return index.startsWith('"') ? unquoted(index) : Number(index);
  });
}

/** Whether a reference to a module names an instance of it by a text. */
export function isIndexQuoted(reference: string): boolean {
  return /^module\.[\w-]+\["/.test(reference);
}
