import { isRefusedOnRole } from '../protected-roles.js';
import type { Caller } from './caller.js';
import type { EvaluationInput } from './evaluation-input.js';
import { OWN_SESSION } from './request-facts.js';

/** What hands out temporary credentials to users, and not to whoever has some. */
const FOR_USERS = new Set([OWN_SESSION, 'sts:getfederationtoken']);

/** Whether sessions of roles are refused an action whatever policies say. */
export function isRefusedToSessions(action: string): boolean {
  return FOR_USERS.has(action.toLowerCase());
}

/**
 * Who refuses the request whatever policies say, in words; null if nobody does.
 */
export function refusedBy(input: EvaluationInput, caller: Caller): string | null {
  return refusedToCaller(input, caller) ?? refusedOnResource(input);
}

/**
 * A root user assumes no role, sessions of roles ask for no other credentials than those of roles, federated users for
 * none at all.
 * Sources: https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html and
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_sts-comparison.html
 */
function refusedToCaller({ request }: EvaluationInput, { kind }: Caller): string | null {
  const { action } = request;
  if (action.toLowerCase() === 'sts:assumerole' && kind === 'root')
    return 'AWS, where a root user asks to assume a role,';
  if ((kind === 'role' || kind === 'assumedRole') && isRefusedToSessions(action))
    return 'AWS, where the session of a role asks for one of a user,';
  return kind === 'federatedUser' && /^sts:/i.test(action)
    ? 'AWS, where a federated user asks for other credentials,'
    : null;
}

function refusedOnResource({ request: { action, resource } }: EvaluationInput): string | null {
  return refuserOf(action, resource.arn);
}

/**
 * What AWS keeps for itself is changed by nobody else: service-linked roles and those of permission sets, managed
 * policies of AWS, the aliases of its own keys. Who refuses the action, in words; null if nobody does.
 * Sources: https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_roles.html,
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_manage-edit.html,
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_TagPolicy.html and
 * https://docs.aws.amazon.com/kms/latest/developerguide/alias-create.html
 *
 * @param arn - of one resource, or a pattern that begins as those of AWS do
 */
export function refuserOf(action: string, arn: string): string | null {
  const path = /^arn:[^:]+:iam::[^:]*:role(\/.*)$/.exec(arn)?.[1];
  if (path !== undefined && isRefusedOnRole(path, action)) return 'AWS, which alone changes this role,';
  const lowerCase = action.toLowerCase();
  if (CHANGES_OF_POLICIES.has(lowerCase) && POLICY_OF_AWS.test(arn))
    return 'AWS, which alone changes its managed policies,';
  return CHANGES_OF_ALIASES.has(lowerCase) && ALIAS_OF_AWS.test(arn)
    ? 'AWS, which alone has aliases that begin with aws/,'
    : null;
}

const POLICY_OF_AWS = /^arn:[^:]+:iam::aws:policy\//;

const CHANGES_OF_POLICIES = new Set([
  'iam:createpolicy',
  'iam:createpolicyversion',
  'iam:deletepolicy',
  'iam:deletepolicyversion',
  'iam:setdefaultpolicyversion',
  'iam:tagpolicy',
  'iam:untagpolicy',
]);

const ALIAS_OF_AWS = /^arn:[^:]+:kms:[^:]*:[^:]*:alias\/aws\//;

const CHANGES_OF_ALIASES = new Set(['kms:createalias', 'kms:deletealias', 'kms:updatealias']);
