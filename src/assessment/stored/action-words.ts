/**
 * Names of actions, packed: thousands of them are made of a few hundred words. A policy that allows everything
 * mentions ten thousand, which would take up more than all the rest of what is known about a small account.
 */
export interface PackedNames {
  /** The words of all names, in the order of their first use, separated by spaces. */
  readonly words: string;
  /**
   * By service prefix, the names of its actions one after the other. A name begins with a digit: how many words it
   * shares with the start of the name before it. The numbers of its other words follow, each as one of the
   * {@link LETTERS} (`a` is 0, `Z` is 51), before which {@link MARKS} stand for the fifty-twos: `!a` is 52, `#c` 106.
   */
  readonly names: Readonly<Record<string, string>>;
}

/** Words of a name, `DBClusterV2`: `DB`, `Cluster`, `V`, `2`. They make up the name whatever it holds. */
const WORD = /[A-Z]+(?![a-z])|[A-Z]?[^A-Z]+/g;
const MOST_SHARED = 9;
const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
/** Marks that neither JSON nor HTML has to escape. */
const MARKS = '!#$%()*+-./:;=?@[]^_{|}~';
const DIGIT_0 = '0'.charCodeAt(0);
const DIGIT_9 = '9'.charCodeAt(0);
/** What each character of a number is worth: letters from 0 on, marks from 1 on. */
const VALUES = new Int8Array(128);
const IS_MARK = new Uint8Array(128);
for (const [value, letter] of Array.from(LETTERS).entries()) VALUES[letter.charCodeAt(0)] = value;
for (const [value, mark] of Array.from(MARKS).entries()) {
  VALUES[mark.charCodeAt(0)] = value + 1;
  IS_MARK[mark.charCodeAt(0)] = 1;
}

/** Packs canonical names, `s3:GetObject`, whose services follow one another. */
export function packNames(names: readonly string[]): PackedNames {
  const codes = new Map<string, string>();
  const packed: Record<string, string> = {};
  let prefix = '';
  let text = '';
  let before: readonly string[] = [];
  for (const name of names) {
    if (name[prefix.length] !== ':' || !name.startsWith(prefix)) {
      if (text !== '') packed[prefix] = text;
      prefix = name.slice(0, name.indexOf(':'));
      text = '';
      before = [];
    }
    const words = name.slice(prefix.length + 1).match(WORD) ?? [];
    let shared = 0;
    while (shared < MOST_SHARED && shared < words.length && words[shared] === before[shared]) shared++;
    text += shared;
    for (let place = shared; place < words.length; place++) text += codeOf(words[place] ?? '', codes);
    before = words;
  }
  if (text !== '') packed[prefix] = text;
  return { words: [...codes.keys()].join(' '), names: packed };
}

/** The number of a word as text; a new word gets the next one. */
function codeOf(word: string, codes: Map<string, string>): string {
  let code = codes.get(word);
  if (code === undefined) {
    code = written(codes.size);
    codes.set(word, code);
  }
  return code;
}

/** Gives the canonical names back, in the same order. */
export function unpackNames({ words, names }: PackedNames): readonly string[] {
  const known = words.split(' ');
  const unpacked: string[] = [];
  for (const [prefix, text] of Object.entries(names)) {
    let before: string[] = [];
    let own: string[] = [];
    let marks = 0;
    for (let position = 0; position < text.length; position++) {
      const code = text.charCodeAt(position);
      if (code >= DIGIT_0 && code <= DIGIT_9) {
        if (position > 0) unpacked.push(`${prefix}:${own.join('')}`);
        before = own;
        own = before.slice(0, code - DIGIT_0);
      } else if (IS_MARK[code] === 1) {
        marks = marks * MARKS.length + (VALUES[code] ?? 0);
      } else {
        own.push(known[marks * LETTERS.length + (VALUES[code] ?? 0)] ?? '');
        marks = 0;
      }
    }
    if (text !== '') unpacked.push(`${prefix}:${own.join('')}`);
  }
  return unpacked;
}

/** A number as marks and a letter, see {@link PackedNames.names}. */
function written(number: number): string {
  let text = LETTERS.charAt(number % LETTERS.length);
  for (
    let rest = Math.floor(number / LETTERS.length);
    rest > 0;
    rest = Math.floor((rest - 1) / MARKS.length)
  ) {
    text = MARKS.charAt((rest - 1) % MARKS.length) + text;
  }
  return text;
}
