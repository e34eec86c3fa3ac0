import type { TrustStatement } from '../../escalation/graph/trust-statements.js';
import { isAccountId } from '../../account/arn.js';
import type { ConditionTest } from '../../policy/policy-document.js';
import { accountOf, isAnyone, principalsIn } from '../../policy/principal-name.js';

/** The accounts whose principals the Allow statements on a role can let in; null for those of any account. */
export function trustedAccounts(statements: readonly TrustStatement[]): ReadonlySet<string> | null {
  const trusted = new Set<string>();
  for (const trust of statements) {
    if (trust.statement.effect === 'Deny') continue;
    const accounts = accountsOf(trust);
    if (accounts === null) return null;
    for (const account of accounts) trusted.add(account);
  }
  return trusted;
}

function accountsOf({ statement, byCaller }: TrustStatement): readonly string[] | null {
  const { principals } = statement;
  // Without principals they stand in NotPrincipal, and everyone else is let in.
  const written = principals === null ? null : principalsIn(principals).filter(({ kind }) => kind === 'aws');
  const named = written?.map((principal) => (isAnyone(principal) ? null : accountOf(principal))) ?? [null];
  const accounts = named.flatMap((account) => account ?? []);
  if (accounts.length === named.length) return accounts;
  for (const test of byCaller) {
    const confined = confiningAccounts(test);
    if (confined !== null) return confined;
  }
  return null;
}

/** The only accounts whose principals pass a test of who they are; null where others may. */
function confiningAccounts({ key, operator, values }: ConditionTest): readonly string[] | null {
  if (/Not|^Null$/.test(operator)) return null;
  const lowerCase = key.toLowerCase();
  const accounts =
    lowerCase === 'aws:principalaccount'
      ? values
      : lowerCase === 'aws:principalarn'
        ? values.map((arn) => arn.split(':')[4] ?? '')
        : [''];
  return accounts.every(isAccountId) ? accounts : null;
}
