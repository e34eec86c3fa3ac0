import type { TrustRiskKind } from '../risk-kind.js';
import { trustEvidence } from '../trust-statements.js';
import { levelsOf, webIdentities } from '../web-identities.js';

/** Roles that everything an organisation, cluster or tenant runs can assume. */
export const assumableByBroadWebIdentity: TrustRiskKind = {
  id: 'AssumableByBroadWebIdentity',
  title: 'Assumable by Broad Web Identity',
  severity: 'medium',
  order: 12,
  scope: 'trust-policy',
  summary:
    'Every repository, project, service account or user that an identity provider vouches for within an organisation can assume this role.',
  why: 'The trust policy says whose tokens it accepts, but not which workload they must be for. The least guarded repository of the organisation, a pod in any namespace of the cluster, or a guest of the identity pool is then as good as the one the role was made for, and so is whatever is added tomorrow.',
  fix: 'Name the workload: the whole repository, project or pipeline, or the namespace and the name of the service account. For a Cognito identity pool demand the value authenticated in amr. Give each workload a role of its own rather than a wildcard.',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html',
    'https://docs.aws.amazon.com/eks/latest/userguide/iam-roles-for-service-accounts.html',
  ],
  examples: [
    {
      name: 'every service account of a cluster',
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
              StringLike: {
                'oidc.eks.eu-west-1.amazonaws.com/id/5D1E0C7B93A84F26:sub': 'system:serviceaccount:*:*',
              },
            },
          },
        ],
      },
      finds: ['arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/5D1E0C7B93A84F26'],
    },
    {
      name: 'one service account',
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
      finds: [],
    },
  ],
  assess({ document }) {
    return trustEvidence(
      webIdentities(document)
        .filter(
          ({ pinned, provider }) =>
            pinned.has('tenant') && !pinned.has('workload') && levelsOf(provider).has('workload'),
        )
        .map(({ principal }) => principal),
      ({ name }) => name,
    );
  },
};
