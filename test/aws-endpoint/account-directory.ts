import type { AuthorizationDetails, EndpointAccount } from './endpoint-options.js';
import { writtenEntities, type WrittenEntities } from './iam-entities.js';
import { RecentlyUsed } from './recently-used.js';

/** So many accounts are kept written out; a client rarely reads more at a time. */
const WRITTEN_ACCOUNTS = 32;
const OPEN_ACCOUNTS = 4;

/** Finds accounts, and what IAM knows of them. */
export class AccountDirectory {
  private readonly byId: ReadonlyMap<string, EndpointAccount>;
  private readonly written = new RecentlyUsed<WrittenEntities>(WRITTEN_ACCOUNTS);
  private readonly open = new RecentlyUsed<AuthorizationDetails>(OPEN_ACCOUNTS);

  constructor(accounts: readonly EndpointAccount[]) {
    this.byId = new Map(accounts.map((account) => [account.id, account]));
  }

  account(id: string): EndpointAccount | null {
    return this.byId.get(id) ?? null;
  }

  details(id: string): AuthorizationDetails {
    const { details } = this.existing(id);
    return typeof details === 'function' ? this.open.get(id, details) : details;
  }

  entities(id: string): WrittenEntities {
    const { details } = this.existing(id);
    return this.written.get(id, () => writtenEntities(typeof details === 'function' ? details() : details));
  }

  private existing(id: string): EndpointAccount {
    const account = this.byId.get(id);
    if (account === undefined) throw new RangeError(`the endpoint keeps no account ${id}`);
    return account;
  }
}
