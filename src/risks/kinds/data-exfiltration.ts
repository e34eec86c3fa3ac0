import { actionList } from '../action-lists.js';
import list from '../data/data-exfiltration-actions.json' with { type: 'json' };
import { gradedActions } from '../graded-actions.js';
import type { PolicyRiskKind } from '../risk-kind.js';

/** Actions that carry data out of the account. */
export const dataExfiltration: PolicyRiskKind = {
  id: 'DataExfiltration',
  title: 'Data Exfiltration',
  severity: 'medium',
  order: 2,
  scope: 'identity-policy',
  summary:
    'These actions read data, parameters or secrets, and nothing confines them to particular resources.',
  why: 'Reading every object, parameter or secret of an account is seldom meant. When credentials with such a policy are stolen, everything the account stores leaves with them, and reads leave few traces unless data events are logged.',
  fix: 'Name the buckets, parameters or secrets that the workload reads, by ARN or by a path of its own. Where many principals share one policy, tie the resource to the caller by a tag condition (aws:ResourceTag against aws:PrincipalTag).',
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege'],
  examples: [
    {
      name: 'objects of every bucket',
      document: {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Action: 's3:Get*', Resource: 'arn:aws:s3:::*' }],
      },
      finds: ['s3:GetObject'],
    },
    {
      name: 'objects of one bucket',
      document: {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::invoices/*' }],
      },
      finds: [],
    },
  ],
  assess({ catalog, reach }) {
    const { actions, further } = actionList(catalog, list);
    return [...gradedActions(reach, [actions]), ...gradedActions(reach, [further], true)];
  },
};
