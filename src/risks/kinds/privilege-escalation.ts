import { walkablePaths } from '../../escalation/path-reach.js';
import { reportedPaths, requiredActions } from '../../escalation/reported-paths.js';
import type { PolicyEvidence, PolicyRiskKind } from '../risk-kind.js';

const GRADES = ['unrestricted', 'conditional', 'scoped'] as const;

/** Actions that together let their holder gain permissions nobody gave it. */
export const privilegeEscalation: PolicyRiskKind = {
  id: 'PrivilegeEscalation',
  title: 'Privilege Escalation',
  severity: 'high',
  order: 1,
  scope: 'identity-policy',
  summary:
    'These actions, taken together, let whoever holds the policy gain permissions that nobody gave it.',
  why: "Some combinations of actions change who may do what: writing policies, making credentials for others, or handing a role to a service that runs the caller's code. Whoever holds such a combination on all resources can usually become administrator, so the policy is worth as much as the most powerful identity within its reach.",
  fix: 'Remove one action of each path, or name the resources: for iam:PassRole the ARNs of the roles meant, with iam:PassedToService for the one service meant; for actions on policies, users and roles the ARNs of those meant. A permissions boundary required for everything the holder creates keeps delegated administration from growing.',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html',
    'https://pathfinding.cloud/',
  ],
  examples: [
    {
      name: 'a new version of any policy',
      document: {
        Version: '2012-10-17',
        Statement: { Effect: 'Allow', Action: 'iam:CreatePolicyVersion', Resource: '*' },
      },
      finds: ['iam-001'],
    },
    {
      name: 'roles passed to Lambda functions, the service being tested',
      document: {
        Version: '2012-10-17',
        Statement: [
          { Effect: 'Allow', Action: ['lambda:CreateFunction', 'lambda:InvokeFunction'], Resource: '*' },
          {
            Effect: 'Allow',
            Action: 'iam:PassRole',
            Resource: '*',
            Condition: { StringEquals: { 'iam:PassedToService': 'lambda.amazonaws.com' } },
          },
        ],
      },
      finds: ['lambda-001'],
    },
    {
      name: 'one role only can be passed',
      document: {
        Version: '2012-10-17',
        Statement: [
          { Effect: 'Allow', Action: ['lambda:CreateFunction', 'lambda:InvokeFunction'], Resource: '*' },
          {
            Effect: 'Allow',
            Action: 'iam:PassRole',
            Resource: 'arn:aws:iam::111122223333:role/thumbnail-maker',
          },
        ],
      },
      finds: [],
    },
  ],
  assess(access) {
    const walkable = walkablePaths(access);
    const reported = reportedPaths(access.catalog);
    const evidence: PolicyEvidence[] = [];
    for (const grade of GRADES) {
      const paths = walkable[grade];
      if (paths.length === 0) continue;
      // Whoever can do everything walks all of them, and what they need is known.
      const actions = paths.length === reported.paths.length ? reported.actions : requiredActions(paths);
      evidence.push({ grade, extended: false, actions, paths });
    }
    return evidence;
  },
};
