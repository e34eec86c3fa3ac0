import type { JsonValue } from '../assessment.js';
import type { AccountCrossings } from './account-crossings.js';
import { DocumentList } from './document-list.js';

/** An account's crossings whose documents are in a list for all accounts. */
export type CollectedAccount = Omit<AccountCrossings, 'documents'>;

/** Gathers what is kept of each account to know who crosses from one into another, in any order. */
export class CrossingCollector {
  private readonly list = new DocumentList();
  private readonly byId = new Map<string, CollectedAccount>();

  add({ documents, ...account }: AccountCrossings): void {
    const numbers = documents.map((document) => this.list.add(document));
    const numberOf = (document: number) => numbers[document] ?? -1;
    this.byId.set(account.accountId, {
      ...account,
      leavers: account.leavers.map(({ policies, boundary, ...group }) => ({
        ...group,
        policies: policies.map(numberOf),
        ...(boundary === undefined
          ? {}
          : { boundary: typeof boundary === 'number' ? numberOf(boundary) : boundary }),
      })),
      doors: account.doors.map((door) => ({ ...door, trust: numberOf(door.trust) })),
    });
  }

  /** Documents of all accounts, each once. */
  get documents(): readonly JsonValue[] {
    return this.list.documents;
  }

  /** By their ids: the order in which they came must not show. */
  get accounts(): readonly CollectedAccount[] {
    return [...this.byId.values()].sort((a, b) => (a.accountId < b.accountId ? -1 : 1));
  }
}
