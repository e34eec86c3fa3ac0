import type { TrustRiskKind } from '../risk-kind.js';
import { principalsIn } from '../../policy/principal-name.js';
import type { TrustedPrincipal } from '../trusted-principal.js';
import { trustEvidence, trustedPrincipals } from '../trust-statements.js';

/** Roles that everyone can assume except those named. */
export const assumableByNotPrincipal: TrustRiskKind = {
  id: 'AssumableByNotPrincipal',
  title: 'Assumable by NotPrincipal',
  severity: 'high',
  order: 18,
  scope: 'trust-policy',
  summary: 'The trust policy allows everyone but the principals that it names under NotPrincipal.',
  why: 'NotPrincipal with Allow reads like a list of those let in and means the opposite: every principal of every account but these. Hardly anyone writes it on purpose. The role is reported as assumable by any principal too; this finding says where that comes from.',
  fix: 'Name those who may assume the role under Principal. To keep somebody out, use a Deny with Principal, or with a condition on aws:PrincipalArn.',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html',
  ],
  examples: [
    {
      name: 'everyone but one account',
      document: {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            NotPrincipal: { AWS: 'arn:aws:iam::444455556666:root' },
            Action: 'sts:AssumeRole',
          },
        ],
      },
      finds: ['everyone but arn:aws:iam::444455556666:root'],
    },
    {
      name: 'NotPrincipal with Deny',
      document: {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Deny',
            NotPrincipal: { AWS: 'arn:aws:iam::111122223333:role/deployer' },
            Action: 'sts:AssumeRole',
          },
        ],
      },
      finds: [],
    },
  ],
  assess({ document }) {
    return trustEvidence(
      trustedPrincipals(document).filter(({ statement }) => statement.notPrincipals !== null),
      everyoneBut,
    );
  },
};

function everyoneBut({ statement: { notPrincipals } }: TrustedPrincipal): string {
  const names = notPrincipals === null ? [] : principalsIn(notPrincipals).map(({ name }) => name);
  return `everyone but ${names.sort().join(', ')}`;
}
