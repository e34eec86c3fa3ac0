import { IndexSet } from '../../catalog/index-set.js';
import { longestText } from '../../catalog/longest-text.js';
import {
  includes,
  patternSymbols,
  textSymbols,
  type Symbols,
  type VariableReading,
} from '../../policy/resource-pattern.js';
import { SortedTexts } from '../../policy/sorted-texts.js';
import type { TargetFacts } from './target-facts.js';

const WILDCARD_OR_VARIABLE = /[*?$]/;
const WHOLE_ARN_COLONS = 5;

/** Finds which of a fixed list of ARNs a resource pattern matches; a position in the list stands for an ARN. */
export class ArnIndex {
  /** Every position. */
  readonly all: IndexSet;
  /** What is known of what the ARNs name; null for nothing. */
  readonly facts: TargetFacts | null;
  private readonly positions = new Map<string, number[]>();
  private readonly arns: readonly string[];
  private readonly sorted: SortedTexts;
  private readonly memo = new Map<string, IndexSet>();
  /** Symbols of the ARNs that were compared with a pattern. */
  private readonly symbols: Symbols[] = [];

  constructor(arns: readonly string[], facts: TargetFacts | null = null) {
    this.arns = arns;
    this.facts = facts;
    this.all = IndexSet.range(0, arns.length);
    this.sorted = new SortedTexts(arns);
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
    if (!WILDCARD_OR_VARIABLE.test(pattern) && isWholeArn(pattern)) return this.named(pattern);
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
    const [start = '', ...others] = literals;
    // Variables leave text behind that is no literal of the pattern.
    const isPlain = !pattern.includes('$');
    const needle = isPlain ? longestText(others) : '';
    const end = isPlain && isWholeArn(pattern) ? (others.at(-1) ?? '') : '';
    const matched = this.sorted.among([{ start, end, isWhole: false }]).filter((position) => {
      const arn = this.arns[position] ?? '';
      return arn.includes(needle) && includes(symbols, this.symbolsOf(position, arn));
    });
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
}

/** Whether no segments of a pattern are missing, which are filled with wildcards. */
function isWholeArn(pattern: string): boolean {
  return pattern.split(':', WHOLE_ARN_COLONS + 1).length > WHOLE_ARN_COLONS;
}
