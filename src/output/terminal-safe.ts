/**
 * Characters that act on a terminal or hide in it: controls (line ends and tabs among them), direction marks,
 * zero-width characters and fillers, line separators, tags, and halves of surrogate pairs.
 */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

/** What most texts are made of. Compiling the expression above takes as long as printing a short report. */
const PLAIN = /^[ -~]*$/;

/**
 * The text with every such character spelled out as `\u{1b}`, so that a name from the input can neither drive the
 * terminal nor pass for another. The result is one line.
 */
export function terminalSafe(text: string): string {
  if (PLAIN.test(text)) return text;
  return text.replace(UNSAFE, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}
