import type { TrustRiskKind } from '../risk-kind.js';
import { isAnyone } from '../../policy/principal-name.js';
import { trustEvidence, trustedPrincipals } from '../trust-statements.js';

/** Roles that anyone with an AWS account can assume. */
export const assumableByAnyPrincipal: TrustRiskKind = {
  id: 'AssumableByAnyPrincipal',
  title: 'Assumable by Any Principal',
  severity: 'critical',
  order: 9,
  scope: 'trust-policy',
  summary: 'Any principal of any AWS account can assume this role.',
  why: 'The role is open to everyone who has an AWS account and knows, or guesses, its ARN. Names of roles are no secret: they stand in logs, templates and error messages, and whole accounts are searched for them.',
  fix: 'Name the principals in the trust policy. If it must stay open within an organisation, add a condition on aws:PrincipalOrgID.',
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html'],
  examples: [
    {
      name: 'everyone',
      document: {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Principal: '*', Action: 'sts:AssumeRole' }],
      },
      finds: ['*'],
    },
    {
      name: 'everyone within an organisation',
      document: {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: '*',
            Action: 'sts:AssumeRole',
            Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-exampleorg1' } },
          },
        ],
      },
      finds: [],
    },
  ],
  assess({ document }) {
    const anyone = trustedPrincipals(document).filter(isAnyone);
    return trustEvidence(
      anyone.filter(({ conditionKeys }) => conditionKeys.length === 0),
      ({ name }) => name,
    );
  },
};
