import { hasBoolean, isNegated, limitingTests } from '../../policy/condition-grade.js';
import { comparesPatterns } from '../../policy/pattern-operators.js';
import type { ConditionTest } from '../../policy/policy-document.js';
import { mustPass } from '../must-pass.js';
import type { TrustRiskKind } from '../risk-kind.js';
import { isForeign } from '../trusted-principal.js';
import { trustEvidence, trustedPrincipals } from '../trust-statements.js';

/** Keys that keep a third party from being used by its other customers, beside the external id. */
const ORGANIZATION = new Set(['aws:principalorgid', 'aws:principalorgpaths']);
const MFA = new Set(['aws:multifactorauthpresent', 'aws:multifactorauthage']);

/** Roles that a third party can be made to use for somebody else. */
export const assumableByThirdPartyWithoutExternalId: TrustRiskKind = {
  id: 'AssumableByThirdPartyWithoutExternalId',
  title: 'Assumable by Third Party Without External ID',
  severity: 'low',
  order: 17,
  scope: 'trust-policy',
  summary:
    'Another account, not listed among the known accounts, can assume this role without an external id.',
  why: 'A vendor that works in the accounts of many customers asks each for the ARN of a role. Whoever gives it the ARN of yours as their own can make the vendor act in your account. An external id that the vendor sets for each customer stops that. The trust itself is reported as AssumableByCrossAccountPrincipal; this finding adds that the lock is missing, and is low.',
  fix: 'If the account is a vendor, demand sts:ExternalId with the value that the vendor gave you. If it is an account of your own, list it under known-accounts or demand aws:PrincipalOrgID: the finding goes away, and no external id is needed.',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_common-scenarios_third-party.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html',
  ],
  examples: [
    {
      name: 'a vendor without an external id',
      document: {
        Version: '2012-10-17',
        Statement: [
          { Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::444455556666:root' }, Action: 'sts:AssumeRole' },
        ],
      },
      finds: ['arn:aws:iam::444455556666:root'],
    },
    {
      name: 'a vendor with an external id',
      document: {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: { AWS: 'arn:aws:iam::444455556666:root' },
            Action: 'sts:AssumeRole',
            Condition: { StringEquals: { 'sts:ExternalId': 'northwind-7f3a' } },
          },
        ],
      },
      finds: [],
    },
  ],
  assess(trust) {
    const open = trustedPrincipals(trust.document).filter(
      (principal) => isForeign(principal, trust) && !mustPass(principal, isLock),
    );
    return trustEvidence(open, ({ name }) => name);
  },
};

function isLock(test: ConditionTest): boolean {
  return limitingTests([test]).length > 0 && (namesExternalId(test) || isOtherLock(test));
}

function namesExternalId(test: ConditionTest): boolean {
  return (
    test.key.toLowerCase() === 'sts:externalid' &&
    !isNegated(test) &&
    test.operator !== 'Null' &&
    test.values.every((value) => !/^[*?]*$/.test(value))
  );
}

function isOtherLock(test: ConditionTest): boolean {
  const key = test.key.toLowerCase();
  // That there is an organisation does not say which.
  if (test.operator === 'Null') return MFA.has(key) && !hasBoolean(test, 'true');
  if (isNegated(test) || hasBoolean(test, 'false')) return false;
  return MFA.has(key) || (ORGANIZATION.has(key) && test.values.every((value) => namesOne(test, value)));
}

/** Whether an organisation, or the one that a path begins with, is written in full: anybody can have another. */
function namesOne(test: ConditionTest, value: string): boolean {
  return !comparesPatterns(test) || !/^[^/]*[*?]/.test(value);
}
