import { allHold, anyHolds, type Truth } from '../truth.js';
import { hasIdentityPolicies, parseCaller, type Caller } from './caller.js';
import { alwaysAllowed, conclude, type Evaluation, type Layer } from './evaluation.js';
import { evaluationContext } from './evaluation-context.js';
import type { EvaluatedRequest, EvaluationInput, NamedDocument } from './evaluation-input.js';
import { withNamedSessions } from './named-sessions.js';
import { parseEvaluationInput } from './parse-evaluation-input.js';
import {
  allowOf,
  judgeLevels,
  judgePolicies,
  judgeResourcePolicy,
  type JudgedStatement,
  type LevelSet,
  type PolicySet,
} from './policy-set.js';
import type { PrincipalMatch } from './principal-match.js';
import { refusedBy } from './refusals.js';
import {
  bindsCaller,
  bindsResource,
  isKeyUse,
  isRoleAssumption,
  isSameAccount,
  mayHaveResourcePolicy,
  needsNoAllow,
  needsNoPermission,
  resourceAccountOf,
  resourcePolicyOf,
} from './request-facts.js';
import { decideForRoles } from './role-of-session.js';
import type { Question } from './statement-match.js';

/**
 * Decides one request as AWS would.
 *
 * @param input - the request and every policy that concerns it, in the shape the documentation shows
 * @throws {InputError} with a JSON path if the input holds anything that is not understood
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function evaluateRequest(input: unknown): Evaluation {
  return decideRequest(parseEvaluationInput(input));
}

/** As {@link evaluateRequest}, for policies that have been read already. */
export function decideRequest(input: EvaluationInput): Evaluation {
  const { request, resourcePolicy } = input;
  const { evaluation, condition } = withNamedSessions(
    parseCaller(request.principal),
    resourcePolicy,
    decideForCaller(input),
    (principal) => decideForCaller({ ...input, request: sessionOf(request, principal) }),
  );
  return condition === null ? evaluation : { ...evaluation, notes: [...evaluation.notes, condition] };
}

/** The request of a role as one of its session, whose ARN does not hold the path of the role. */
function sessionOf(request: EvaluatedRequest, session: string): EvaluatedRequest {
  const context = new Map([['aws:principalarn', [request.principal]], ...request.context]);
  return { ...request, principal: session, context };
}

/** As {@link decideRequest}, for a role without a look at the sessions that the resource's policy names. */
export function decideForCaller(input: EvaluationInput): Evaluation {
  return decideForRoles(input, decide);
}

function decide(input: EvaluationInput): Evaluation {
  const caller = parseCaller(input.request.principal);
  if (needsNoPermission(input, caller)) return alwaysAllowed();
  const resourceAccount = resourceAccountOf(input, caller);
  const question: Question = {
    caller,
    action: input.request.action,
    resourceArn: input.request.resource.arn,
    context: evaluationContext(input.request, caller, resourceAccount),
    isChosenByCaller: input.request.isChosenByCaller === true,
  };
  // The root user cannot have a boundary.
  const boundaries = caller.kind === 'root' ? [] : input.permissionsBoundaries;
  const resourcePolicy = resourcePolicyOf(input, caller, resourceAccount);
  // Policies of endpoints name principals as those of resources do.
  const named: Question = { ...question, hasBoundary: boundaries.length > 0 };
  const judged = {
    identity: judgePolicies('identity', input.identityPolicies, '/identityPolicies', question),
    boundary: judgePolicies('permissionsBoundary', boundaries, '/permissionsBoundaries', question),
    session: judgePolicies('session', input.sessionPolicies, '/sessionPolicies', question),
    endpoint: judgePolicies('endpoint', input.endpointPolicies, '/endpointPolicies', named),
    resource: resourcePolicy === null ? [] : judgeResourcePolicy(resourcePolicy, named),
  };
  const guardrails: readonly LevelSet[] = [
    ...(bindsCaller(input, caller)
      ? judgeLevels('serviceControl', input.serviceControlPolicies, question)
      : []),
    ...(bindsResource(input, caller, resourceAccount)
      ? judgeLevels('resourceControl', input.resourceControlPolicies, question)
      : []),
  ];
  const own: readonly Layer[] =
    hasIdentityPolicies(caller) && !needsNoAllow(input, caller)
      ? [
          // The root user needs no policy to do what it likes in its own account.
          layer('an identity policy', caller.kind === 'root' ? 'holds' : judged.identity.allow),
          layer('the permissions boundary', allowIfAny(boundaries, judged.boundary)),
          layer('the session policy', sessionAllow(input, caller, judged.session)),
        ]
      : [];
  const resource = resourceLayer(input, isSameAccount(caller, resourceAccount));
  const granted = grantedBy({
    caller,
    resource: judged.resource,
    own: allHold(own.map(({ allow }) => allow)),
    boundary: own[1]?.allow ?? 'holds',
    session: own[2]?.allow ?? 'holds',
    sameAccount: isSameAccount(caller, resourceAccount),
    needsResourcePolicy: resource !== null,
    isResourcePolicyKnown: resource?.isKnown ?? true,
  });
  // Whatever else allows it, then.
  const lacksOwner =
    resource === null &&
    granted === 'fails' &&
    own.length > 0 &&
    own.every(({ allow }) => allow !== 'fails') &&
    !isSameAccount(caller, resourceAccount);
  const owner = mayHaveResourcePolicy(input.request.action) ? OWNER : IAM_ELSEWHERE;
  const refuser = refusedBy(input, caller);
  const always: readonly Layer[] = [
    ...guardrails.map(({ name, allow, isKnown }) => ({ name, allow, isKnown })),
    layer('the endpoint policy', allowIfAny(input.endpointPolicies, judged.endpoint)),
    ...(refuser === null ? [] : [layer(refuser, 'fails')]),
  ];
  const { identity, boundary, session, endpoint } = judged;
  const statements = [identity, boundary, session, endpoint, ...guardrails].flatMap((set) => set.statements);
  const layers = [
    ...(granted === 'holds' ? [] : own),
    ...(resource === null || granted === 'holds'
      ? []
      : [resourceLayerOf(resource, own.length === 0 ? granted : lettingIn(judged.resource))]),
    ...(lacksOwner ? [layer(owner, 'fails')] : []),
    ...always,
  ];
  const allow = allHold([granted, ...always.map((each) => each.allow)]);
  return conclude([...statements, ...judged.resource], allow, layers);
}

