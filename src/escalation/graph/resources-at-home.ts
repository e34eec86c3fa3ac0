import { isAccountId, parseArn } from '../../account/arn.js';
import { IndexSet } from '../../catalog/index-set.js';
import type { ResourceRequirement } from '../../catalog/resource-type.js';
import type { ResourceCoverage } from '../../policy/resource-coverage.js';

/**
 * Whether an action that is allowed on some resources is of use in an account: every resource type that it needs is among
 * them, and not in other accounts. What these share, as subnets, may be used with what is at home.
 *
 * @param accountId - null where it is not known, so that every resource may be there
 */
export function areOfUseAtHome(
  coverages: readonly ResourceCoverage[],
  { required, optional }: ResourceRequirement,
  accountId: string | null,
): boolean {
  const atHome = touched(coverages, (owner) => owner === '' || !isElsewhere(owner, accountId));
  if (required.length === 0) return optional.some((type) => atHome.has(type));
  if (required.every((type) => atHome.has(type))) return true;
  const anywhere = touched(coverages, () => true);
  const own = touched(coverages, (owner) => owner !== '' && !isElsewhere(owner, accountId));
  return required.every((type) => anywhere.has(type)) && required.some((type) => own.has(type));
}

function isElsewhere(owner: string, accountId: string | null): boolean {
  return accountId !== null && isAccountId(owner) && owner !== accountId;
}

/** The types that patterns touch whose account is as asked; that of a pattern which is no whole ARN may be any. */
function touched(coverages: readonly ResourceCoverage[], isAsked: (owner: string) => boolean): IndexSet {
  const sets = coverages.flatMap(({ inverted, patterns, touched: all }) =>
    inverted
      ? [all]
      : patterns.filter(({ text }) => isAsked(parseArn(text)?.accountId ?? '*')).map((each) => each.touched),
  );
  return IndexSet.unionOf(sets);
}
