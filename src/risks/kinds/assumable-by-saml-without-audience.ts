import { isNegated } from '../../policy/condition-grade.js';
import type { ConditionTest } from '../../policy/policy-document.js';
import { mustPass } from '../must-pass.js';
import type { TrustRiskKind } from '../risk-kind.js';
import { trustEvidence, trustedPrincipals } from '../trust-statements.js';

/** Roles that accept SAML assertions made for another service. */
export const assumableBySamlWithoutAudience: TrustRiskKind = {
  id: 'AssumableBySamlWithoutAudience',
  title: 'Assumable by SAML Without Audience',
  severity: 'low',
  order: 15,
  scope: 'trust-policy',
  summary: 'An assertion of a SAML provider can do to assume this role wherever it was addressed to.',
  why: 'The provider signs assertions for every service that its users sign in to. SAML:aud holds the address an assertion was made for; without a test of it, one that was sent to some other service, or taken from it, may open the role as well.',
  fix: 'Demand SAML:aud with the sign-in address of AWS: https://signin.aws.amazon.com/saml, or that of your regions and partition.',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_saml.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-saml',
  ],
  examples: [
    {
      name: 'no condition',
      document: {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: { Federated: 'arn:aws:iam::111122223333:saml-provider/staff' },
            Action: 'sts:AssumeRoleWithSAML',
          },
        ],
      },
      finds: ['arn:aws:iam::111122223333:saml-provider/staff'],
    },
    {
      name: 'the sign-in address of AWS',
      document: {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: { Federated: 'arn:aws:iam::111122223333:saml-provider/staff' },
            Action: 'sts:AssumeRoleWithSAML',
            Condition: { StringEquals: { 'SAML:aud': 'https://signin.aws.amazon.com/saml' } },
          },
        ],
      },
      finds: [],
    },
  ],
  assess({ document }) {
    const open = trustedPrincipals(document).filter(
      (principal) =>
        principal.kind === 'federated' &&
        (principal.name.includes(':saml-provider/') || /^\*+$/.test(principal.name)) &&
        principal.actions.includes('sts:assumerolewithsaml') &&
        !mustPass(principal, namesAudience),
    );
    return trustEvidence(open, ({ name }) => name);
  },
};

function namesAudience(test: ConditionTest): boolean {
  return (
    test.key.toLowerCase() === 'saml:aud' &&
    !isNegated(test) &&
    test.operator !== 'Null' &&
    test.quantifier !== 'ForAllValues' &&
    test.values.every((value) => !/^[*?]*$/.test(value))
  );
}
