import table from '../data/services-acting-for-others.json' with { type: 'json' };
import type { TrustRiskKind } from '../risk-kind.js';
import { serviceName } from '../../policy/service-principal.js';
import { namesSource } from '../source-tests.js';
import { trustEvidence, trustedPrincipals } from '../trust-statements.js';

const services = new Set(table.services.map(({ principal }) => principal));

/** Roles that a service may use on behalf of other accounts. */
export const assumableByServiceWithoutSource: TrustRiskKind = {
  id: 'AssumableByServiceWithoutSource',
  title: 'Assumable by Service Without Source',
  severity: 'low',
  order: 16,
  scope: 'trust-policy',
  summary: 'A service that acts for many customers can assume this role, whoever it acts for.',
  why: 'The trust policy names the service, not the resource or the account for which it acts. Somebody in another account who gives the service the ARN of this role may then have it used for a resource of theirs. Most services check that the role belongs to the account that hands it over, so this is a second lock; AWS describes it for each service listed here.',
  fix: 'Add aws:SourceAccount with your account, or better aws:SourceArn with the resource that uses the role; aws:SourceOrgID where resources of the whole organisation do. A wildcard in the account part of aws:SourceArn undoes it.',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-sourcearn',
  ],
  examples: [
    {
      name: 'a scheduler acting for anyone',
      document: {
        Version: '2012-10-17',
        Statement: [
          { Effect: 'Allow', Principal: { Service: 'scheduler.amazonaws.com' }, Action: 'sts:AssumeRole' },
        ],
      },
      finds: ['scheduler.amazonaws.com'],
    },
    {
      name: 'a scheduler acting for this account',
      document: {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: { Service: 'scheduler.amazonaws.com' },
            Action: 'sts:AssumeRole',
            Condition: { StringEquals: { 'aws:SourceAccount': '111122223333' } },
          },
        ],
      },
      finds: [],
    },
    {
      name: 'a service that does not say for whom it acts',
      document: {
        Version: '2012-10-17',
        Statement: [
          { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' },
        ],
      },
      finds: [],
    },
  ],
  assess({ document }) {
    const open = trustedPrincipals(document).filter(
      (principal) =>
        principal.kind === 'service' && services.has(serviceName(principal.name)) && !namesSource(principal),
    );
    return trustEvidence(open, ({ name }) => name);
  },
};
