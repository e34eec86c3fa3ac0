const ELLIPSIS = '...';

/**
 * Columns that a text takes on a terminal. Never too few: accents that combine count as a column of their own, and
 * everything that some terminal draws double counts as two.
 */
export function textWidth(text: string): number {
  let width = 0;
  for (const character of text) width += columnsOf(character);
  return width;
}

/** The text with enough spaces behind it to fill a column. */
export function padEnd(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - textWidth(text)));
}

/** The text, its middle left out if it is too wide: names differ at their ends. */
export function cutMiddle(text: string, width: number): string {
  if (textWidth(text) <= width) return text;
  const room = Math.max(0, width - ELLIPSIS.length);
  const characters = Array.from(text);
  const head = fitting(characters, Math.ceil(room / 2));
  const tail = fitting(characters.reverse(), Math.floor(room / 2)).reverse();
  return head.join('') + ELLIPSIS + tail.join('');
}

/**
 * Words in lines of at most the given width. The first line begins with `first`, the others with spaces as wide; a
 * word too wide for a line of its own loses its middle.
 */
export function wrap(first: string, text: string, width: number): readonly string[] {
  const indent = textWidth(first);
  const room = Math.max(1, width - indent);
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ').map((each) => cutMiddle(each, room))) {
    if (line !== '' && textWidth(line) + 1 + textWidth(word) > room) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  lines.push(line);
  return lines.map((each, index) => (index === 0 ? first : ' '.repeat(indent)) + each);
}

/** As many items as fit, and how many more there are: `a, b and 2 more`. */
export function fittingList(items: readonly string[], width: number): string {
  for (let shown = items.length; shown > 0; shown--) {
    const more = items.length - shown;
    const text = items.slice(0, shown).join(', ') + (more === 0 ? '' : ` and ${more} more`);
    if (shown === 1 || textWidth(text) <= width) return text;
  }
  return '';
}

function fitting(characters: readonly string[], room: number): string[] {
  let width = 0;
  const end = characters.findIndex((character) => (width += columnsOf(character)) > room);
  return characters.slice(0, end === -1 ? characters.length : end);
}

function columnsOf(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  // From 1100 on lie the scripts and pictures drawn double; punctuation, arrows and mathematics among them are not.
  return code < 0x1100 || (code >= 0x2000 && code < 0x2300) ? 1 : 2;
}
