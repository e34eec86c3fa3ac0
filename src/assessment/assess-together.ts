import type { Account } from '../account/account.js';
import { AccountsTogether } from './accounts-together.js';
import { assessAccount } from './assess.js';
import type { AssessOptions } from './assess-options.js';
import type { Assessment } from './assessment.js';

/** An account that is assessed together with others. */
export interface NamedAccount {
  /** Goes into the Assessment, as the name of its file. */
  readonly name: string;
  readonly account: Account;
}

/**
 * Judges accounts together: what leads from one to another is found, and told in the Assessment of every account that
 * it concerns. They come one after the other, so that only one need be kept at a time.
 */
export function* assessTogether(
  accounts: readonly NamedAccount[],
  options: Omit<AssessOptions, 'name'>,
): Generator<Assessment, void> {
  const { catalog, organizationPolicies = null } = options;
  const together = new AccountsTogether(
    accounts.map(({ account }) => account),
    catalog,
    organizationPolicies,
  );
  for (const [place, { account, name }] of accounts.entries())
    yield assessAccount({ account, options: { ...options, name }, standalone: false }, together.view(place));
}
