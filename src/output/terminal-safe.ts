/**
 * Characters that act on a terminal or hide in it: controls (line ends and tabs among them), direction marks,
 * zero-width characters and fillers, line separators, tags, and halves of surrogate pairs.
 */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

const PLAIN = /^[ -~]*$/;
const PLAIN_LINES = /^[\n -~]*$/;

/**
 * Whether a text is of printable ASCII, as most are: nothing in it is invisible or acts on a terminal. Expressions that
 * know all of Unicode take longer to compile than a short report takes to print.
 */
export function isPlainText(text: string): boolean {
  return PLAIN.test(text);
}

/**
 * The text with every such character spelled out as `\u{1b}`, so that a name from the input can neither drive the
 * terminal nor pass for another. The result is one line.
 */
export function terminalSafe(text: string): string {
  if (isPlainText(text)) return text;
  return text.replace(UNSAFE, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}

/**
 * JSON in which every such character is written as the escape that JSON has for it: what is read from it stays the
 * same. Its line ends are layout, for strings hold none.
 */
export function terminalSafeJson(json: string): string {
  if (PLAIN_LINES.test(json)) return json;
  return json.replace(UNSAFE, (character) => (character === '\n' ? character : jsonEscape(character)));
}

/** The character as JSON spells it out, `\u202e`: by code unit, two for those beyond the first plane. */
export function jsonEscape(character: string): string {
  return Array.from(
    { length: character.length },
    (_, unit) => `\\u${character.charCodeAt(unit).toString(16).padStart(4, '0')}`,
  ).join('');
}
