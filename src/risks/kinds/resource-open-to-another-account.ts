import { accountOf } from '../../policy/principal-name.js';
import table from '../data/accounts-of-aws.json' with { type: 'json' };
import { outsiders, resourceEvidence, type Outsider } from '../outsiders.js';
import type { ResourcePolicy, ResourceRiskKind } from '../risk-kind.js';
import { isForeign } from '../trusted-principal.js';

const accountsOfAws = new Set(table.accounts);

/** What templates write for the canonical user of a CloudFront origin access identity. */
const ORIGIN_ACCESS_IDENTITY = /\.(?:S3CanonicalUserId|s3_canonical_user_id)\}$/;

/** Resources that principals of other accounts can use. */
export const resourceOpenToAnotherAccount: ResourceRiskKind = {
  id: 'ResourceOpenToAnotherAccount',
  title: 'Resource Open to Another Account',
  severity: 'medium',
  order: 22,
  scope: 'resource-policy',
  summary:
    'The policy of this resource lets in principals of another account, which is not listed among the known accounts.',
  why: 'What happens in the other account is out of sight: its administrators decide who uses the resource, and a break-in there continues here.',
  fix: 'Check that the account is one you know and list it under known-accounts. Name a role of it instead of the whole account, allow only the actions that it needs, and add aws:PrincipalOrgID where it belongs to the same organisation.',
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_identity-vs-resource.html'],
  examples: [
    {
      name: 'a secret for another account as a whole',
      document: {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: { AWS: 'arn:aws:iam::444455556666:root' },
            Action: 'secretsmanager:GetSecretValue',
            Resource: '*',
          },
        ],
      },
      finds: ['arn:aws:iam::444455556666:root'],
    },
    {
      name: 'a secret for a role of the same account',
      document: {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: { AWS: 'arn:aws:iam::111122223333:role/deployer' },
            Action: 'secretsmanager:GetSecretValue',
            Resource: '*',
          },
        ],
      },
      finds: [],
    },
  ],
  assess(policy) {
    return resourceEvidence(outsiders(policy).filter((outsider) => isOfAnotherAccount(outsider, policy)));
  },
};

function isOfAnotherAccount(outsider: Outsider, { resource, isKnownAccount }: ResourcePolicy): boolean {
  // A canonical user is an account under a number that only its owner can look up.
  if (outsider.kind === 'canonicalUser') return !ORIGIN_ACCESS_IDENTITY.test(outsider.name);
  const account = accountOf(outsider);
  return (
    isForeign(outsider, { accountId: resource.accountId, isKnownAccount }) &&
    !(account !== null && accountsOfAws.has(account))
  );
}
