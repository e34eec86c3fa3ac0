import type { TrustRiskKind } from '../risk-kind.js';
import { trustEvidence } from '../trust-statements.js';
import { webIdentities } from '../web-identities.js';

/** Roles that every customer of a public identity provider can assume. */
export const assumableByAnyWebIdentity: TrustRiskKind = {
  id: 'AssumableByAnyWebIdentity',
  title: 'Assumable by Any Web Identity',
  severity: 'critical',
  order: 11,
  scope: 'trust-policy',
  summary: 'Any customer of a public identity provider can assume this role.',
  why: 'Such a provider signs tokens for all its customers alike, and nothing in the trust policy says whose token it must be. An account there costs nothing: whoever has one lets a job of their own ask for a token and has the role. The audience does not help, for the job chooses it. AWS refuses new trust policies of this kind for the providers it knows; older ones stay as they are.',
  fix: 'Pin the claim that names your organisation, mostly sub: repo:your-organisation/your-repository:ref:refs/heads/main for GitHub Actions, project_path:your-group/your-project:... for GitLab, aud for a Cognito identity pool. Let no wildcard stand before the end of the name, and use neither ForAllValues nor IfExists. Look in CloudTrail who has used the role.',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_oidc_secure-by-default.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html',
  ],
  examples: [
    {
      name: 'GitHub Actions with the audience only',
      document: {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: {
              Federated: 'arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com',
            },
            Action: 'sts:AssumeRoleWithWebIdentity',
            Condition: { StringEquals: { 'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com' } },
          },
        ],
      },
      finds: ['arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com'],
    },
    {
      name: 'one environment of one repository',
      document: {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: {
              Federated: 'arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com',
            },
            Action: 'sts:AssumeRoleWithWebIdentity',
            Condition: {
              StringEquals: {
                'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com',
                'token.actions.githubusercontent.com:sub': 'repo:northwind/shop:environment:production',
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
        .filter(({ pinned }) => !pinned.has('tenant'))
        .map(({ principal }) => principal),
      ({ name }) => name,
    );
  },
};
