import { isPlainText } from './terminal-safe.js';

/**
 * Characters that a reader cannot see but that change what is read: controls (line ends and tabs apart),
 * zero-width characters, tags, and the marks that turn the direction of text around.
 */
const INVISIBLE = /(?![\n\t])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/**
 * Text from the account made safe to read: what is invisible is spelled out as JSON would, `\u202e`, so that a
 * name cannot pass for another. It is not HTML yet: escape it for its place.
 */
export function visibleText(text: string): string {
  if (isPlainText(text)) return text;
  return text.replace(INVISIBLE, (character) =>
    // By code unit, as JSON writes characters beyond the first plane.
    Array.from({ length: character.length }, (_, unit) => escapeUnit(character.charCodeAt(unit))).join(''),
  );
}

function escapeUnit(unit: number): string {
  return `\\u${unit.toString(16).padStart(4, '0')}`;
}
