import { tooMuch } from './too-much.js';
import { possibleValues, NO_VALUE, Undecided, Unknown } from '../unknown-values.js';

const VARIABLE = /\$\{(!?)([^{}]*)\}/g;
/** What is not known itself may stand within. */
const DYNAMIC_REFERENCE = /\{\{resolve:(?:[^{}]|\$\{[^{}]*\})*\}\}/g;
/** Names of parameters and resources, of attributes, and pseudo parameters; anything else is left as it stands. */
const NAME = /^(?:AWS::[A-Za-z]+|[A-Za-z0-9]+(?:\.[A-Za-z0-9.:]+)?|[A-Za-z0-9_.-]+)$/;
/** Templates have at most a million characters, and what they make of them is not much longer. */
const LONGEST_TEXT = 10_000_000;
/** Beyond so many undecided parts of one text it is not known. */
const MOST_UNDECIDED = 6;

/** A piece of a text: characters, or a value that is to stand there. */
type Piece = string | { readonly value: unknown };

/** What `Fn::Sub` makes of a text: `${!Name}` stands for `${Name}` itself. */
export function substitute(text: string, valueOf: (name: string) => unknown): unknown {
  const pieces: Piece[] = [];
  let position = 0;
  for (const match of text.matchAll(VARIABLE)) {
    const [whole, literal, written = ''] = match;
    const name = written.trim();
    pieces.push(text.slice(position, match.index));
    position = match.index + whole.length;
    if (literal === '!') pieces.push(`\${${written}}`);
    else if (NAME.test(name)) pieces.push({ value: valueOf(name) });
    else pieces.push(whole);
  }
  pieces.push(text.slice(position));
  return assembled(pieces);
}

/** What `Fn::Join` makes of a list. */
export function joinTexts(delimiter: unknown, list: unknown): unknown {
  if (typeof delimiter !== 'string') return Unknown.of('Fn::Join');
  if (list instanceof Unknown) return list;
  if (!Array.isArray(list)) return Unknown.of('Fn::Join');
  const entries: readonly unknown[] = list;
  return assembled(
    entries.flatMap((value, index): Piece[] => (index === 0 ? [{ value }] : [delimiter, { value }])),
  );
}

/** What `Fn::Split` makes of a text. */
export function splitText(delimiter: unknown, text: unknown): unknown {
  if (typeof delimiter !== 'string' || delimiter === '') return Unknown.of('Fn::Split');
  if (text instanceof Unknown) {
    const parts = text.placeholder.split(delimiter);
    return parts.map((part) => (part.includes('${') ? Unknown.inText(part, text.names) : part));
  }
  return typeof text === 'string' ? text.split(delimiter) : Unknown.of('Fn::Split');
}

/** Characters of the texts that a value is, or may be. */
export function charactersOf(value: unknown): number {
  if (typeof value === 'string') return value.length;
  if (value instanceof Unknown) return value.placeholder.length;
  return value instanceof Undecided
    ? value.values.reduce<number>((sum, each) => sum + charactersOf(each), 0)
    : 0;
}

/** One text of pieces; both texts where a piece is undecided, and unknown where a piece is. */
function assembled(pieces: readonly Piece[], undecided = 0): unknown {
  const at = pieces.findIndex((piece) => typeof piece !== 'string' && piece.value instanceof Undecided);
  const found = pieces[at];
  if (found !== undefined && typeof found !== 'string' && found.value instanceof Undecided) {
    if (undecided >= MOST_UNDECIDED) return Unknown.of('a text with many conditions');
    const [whenTrue, whenFalse] = found.value.values;
    const replaced = (value: unknown) =>
      assembled([...pieces.slice(0, at), { value }, ...pieces.slice(at + 1)], undecided + 1);
    return new Undecided(replaced(whenTrue), replaced(whenFalse));
  }
  const [only] = pieces.filter((piece) => piece !== '');
  if (
    typeof only === 'object' &&
    pieces.filter((piece) => piece !== '').length === 1 &&
    only.value instanceof Unknown
  )
    return only.value;
  const names: string[] = [];
  let text = '';
  for (const piece of pieces) {
    text += typeof piece === 'string' ? piece : pieceText(piece.value, names);
    if (text.length > LONGEST_TEXT) throw tooMuch();
  }
  return withoutDynamicReferences(text, names);
}

/**
 * A text in which what CloudFormation looks up elsewhere when it deploys is not known.
 * Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html
 *
 * @param names - what else in it is not known
 */
export function withoutDynamicReferences(text: string, names: readonly string[] = []): unknown {
  const all = [...names];
  const rest = !text.includes('{{resolve:')
    ? text
    : text.replace(DYNAMIC_REFERENCE, (written) => {
        all.push(written);
        // Colons within a variable would be taken for those of an ARN.
        return `\${${written.replace(/[^\w.-]+/g, '.').replace(/^\.|\.$/g, '')}}`;
      });
  return all.length === 0 ? text : Unknown.inText(rest, all);
}

function pieceText(value: unknown, names: string[]): string {
  if (value === NO_VALUE) return '';
  if (value instanceof Unknown) {
    names.push(...value.names);
    return value.placeholder;
  }
  if (Array.isArray(value)) return value.map((entry: unknown) => pieceText(entry, names)).join(',');
  const [likely] = possibleValues(value);
  return typeof likely === 'string' || typeof likely === 'number' || typeof likely === 'boolean'
    ? String(likely)
    : '';
}
