import type { Principal } from '../account/account.js';
import type { CompiledExclusions } from './compile-exclusions.js';
import type { PolicyEntry } from './policy-table.js';

/** The rule that keeps a policy from being assessed: its own, or, for an inline policy, that of all its holders. */
export function excludingRule(
  entry: PolicyEntry,
  principals: readonly Principal[],
  excludedPrincipals: readonly (string | null)[],
  exclusions: CompiledExclusions,
): string | null {
  const own = exclusions.excludedPolicy({
    name: entry.name,
    id: entry.id,
    arn: entry.managed?.arn ?? '',
    path: entry.managed?.path ?? '',
  });
  if (own !== null || entry.type !== 'inline') return own;
  const rules = entry.holders.map((holder) => excludedPrincipals[holder] ?? null);
  const [first = null] = rules;
  return rules.every((rule) => rule !== null) && principals.length > 0 ? first : null;
}
