import type { TrustRiskKind } from '../risk-kind.js';
import { isForeign } from '../trusted-principal.js';
import { trustEvidence, trustedPrincipals } from '../trust-statements.js';

/** Roles that principals of other accounts can assume. */
export const assumableByCrossAccountPrincipal: TrustRiskKind = {
  id: 'AssumableByCrossAccountPrincipal',
  title: 'Assumable by Cross-Account Principal',
  severity: 'medium',
  order: 8,
  scope: 'trust-policy',
  summary: 'Principals of another account, not listed among the known accounts, can assume this role.',
  why: "What happens in the other account is out of sight: its administrators decide who uses the role, and a break-in there continues here. A vendor without an external id can be made to use the role for somebody else's benefit.",
  fix: 'Check that the account is one you know and list it under known-accounts. Trust a role of it instead of the whole account, and demand sts:ExternalId of third parties or aws:PrincipalOrgID of your own organisation.',
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_common-scenarios_third-party.html'],
  examples: [
    {
      name: 'another account as a whole',
      document: {
        Version: '2012-10-17',
        Statement: [
          { Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::444455556666:root' }, Action: 'sts:AssumeRole' },
        ],
      },
      finds: ['arn:aws:iam::444455556666:root'],
    },
    {
      name: 'a role of the same account',
      document: {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: { AWS: 'arn:aws:iam::111122223333:role/deployer' },
            Action: 'sts:AssumeRole',
          },
        ],
      },
      finds: [],
    },
  ],
  assess(trust) {
    // A canonical user is an account under a number that only its owner can look up.
    const foreign = trustedPrincipals(trust.document).filter(
      (principal) => principal.kind === 'canonicalUser' || isForeign(principal, trust),
    );
    return trustEvidence(foreign, ({ name }) => name);
  },
};
