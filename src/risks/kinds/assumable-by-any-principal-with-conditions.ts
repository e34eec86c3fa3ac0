import type { TrustRiskKind } from '../risk-kind.js';
import { isAnyone } from '../../policy/principal-name.js';
import { trustEvidence, trustedPrincipals } from '../trust-statements.js';

/** Roles that anyone can assume who meets a condition. */
export const assumableByAnyPrincipalWithConditions: TrustRiskKind = {
  id: 'AssumableByAnyPrincipalWithConditions',
  title: 'Assumable by Any Principal With Conditions',
  severity: 'medium',
  order: 10,
  scope: 'trust-policy',
  summary: 'Any principal that meets the conditions of the trust policy can assume this role.',
  why: 'The conditions are all that stands between the role and everyone. One that names an organisation or a network is sound; one on a value that callers pick for themselves, or that passes when the key is absent, is not.',
  fix: 'Name the principals and keep the condition as a second lock. Check that each key is always present and set by AWS, not by the caller.',
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html'],
  examples: [
    {
      name: 'everyone within an organisation',
      document: {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: { AWS: '*' },
            Action: 'sts:AssumeRole',
            Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-exampleorg1' } },
          },
        ],
      },
      finds: ['*'],
    },
    {
      name: 'one principal under a condition',
      document: {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: { AWS: 'arn:aws:iam::444455556666:role/auditor' },
            Action: 'sts:AssumeRole',
            Condition: { StringEquals: { 'sts:ExternalId': 'northwind' } },
          },
        ],
      },
      finds: [],
    },
  ],
  assess({ document }) {
    const anyone = trustedPrincipals(document).filter(isAnyone);
    return trustEvidence(
      anyone.filter(({ conditionKeys }) => conditionKeys.length > 0),
      ({ name }) => name,
    );
  },
};