const OWNER = 'the policy of the resource, which another account owns,';
/** No policy of a user, a role or a policy could say otherwise. */
const IAM_ELSEWHERE = 'IAM, which lets nobody act on what another account owns,';

function layer(name: string, allow: Truth): Layer {
  return { name, allow, isKnown: true };
}

/** Policies of a kind that is not there limit nothing. */
function allowIfAny(policies: readonly NamedDocument[], { allow }: PolicySet): Truth {
  return policies.length > 0 ? allow : 'holds';
}

/**
 * The session of a federated user is given nothing but what its session policy allows; without one, nothing.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
 */
function sessionAllow({ sessionPolicies }: EvaluationInput, caller: Caller, judged: PolicySet): Truth {
  return caller.kind === 'federatedUser' ? judged.allow : allowIfAny(sessionPolicies, judged);
}

/** The policy of the resource, where nothing is granted without it; null elsewhere. */
function resourceLayer(input: EvaluationInput, sameAccount: boolean): Omit<Layer, 'allow'> | null {
  const isKnown = input.resourcePolicy !== null;
  if (isKeyUse(input)) return { name: 'the key policy', isKnown };
  const isUnknown = !isKnown && input.isResourcePolicyUnknown === true;
  // A role cannot be without a trust policy: where there is none, nothing trusts the caller.
  if (isRoleAssumption(input)) return { name: 'the trust policy', isKnown: !isUnknown };
  // Resources without a policy are used from their own account only.
  return isUnknown && !sameAccount && mayHaveResourcePolicy(input.request.action)
    ? { name: OWNER, isKnown: false }
    : null;
}

/** What a policy that is not known fails to allow is not known either. */
function resourceLayerOf(resource: Omit<Layer, 'allow'>, allow: Truth): Layer {
  return { ...resource, allow: resource.isKnown ? allow : 'unknown' };
}

/** Whether the policy of a resource lets the caller in, by itself or by leaving it to the account. */
function lettingIn(resource: readonly JudgedStatement[]): Truth {
  return allowOf(resource.filter(({ match }) => match.principal !== null));
}

interface Grants {
  readonly caller: Caller;
  readonly resource: readonly JudgedStatement[];
  /** What identity policies, boundary and session policy allow together. */
  readonly own: Truth;
  readonly boundary: Truth;
  readonly session: Truth;
  readonly sameAccount: boolean;
  readonly needsResourcePolicy: boolean;
  readonly isResourcePolicyKnown: boolean;
}

/**
 * Whether identity and resource policies together grant the request, organisation policies aside.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html
 */
function grantedBy(grants: Grants): Truth {
  const { caller, own, boundary, session, sameAccount, needsResourcePolicy } = grants;
  const resource = (...ways: readonly PrincipalMatch[]) =>
    allowOf(grants.resource.filter(({ match }) => ways.includes(match.principal)));
  if (needsResourcePolicy && !grants.isResourcePolicyKnown)
    return own === 'fails' && !sameAccount ? 'fails' : 'unknown';
  if (!hasIdentityPolicies(caller)) return resource('direct', 'anyone');
  if (!sameAccount) return allHold([own, resource('direct', 'role', 'anyone', 'account')]);
  const byItself = anyHolds([
    // A session policy does not limit what names the session; it does limit what names the user behind it.
    allHold([resource('direct', 'anyone'), caller.kind === 'user' ? session : 'holds']),
    allHold([resource('role'), boundary, session]),
  ]);
  const withAccount = needsResourcePolicy ? allHold([own, resource('account')]) : own;
  return anyHolds([byItself, withAccount]);
}
