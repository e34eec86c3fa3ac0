import { serviceName } from '../../policy/service-principal.js';
import actingForOthers from '../data/services-acting-for-others.json' with { type: 'json' };
import usingResources from '../data/services-using-resources.json' with { type: 'json' };
import { outsiders, resourceEvidence } from '../outsiders.js';
import type { ResourceRiskKind } from '../risk-kind.js';
import { namesSource } from '../source-tests.js';

const services = new Set(
  [...actingForOthers.services, ...usingResources.services].map(({ principal }) => principal),
);

/** Resources that a service may use on behalf of other accounts. */
export const resourceOpenToServiceWithoutSource: ResourceRiskKind = {
  id: 'ResourceOpenToServiceWithoutSource',
  title: 'Resource Open to Service Without Source',
  severity: 'low',
  order: 23,
  scope: 'resource-policy',
  summary: 'A service that acts for many customers can use this resource, whoever it acts for.',
  why: 'The policy names the service, not the account or the resource for which it acts. Somebody in another account can set the same service up to send its events, logs or calls here: to fill a bucket, run a function with input of their choice, or use a key.',
  fix: 'Add aws:SourceAccount with your account, or better aws:SourceArn with the resource on whose behalf the service comes; aws:SourceOrgID where resources of the whole organisation do. A wildcard in the account part of aws:SourceArn undoes it. For Alexa, lambda:EventSourceToken with the id of the skill.',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-sourcearn',
  ],
  examples: [
    {
      name: 'a queue for the topics of anyone',
      document: {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: { Service: 'sns.amazonaws.com' },
            Action: 'sqs:SendMessage',
            Resource: 'arn:aws:sqs:eu-west-1:111122223333:orders',
          },
        ],
      },
      finds: ['sns.amazonaws.com'],
    },
    {
      name: 'a queue for one topic',
      document: {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: { Service: 'sns.amazonaws.com' },
            Action: 'sqs:SendMessage',
            Resource: 'arn:aws:sqs:eu-west-1:111122223333:orders',
            Condition: { ArnEquals: { 'aws:SourceArn': 'arn:aws:sns:eu-west-1:111122223333:orders' } },
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
          {
            Effect: 'Allow',
            Principal: { Service: 'ec2.amazonaws.com' },
            Action: 'kms:Decrypt',
            Resource: '*',
          },
        ],
      },
      finds: [],
    },
  ],
  assess(policy) {
    return resourceEvidence(
      outsiders(policy).filter(
        (outsider) =>
          outsider.kind === 'service' && services.has(serviceName(outsider.name)) && !namesSource(outsider),
      ),
    );
  },
};
