import type { DocumentReader } from '../access/document-reader.js';
import { IndexSet } from '../catalog/index-set.js';
import type { EscalationAnalysis } from '../escalation/graph/analyse-escalation.js';
import type { Hop } from '../escalation/graph/chain.js';
import type { OtherPrincipal } from './assessment.js';

interface AccountPlace {
  readonly documents: DocumentReader;
  readonly analysis: EscalationAnalysis;
  /** Number, among all principals analysed, of the account's first. */
  readonly first: number;
  readonly count: number;
  /** Principals of other accounts whose way to administrator leads through this one. */
  readonly startsElsewhere: readonly number[];
}

/**
 * One account among those that were analysed together. An Assessment numbers the account's own principals from 0, and
 * those of other accounts that it speaks of after them, in the order in which they come up.
 */
export class AccountView {
  readonly documents: DocumentReader;
  readonly analysis: EscalationAnalysis;
  readonly startsElsewhere: readonly number[];
  /** Principals of other accounts that were given a number. */
  readonly others: OtherPrincipal[] = [];
  private readonly first: number;
  private readonly count: number;
  private readonly numbers = new Map<number, number>();

  constructor({ documents, analysis, first, count, startsElsewhere }: AccountPlace) {
    this.documents = documents;
    this.analysis = analysis;
    this.first = first;
    this.count = count;
    this.startsElsewhere = startsElsewhere;
  }

  /** The account's part of a list of all principals, in its own numbering. */
  ownOf<Item>(list: readonly Item[]): readonly Item[] {
    return this.first === 0 && list.length === this.count
      ? list
      : list.slice(this.first, this.first + this.count);
  }

  isOwn(principal: number): boolean {
    return principal >= this.first && principal < this.first + this.count;
  }

  /** Whether a way begins, ends or passes in the account. */
  isConcerned(hops: readonly Hop[]): boolean {
    return hops.some(({ from, to }) => this.isOwn(from) || this.isOwn(to));
  }

  /** The number of an own principal among all that were analysed. */
  joint(own: number): number {
    return this.first + own;
  }

  /** The number of any principal in the Assessment. */
  numberOf(principal: number): number {
    if (this.isOwn(principal)) return principal - this.first;
    let number = this.numbers.get(principal);
    if (number === undefined) {
      number = this.count + this.others.push(this.describe(principal)) - 1;
      this.numbers.set(principal, number);
    }
    return number;
  }

  /** A set of principals in the numbering of the Assessment. */
  setOf(principals: IndexSet): IndexSet {
    if (this.first === 0 && this.analysis.graph.nodes.length === this.count) return principals;
    return IndexSet.of(
      principals
        .indexes()
        .map((principal) => this.numberOf(principal))
        .sort((a, b) => a - b),
    );
  }

  private describe(principal: number): OtherPrincipal {
    const found = this.analysis.graph.population.principals[principal];
    if (found === undefined) throw new RangeError(`no principal has the number ${principal}`);
    const { name, type, arn, accountId } = found;
    return { name, type, arn, accountId };
  }
}
