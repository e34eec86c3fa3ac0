import { gradedActions } from '../graded-actions.js';
import type { PolicyRiskKind } from '../risk-kind.js';

/** Actions that change or destroy resources. */
export const infrastructureModification: PolicyRiskKind = {
  id: 'InfrastructureModification',
  title: 'Unrestricted Infrastructure Modification',
  severity: 'low',
  order: 6,
  scope: 'identity-policy',
  summary: 'These actions change resources and could be confined to particular ones, but are granted on all.',
  why: 'A mistake or a stolen credential then reaches every resource of the service instead of the few that the workload owns. These findings are many and single ones weigh little; they measure how far a policy is from least privilege.',
  fix: 'Replace "*" in Resource by the ARNs of what the workload owns, by a name prefix of its own, or by a tag condition. Split the statement where some actions cannot be confined.',
  references: [
    'https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html',
  ],
  examples: [
    {
      name: 'any log group may be deleted',
      document: {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Action: 'logs:DeleteLogGroup', Resource: '*' }],
      },
      finds: ['logs:DeleteLogGroup'],
    },
    {
      name: 'log groups under one prefix',
      document: {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Action: 'logs:DeleteLogGroup',
            Resource: 'arn:aws:logs:eu-west-1:111122223333:log-group:/web/*',
          },
        ],
      },
      finds: [],
    },
  ],
  assess({ catalog, reach }, { includedActions }) {
    return gradedActions(reach, [catalog.restrictableModifying, includedActions]);
  },
};
