import { isEveryone, outsiders, resourceEvidence } from '../outsiders.js';
import type { ResourceRiskKind } from '../risk-kind.js';

/** Resources that anyone can use who meets a condition. */
export const resourceOpenToAnyoneWithConditions: ResourceRiskKind = {
  id: 'ResourceOpenToAnyoneWithConditions',
  title: 'Resource Open to Anyone With Conditions',
  severity: 'medium',
  order: 21,
  scope: 'resource-policy',
  summary: 'The policy of this resource lets anyone use it who meets its conditions.',
  why: 'The conditions are all that stands between the resource and everyone. A range of addresses, a tag of the caller or the service through which a call comes is weak: others share the network, tag their principals as they like, and use the same services.',
  fix: 'Name the principals, and keep the condition as a second lock. Where many principals use the resource, demand aws:PrincipalOrgID of the organisation or aws:PrincipalAccount of the account; for keys, kms:CallerAccount beside kms:ViaService.',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html',
    'https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html',
  ],
  examples: [
    {
      name: 'a key for everyone who comes by way of a service',
      document: {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: { AWS: '*' },
            Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
            Resource: '*',
            Condition: { StringEquals: { 'kms:ViaService': 's3.eu-west-1.amazonaws.com' } },
          },
        ],
      },
      finds: ['*'],
    },
    {
      name: 'the same key for callers of the own account',
      document: {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: { AWS: '*' },
            Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
            Resource: '*',
            Condition: {
              StringEquals: {
                'kms:ViaService': 's3.eu-west-1.amazonaws.com',
                'kms:CallerAccount': '111122223333',
              },
            },
          },
        ],
      },
      finds: [],
    },
  ],
  assess(policy) {
    return resourceEvidence(
      outsiders(policy).filter(
        (outsider) => isEveryone(outsider, policy) && outsider.conditionKeys.length > 0,
      ),
    );
  },
};
