import { gradedActions } from '../graded-actions.js';
import type { PolicyRiskKind } from '../risk-kind.js';

/** Actions that change who may use a resource. */
export const resourceExposure: PolicyRiskKind = {
  id: 'ResourceExposure',
  title: 'Resource Exposure',
  severity: 'high',
  order: 3,
  scope: 'identity-policy',
  summary:
    'These actions change permissions of resources (policies, access lists, shares, identities) without being confined to particular ones.',
  why: 'Whoever may write resource policies, access lists or IAM objects can open buckets, keys, queues or images to other accounts or to everyone, and can lock out their owners. One such call outlives the credentials that made it.',
  fix: 'Keep actions of the level Permissions management for few administrators and deployment roles, name the resources they are meant for, and let a service control policy or a permissions boundary forbid the rest.',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_understand-policy-summary-access-level-summaries.html',
  ],
  examples: [
    {
      name: 'the policy of every bucket',
      document: {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Action: 's3:PutBucketPolicy', Resource: '*' }],
      },
      finds: ['s3:PutBucketPolicy'],
    },
    {
      name: 'the policy of one bucket',
      document: {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Action: 's3:PutBucketPolicy', Resource: 'arn:aws:s3:::website' }],
      },
      finds: [],
    },
  ],
  assess({ catalog, reach }) {
    return gradedActions(reach, [catalog.restrictableWithLevel('Permissions management')]);
  },
};
