import type { TrustRiskKind } from '../risk-kind.js';
import { trustEvidence } from '../trust-statements.js';
import { levelsOf, webIdentities } from '../web-identities.js';

/** Roles that jobs on every branch of a repository can assume. */
export const assumableFromAnyBranch: TrustRiskKind = {
  id: 'AssumableFromAnyBranch',
  title: 'Assumable from Any Branch',
  severity: 'low',
  order: 13,
  scope: 'trust-policy',
  summary: 'Jobs on any branch, tag or pull request of a repository can assume this role.',
  why: 'Whoever may push a branch, or open a pull request from within the repository, changes the job and has the role before anyone has reviewed the change. That is fine for a role that only reads; one that deploys should wait for the review.',
  fix: 'Pin the branch, the tag or, best, a protected environment in sub; for HCP Terraform the phase of the run. Keep a second role with fewer permissions for pull requests.',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html',
    'https://docs.github.com/en/actions/reference/security/oidc',
  ],
  examples: [
    {
      name: 'any branch of one repository',
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
              StringEquals: { 'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com' },
              StringLike: { 'token.actions.githubusercontent.com:sub': 'repo:northwind/shop:*' },
            },
          },
        ],
      },
      finds: ['arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com'],
    },
    {
      name: 'the main branch of one repository',
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
                'token.actions.githubusercontent.com:sub': 'repo:northwind/shop:ref:refs/heads/main',
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
            pinned.has('tenant') &&
            pinned.has('workload') &&
            !pinned.has('revision') &&
            levelsOf(provider).has('revision'),
        )
        .map(({ principal }) => principal),
      ({ name }) => name,
    );
  },
};
