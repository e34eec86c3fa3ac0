import { IndexSet } from '../../catalog/index-set.js';
import {
  includes,
  patternSymbols,
  textSymbols,
  type Symbols,
  type VariableReading,
} from '../../policy/resource-pattern.js';

const WILDCARD_OR_VARIABLE = /[*?$]/;
const WHOLE_ARN_COLONS = 5;

/** Finds which of a fixed list of ARNs a resource pattern matches; a position in the list stands for an ARN. */
export class ArnIndex {
  /** Every position. */
  readonly all: IndexSet;
  private readonly positions = new Map<string, number[]>();
  private readonly arns: readonly string[];
  private readonly sorted: readonly number[];
  private readonly memo = new Map<string, IndexSet>();
  /** Symbols of the ARNs that were compared with a pattern. */
  private readonly symbols: Symbols[] = [];

  constructor(arns: readonly string[]) {
    this.arns = arns;
    this.all = IndexSet.range(0, arns.length);
    this.sorted = [...arns.keys()].sort((a, b) => compare(arns[a] ?? '', arns[b] ?? ''));
    arns.forEach((arn, position) => {
      const known = this.positions.get(arn);
      if (known === undefined) this.positions.set(arn, [position]);
      else known.push(position);
    });
  }

  /** The positions of one ARN; several where accounts were read twice. */
  named(arn: string): IndexSet {
    return IndexSet.of(this.positions.get(arn) ?? []);
  }

  /** The positions whose ARNs a pattern matches. */
  matching(pattern: string, variablesKnown: boolean, reading: VariableReading = 'constant'): IndexSet {
    if (pattern === '*') return this.all;
    if (
      !WILDCARD_OR_VARIABLE.test(pattern) &&
      pattern.split(':', WHOLE_ARN_COLONS + 1).length > WHOLE_ARN_COLONS
    )
      return this.named(pattern);
    const key = `${variablesKnown ? '$' : ''}${reading} ${pattern}`;
    let matched = this.memo.get(key);
    if (matched === undefined) {
      matched = this.search(pattern, variablesKnown, reading);
      this.memo.set(key, matched);
    }
    return matched;
  }

  private search(pattern: string, variablesKnown: boolean, reading: VariableReading): IndexSet {
    const symbols = patternSymbols(pattern, variablesKnown, reading);
    const literals = pattern.split(WILDCARD_OR_VARIABLE);
    const prefix = literals[0] ?? '';
    // Variables leave text behind that is no literal of the pattern.
    const needle = pattern.includes('$') ? '' : longest(literals);
    const matched: number[] = [];
    for (let at = this.firstFrom(prefix); at < this.sorted.length; at++) {
      const position = this.sorted[at] ?? 0;
      const arn = this.arns[position] ?? '';
      if (!arn.startsWith(prefix)) break;
      if (arn.includes(needle) && includes(symbols, this.symbolsOf(position, arn))) matched.push(position);
    }
    return IndexSet.of(matched);
  }

  private symbolsOf(position: number, arn: string): Symbols {
    let symbols = this.symbols[position];
    if (symbols === undefined) {
      symbols = textSymbols(arn);
      this.symbols[position] = symbols;
    }
    return symbols;
  }

  private firstFrom(prefix: string): number {
    let low = 0;
    let high = this.sorted.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.arns[this.sorted[middle] ?? 0] ?? '') < prefix) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function longest(texts: readonly string[]): string {
  return texts.reduce((best, text) => (text.length > best.length ? text : best), '');
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
