import { isResourceControlled } from '../resource-control.js';
import { hasIdentityPolicies, type Caller } from './caller.js';
import type { EvaluationInput } from './evaluation-input.js';

/** A key can be used only as its own policy says, and by whom the account lets it where that policy says so. */
export function isKeyUse({ request }: EvaluationInput): boolean {
  const { action, resource } = request;
  return /^kms:/i.test(action) && /^arn:[^:]+:kms:[^:]*:[^:]*:key\//.test(resource.arn);
}

/** Actions on a role that only its trust policy opens: to assume it, and to tag or name the session made so. */
const ON_TRUST = new Set([
  'sts:assumerole',
  'sts:assumerolewithsaml',
  'sts:assumerolewithwebidentity',
  'sts:setsourceidentity',
  'sts:tagsession',
]);

/** Says who a session acts for: on a role the one that is made by assuming it, elsewhere the caller's own. */
const SET_CONTEXT = 'sts:setcontext';

/**
 * Whether the trust policy of a role has to open the request.
 * Source, for `sts:SetContext`: https://docs.aws.amazon.com/amazonq/latest/qbusiness-ug/deploy-experience-iam-role.html
 */
export function isRoleAssumption({ request }: EvaluationInput): boolean {
  const action = request.action.toLowerCase();
  return (
    ON_TRUST.has(action) ||
    (action === SET_CONTEXT && /^arn:[^:]+:iam::[^:]*:role\//.test(request.resource.arn))
  );
}

/** What the root user of an account can do to its buckets whatever their policies say, so that it never locks itself out. */
const ON_OWN_BUCKET = new Set(['s3:deletebucketpolicy', 's3:getbucketpolicy', 's3:putbucketpolicy']);

/**
 * The resource's policy, where the action is one that it speaks of: IAM knows no policies of resources but the trust
 * policies of roles, which are about assuming them.
 * Sources: https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies.html and, for the root user,
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketPolicy.html
 */
export function resourcePolicyOf(
  { request, resourcePolicy }: EvaluationInput,
  caller: Caller,
  resourceAccount: string | null,
): EvaluationInput['resourcePolicy'] {
  const action = request.action.toLowerCase();
  const isOwner = caller.kind === 'root' && caller.accountId === resourceAccount;
  return !mayHaveResourcePolicy(action) || (isOwner && ON_OWN_BUCKET.has(action)) ? null : resourcePolicy;
}

/** Whether the policy of a resource may be about an action. */
export function mayHaveResourcePolicy(action: string): boolean {
  return !/^iam:/i.test(action);
}

const WHO_AM_I = 'sts:getcalleridentity';
/** The action by which a user asks for a session of its own. */
export const OWN_SESSION = 'sts:getsessiontoken';

/**
 * Source: https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
 */
export function needsNoPermission({ request }: EvaluationInput, caller: Caller): boolean {
  return isOpenWhateverPolicies(request.action) && hasIdentityPolicies(caller);
}

/** Whether no policy counts, not even one that denies. */
export function isOpenWhateverPolicies(action: string): boolean {
  return action.toLowerCase() === WHO_AM_I;
}

/**
 * Whether nothing has to allow the request, though a Deny counts: a user may always ask for a session of its own.
 * Sources: https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html and, for the Deny, the policy
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_examples_aws_my-sec-creds-self-manage.html
 */
export function needsNoAllow({ request }: EvaluationInput, { kind }: Caller): boolean {
  return request.action.toLowerCase() === OWN_SESSION && (kind === 'user' || kind === 'root');
}

/** Whether callers can use an action without an Allow. */
export function isOpenToCallers(action: string): boolean {
  return [WHO_AM_I, OWN_SESSION].includes(action.toLowerCase());
}

/**
 * Source: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html
 */
export function bindsCaller({ request, serviceControlPolicies }: EvaluationInput, caller: Caller): boolean {
  return (
    serviceControlPolicies !== null &&
    hasIdentityPolicies(caller) &&
    !caller.isServiceLinked &&
    caller.accountId !== request.managementAccount
  );
}

/**
 * Source: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html
 */
export function bindsResource(
  { request, resourceControlPolicies }: EvaluationInput,
  caller: Caller,
  resourceAccount: string | null,
): boolean {
  return (
    resourceControlPolicies !== null &&
    isResourceControlled(request.action) &&
    !caller.isServiceLinked &&
    (resourceAccount === null || resourceAccount !== request.managementAccount)
  );
}

/** The account that owns the resource: as given, as its ARN says, else the caller's. */
export function resourceAccountOf({ request }: EvaluationInput, caller: Caller): string | null {
  const account = request.resource.arn.split(':')[4] ?? '';
  return request.resource.accountId ?? (/^\d{12}$/.test(account) ? account : caller.accountId);
}

/** Whether caller and resource are of one account, as far as both are known. */
export function isSameAccount({ accountId }: Caller, resourceAccount: string | null): boolean {
  return accountId === null || resourceAccount === null || accountId === resourceAccount;
}
