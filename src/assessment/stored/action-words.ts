/**
 * Names of actions, packed: thousands of them are made of a few hundred words. A policy that allows everything
 * mentions ten thousand, which would take up more than all the rest of what is known about a small account.
 */
export interface PackedNames {
  /** The words of all names, the most frequent first, separated by spaces. */
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
  const counts = new Map<string, number>();
  const split = names.map((name) => {
    const words = name.slice(name.indexOf(':') + 1).match(WORD) ?? [];
    for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
    return words;
  });
  const words = [...counts].sort(([, a], [, b]) => b - a).map(([word]) => word);
  const codes = new Map(words.map((word, number) => [word, written(number)]));
  const packed: Record<string, string> = {};
  let prefix = '';
  let text = '';
  let before: readonly string[] = [];
  names.forEach((name, index) => {
    const service = name.slice(0, name.indexOf(':'));
    if (service !== prefix) {
      if (index > 0) packed[prefix] = text;
      prefix = service;
      text = '';
      before = [];
    }
    const own = split[index] ?? [];
    let shared = 0;
    while (shared < MOST_SHARED && shared < own.length && own[shared] === before[shared]) shared++;
    text += shared;
    for (let word = shared; word < own.length; word++) text += codes.get(own[word] ?? '') ?? '';
    before = own;
  });
  if (names.length > 0) packed[prefix] = text;
  return { words: words.join(' '), names: packed };
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
