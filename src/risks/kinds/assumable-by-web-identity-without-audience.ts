import type { TrustRiskKind } from '../risk-kind.js';
import { trustEvidence } from '../trust-statements.js';
import { webIdentities } from '../web-identities.js';

/** Roles that accept tokens made for another purpose. */
export const assumableByWebIdentityWithoutAudience: TrustRiskKind = {
  id: 'AssumableByWebIdentityWithoutAudience',
  title: 'Assumable by Web Identity Without Audience',
  severity: 'low',
  order: 14,
  scope: 'trust-policy',
  summary: 'A token that was not made for AWS can do to assume this role: its audience is not checked.',
  why: 'A token says in aud whom it is meant for. AWS compares it with the list of client ids on the identity provider, and with nothing else if the trust policy is silent. Where that list serves several purposes, or grows, a token handed to some other service is good for the role too, and that service can use it.',
  fix: 'Demand the audience in the trust policy: sts.amazonaws.com for GitHub Actions and EKS, the value your jobs ask for elsewhere. This comes beside the check of the subject, it does not replace it.',
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html'],
  examples: [
    {
      name: 'a service account without the audience',
      document: {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: {
              Federated:
                'arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/5D1E0C7B93A84F26',
            },
            Action: 'sts:AssumeRoleWithWebIdentity',
            Condition: {
              StringEquals: {
                'oidc.eks.eu-west-1.amazonaws.com/id/5D1E0C7B93A84F26:sub':
                  'system:serviceaccount:shop:checkout',
              },
            },
          },
        ],
      },
      finds: ['arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/5D1E0C7B93A84F26'],
    },
    {
      name: 'a service account with the audience',
      document: {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: {
              Federated:
                'arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/5D1E0C7B93A84F26',
            },
            Action: 'sts:AssumeRoleWithWebIdentity',
            Condition: {
              StringEquals: {
                'oidc.eks.eu-west-1.amazonaws.com/id/5D1E0C7B93A84F26:sub':
                  'system:serviceaccount:shop:checkout',
                'oidc.eks.eu-west-1.amazonaws.com/id/5D1E0C7B93A84F26:aud': 'sts.amazonaws.com',
              },
            },
          },
        ],
      },
      finds: [],
    },
  ],
  assess({ document }) {
    return trustEvidence(
      webIdentities(document)
        .filter(({ provider, hasAudience }) => provider?.checkAudience !== false && !hasAudience)
        .map(({ principal }) => principal),
      ({ name }) => name,
    );
  },
};
