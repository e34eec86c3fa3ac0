import { terminalSafe } from './terminal-safe.js';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** What is no character in XML 1.0, beside what {@link terminalSafe} spells out. */
const NO_CHARACTER = /[\ufffe\uffff]/g;

/** Text for an element or a quoted attribute of XML; characters that XML cannot hold are spelled out. */
export function xmlText(text: string): string {
  return terminalSafe(text)
    .replace(NO_CHARACTER, (character) => `\\u{${character.charCodeAt(0).toString(16)}}`)
    .replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}

/** Attributes, each after a space. */
export function xmlAttributes(values: Readonly<Record<string, string | number | null>>): string {
  return Object.entries(values)
    .flatMap(([name, value]) => (value === null ? [] : ` ${name}="${xmlText(String(value))}"`))
    .join('');
}
