import type { StoredDocument } from '../../account/account.js';
import { storedText } from '../../account/document-store.js';
import { memoised } from '../../escalation/graph/grouped.js';
import type { AccountCrossings } from './account-crossings.js';

/** An account's crossings whose documents are in a list for all accounts. */
export type CollectedAccount = Omit<AccountCrossings, 'documents'>;

/** Gathers what is kept of each account to know who crosses from one into another, in any order. */
export class CrossingCollector {
  /** Numbers of documents by their texts. */
  private readonly numbers = new Map<string, number>();
  /** As text, which takes a third of the room until all accounts are there. */
  private readonly textById = new Map<string, string>();

  add({ documents, ...account }: AccountCrossings): void {
    const numbers = documents.map((document) =>
      memoised(this.numbers, JSON.stringify(document), () => this.numbers.size),
    );
    const numberOf = (document: number) => numbers[document] ?? -1;
    const collected: CollectedAccount = {
      ...account,
      leavers: account.leavers.map(({ policies, boundary, ...group }) => ({
        ...group,
        policies: policies.map(numberOf),
        ...(boundary === undefined
          ? {}
          : { boundary: typeof boundary === 'number' ? numberOf(boundary) : boundary }),
      })),
      doors: account.doors.map((door) => ({ ...door, trust: numberOf(door.trust) })),
    };
    this.textById.set(account.accountId, JSON.stringify(collected));
  }

  /** Documents of all accounts, each once. */
  get documents(): readonly StoredDocument[] {
    return [...this.numbers.keys()].map(storedText);
  }

  /** Gives the accounts away, by their ids: the order in which they came must not show. */
  takeAccounts(): readonly CollectedAccount[] {
    return [...this.textById.keys()].sort().map((id) => {
      const text = this.textById.get(id) ?? '';
      // It is not needed twice.
      this.textById.delete(id);
      // What was written above.
      return JSON.parse(text) as CollectedAccount;
    });
  }
}
