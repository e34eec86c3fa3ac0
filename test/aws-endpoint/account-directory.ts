import type { AuthorizationDetails, EndpointAccount } from './endpoint-options.js';
import { writtenEntities, type WrittenEntities } from './iam-entities.js';

interface OpenAccount {
  readonly details: AuthorizationDetails;
  readonly written: WrittenEntities;
}

/** So many accounts are kept written out; a client rarely reads more at a time. */
const OPEN_ACCOUNTS = 64;

/** Finds accounts, and what IAM knows of them. */
export class AccountDirectory {
  private readonly byId: ReadonlyMap<string, EndpointAccount>;
  /** The account used last stands last. */
  private readonly open = new Map<string, OpenAccount>();

  constructor(accounts: readonly EndpointAccount[]) {
    this.byId = new Map(accounts.map((account) => [account.id, account]));
  }

  account(id: string): EndpointAccount | null {
    return this.byId.get(id) ?? null;
  }

  details(id: string): AuthorizationDetails {
    return this.opened(id).details;
  }

  entities(id: string): WrittenEntities {
    return this.opened(id).written;
  }

  private opened(id: string): OpenAccount {
    const account = this.byId.get(id);
    if (account === undefined) throw new RangeError(`the endpoint keeps no account ${id}`);
    const found = this.open.get(id) ?? opened(account);
    this.open.delete(id);
    this.open.set(id, found);
    for (const [oldest] of this.open) {
      if (this.open.size <= OPEN_ACCOUNTS) break;
      this.open.delete(oldest);
    }
    return found;
  }
}

function opened({ details }: EndpointAccount): OpenAccount {
  const given = typeof details === 'function' ? details() : details;
  return { details: given, written: writtenEntities(given) };
}
