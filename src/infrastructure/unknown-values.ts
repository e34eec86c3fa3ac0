/** A value, or a text with parts, that is known only once it is deployed or applied. */
export class Unknown {
  /** What is not known, as the file names it: parameters, attributes of resources. */
  readonly names: readonly string[];
  /**
   * How it stands in a document: what is not known as policy variables, which the engine takes for fixed values that
   * nobody knows.
   */
  readonly placeholder: string;

  private constructor(names: readonly string[], placeholder: string) {
    this.names = names;
    this.placeholder = placeholder;
  }

  /** A value of which nothing is known but its name. */
  static of(name: string): Unknown {
    return new Unknown([name], `\${${name.replace(/[{}$,\s]/g, '')}}`);
  }

  /** A text of which parts are not known. */
  static inText(text: string, names: readonly string[]): Unknown {
    return new Unknown([...new Set(names)], text);
  }

  /** The names, for sentences. */
  get words(): string {
    return this.names.slice(0, 3).join(', ');
  }
}

/** A value that depends on a condition of which it is not known whether it holds. */
export class Undecided {
  /** What it is when the condition holds, and when not; {@link NO_VALUE} for nothing. */
  readonly values: readonly [whenTrue: unknown, whenFalse: unknown];
  /** How many values it may have, of which some may be the same. */
  readonly count: number;

  constructor(whenTrue: unknown, whenFalse: unknown) {
    this.values = [whenTrue, whenFalse];
    this.count = countOf(whenTrue) + countOf(whenFalse);
  }
}

/** How many values something undecided may have, nothing at all among them. */
export function countOf(value: unknown): number {
  return value instanceof Undecided ? value.count : 1;
}

/** What stands for nothing at all: the member or entry that holds it is left out. */
export const NO_VALUE = Symbol('no value');

/** All values that an undecided one may have, whatever its conditions; the value itself where it is decided. */
export function possibleValues(value: unknown): readonly unknown[] {
  if (!(value instanceof Undecided)) return value === NO_VALUE ? [] : [value];
  return value.values.flatMap(possibleValues);
}

/** A value as a text, with placeholders for what is not known; null where it is none. */
export function textOf(value: unknown): string | null {
  const [likely] = possibleValues(value);
  if (likely instanceof Unknown) return likely.placeholder;
  if (typeof likely === 'string') return likely;
  return typeof likely === 'number' || typeof likely === 'boolean' ? String(likely) : null;
}

/** Applies a function to both values of what is undecided. */
export function spread(value: unknown, apply: (value: unknown) => unknown): unknown {
  if (!(value instanceof Undecided)) return apply(value);
  const [whenTrue, whenFalse] = value.values;
  return new Undecided(spread(whenTrue, apply), spread(whenFalse, apply));
}
