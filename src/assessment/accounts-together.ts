import type { Account } from '../account/account.js';
import type { OrganizationPolicies } from '../account/organization-policies.js';
import { DocumentReader } from '../access/document-reader.js';
import type { Catalog } from '../catalog/catalog.js';
import type { Chain } from '../escalation/graph/chain.js';
import { analyseEscalation, type EscalationAnalysis } from '../escalation/graph/analyse-escalation.js';
import { AccountView } from './account-view.js';

/**
 * Accounts whose principals can become each other, analysed as one. The accounts stay in memory as long as this does,
 * their assessments need not.
 */
export class AccountsTogether {
  readonly documents: DocumentReader;
  readonly analysis: EscalationAnalysis;
  private readonly sizes: readonly number[];
  private startsByAccount: readonly (readonly number[])[] | null = null;

  constructor(accounts: readonly Account[], catalog: Catalog, organization: OrganizationPolicies | null) {
    this.documents = new DocumentReader(catalog);
    this.sizes = accounts.map(({ users, groups, roles }) => users.length + groups.length + roles.length);
    this.analysis = analyseEscalation(accounts, this.documents, organization);
  }

  /** What concerns the account that was given at this place. */
  view(account: number): AccountView {
    const first = this.sizes.slice(0, account).reduce((sum, size) => sum + size, 0);
    return new AccountView({
      documents: this.documents,
      analysis: this.analysis,
      first,
      count: this.sizes[account] ?? 0,
      startsElsewhere: this.sizes.length === 1 ? [] : (this.starts()[account] ?? []),
    });
  }

  /** For each account the principals of other accounts whose way to administrator leads through it. */
  private starts(): readonly (readonly number[])[] {
    if (this.startsByAccount !== null) return this.startsByAccount;
    const accountOf = this.sizes.flatMap((size, account) => Array.from({ length: size }, () => account));
    const starts = this.sizes.map((): number[] => []);
    accountOf.forEach((home, start) => {
      for (const account of accountsOn(this.analysis.search.chainFrom(start), accountOf))
        if (account !== home) starts[account]?.push(start);
    });
    this.startsByAccount = starts;
    return starts;
  }
}

function accountsOn(chain: Chain | null, accountOf: readonly number[]): ReadonlySet<number> {
  return new Set(chain?.hops.flatMap(({ from, to }) => [accountOf[from] ?? -1, accountOf[to] ?? -1]) ?? []);
}
