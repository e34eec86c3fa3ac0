import { isFixedByPrincipal } from '../../access/principal-context.js';
import { globMatches } from '../../catalog/glob.js';
import type { ConditionTest, Statement } from '../../policy/policy-document.js';

/** Before it a wildcard for the account at most, so that there is one place where it can begin. */
const ONE_VARIABLE = /^((?:arn:aws[^:$*?]*:iam::\*:role\/)?[^$*?]*)\$\{([^${},]+)\}([:/][^$]*)?$/;
const ACCOUNT = /^(arn:[^:]+:iam::)[^:]+(?=:role\/)/;

/**
 * What must be so of the caller for a statement to be about a role, where a variable in its only Resource or NotResource
 * settles that: the value that the variable must have, or must not have; without one it matches nothing. Null where it is
 * about the role for no caller, undefined for other statements.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#policy-vars-no-value
 */
export function testsByResource(
  { resources, notResources }: Statement,
  arn: string,
): readonly ConditionTest[] | null | undefined {
  const [pattern = '', ...others] = notResources ?? resources ?? [];
  const [, before = '', key = '', after = ''] = ONE_VARIABLE.exec(pattern) ?? [];
  if (others.length > 0 || !isFixedByPrincipal(key)) return undefined;
  const inAnyAccount = before.includes('*') ? arn.replace(ACCOUNT, '$1*') : arn;
  const value = valueFor(before, after, inAnyAccount);
  const isPresent = test(key, 'Null', 'false');
  if (notResources === null) return value === null ? null : [test(key, 'StringEquals', value)];
  return value === null ? [isPresent] : [isPresent, test(key, 'StringNotEquals', value)];
}

/** What stands in an ARN in the place of a variable; null where no value makes the pattern match. */
function valueFor(before: string, after: string, arn: string): string | null {
  if (!arn.startsWith(before)) return null;
  const rest = arn.slice(before.length);
  const end = after === '' ? rest.length : rest.indexOf(after.charAt(0));
  return end > 0 && globMatches(after, rest.slice(end)) ? rest.slice(0, end) : null;
}

function test(key: string, operator: ConditionTest['operator'], value: string): ConditionTest {
  return { key, operator, quantifier: null, ifExists: false, values: [value] };
}
