import { actionList } from '../action-lists.js';
import list from '../data/credentials-exposure-actions.json' with { type: 'json' };
import { gradedActions } from '../graded-actions.js';
import type { PolicyRiskKind } from '../risk-kind.js';

/** Actions whose answer holds a credential. */
export const credentialsExposure: PolicyRiskKind = {
  id: 'CredentialsExposure',
  title: 'Credentials Exposure',
  severity: 'high',
  order: 5,
  scope: 'identity-policy',
  summary: 'These actions answer with credentials: keys, passwords, tokens or sessions of something else.',
  why: "The caller walks away with a secret that works after its own access ends, often for another identity: a user's access key, a database password, a registry token, a role session. Such secrets are what attackers look for first.",
  fix: 'Remove what the workload does not call. Name the users, databases, repositories or roles for the rest, prefer sessions that expire soon, and watch the calls in CloudTrail.',
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp.html'],
  examples: [
    {
      name: 'sessions for any registry',
      document: {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Action: 'ecr:GetAuthorizationToken', Resource: '*' }],
      },
      finds: ['ecr:GetAuthorizationToken'],
    },
    {
      name: 'keys for one user',
      document: {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Action: 'iam:CreateAccessKey',
            Resource: 'arn:aws:iam::111122223333:user/backup',
          },
        ],
      },
      finds: [],
    },
  ],
  assess({ catalog, reach }) {
    const { actions, further } = actionList(catalog, list);
    return [...gradedActions(reach, [actions]), ...gradedActions(reach, [further], true)];
  },
};
