import { isPlainText, jsonEscape } from './terminal-safe.js';

/**
 * Characters that a reader cannot see but that change what is read: controls (line ends and tabs apart),
 * zero-width characters and fillers, tags, and the marks that turn the direction of text around.
 */
const INVISIBLE = /(?![\n\t])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

/**
 * Text from the account made safe to read: what is invisible is spelled out as JSON would, `\u202e`, so that a
 * name cannot pass for another. It is not HTML yet: escape it for its place.
 */
export function visibleText(text: string): string {
  return isPlainText(text) ? text : text.replace(INVISIBLE, jsonEscape);
}
