import type { Account, StoredDocument } from '../account/account.js';
import { isAnyone, principalsIn } from '../policy/principal-name.js';
import { firstOf } from './notes.js';

/**
 * A remark if trust policies or policies of resources name principals by a part of an ARN: AWS refuses to store them, and
 * whoever wrote one believes that it lets somebody in.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export function wildcardPrincipalNotes({ roles, resourcePolicies = [] }: Account): readonly string[] {
  const documents = [
    ...roles.map(({ trustPolicy }) => trustPolicy),
    ...resourcePolicies.map(({ document }) => document),
  ];
  const names = new Set(documents.flatMap(wildcardPrincipals));
  if (names.size === 0) return [];
  return [
    `AWS takes no wildcards within the ARN of a principal, so a policy that has them cannot be stored: ${firstOf([...names])}. Name the account, and test aws:PrincipalArn in a condition.`,
  ];
}

function wildcardPrincipals(stored: StoredDocument | null): readonly string[] {
  if (stored?.parsed.ok !== true) return [];
  return stored.parsed.document.statements
    .flatMap(({ principals, notPrincipals }) => [principals, notPrincipals])
    .flatMap((element) => (element === null ? [] : principalsIn(element)))
    .filter((principal) => principal.kind === 'aws' && /[*?]/.test(principal.name) && !isAnyone(principal))
    .map(({ name }) => name);
}
