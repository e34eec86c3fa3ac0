import { holdsWithoutKey, isNegated } from '../../policy/condition-grade.js';
import type { ConditionTest } from '../../policy/policy-document.js';
import type { PrincipalName } from '../../policy/principal-name.js';
import { ANY_SERVICE } from '../../policy/request/context-of-principal.js';
import { holdsServiceNames, namesServices } from '../../policy/service-names.js';
import type { TrustStatement } from './trust-statements.js';

const IS_SERVICE = 'aws:principalisawsservice';

/**
 * The services that an Allow for everyone lets in: those that conditions name, or any. Everyone is services too, but
 * only where the statements on a role turn people away does it matter: these could assume it themselves.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalisawsservice
 */
export function servicesAmongEveryone(
  allow: TrustStatement,
  statements: readonly TrustStatement[],
): readonly PrincipalName[] {
  const asked = allow.statement.conditions.filter(asksForService);
  const spared = statements
    .map(({ statement }) => statement)
    .filter(({ effect, conditions }) => effect === 'Deny' && conditions.every(isAboutServices))
    .flatMap(({ conditions }) => conditions);
  if (asked.length + spared.length === 0) return [];
  const naming = [...asked, ...spared.filter(isNegated)].filter(namesServices);
  const names = naming.length === 0 ? [ANY_SERVICE] : naming.flatMap(({ values }) => values);
  return [...new Set(names)].map((name) => ({ kind: 'service', name }));
}

function asksForService(test: ConditionTest): boolean {
  return isAboutServices(test) && !isNegated(test) && !holdsWithoutKey(test);
}

function isAboutServices({ key }: ConditionTest): boolean {
  return key.toLowerCase() === IS_SERVICE || holdsServiceNames(key);
}
