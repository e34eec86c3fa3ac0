import type { Principal } from '../account/account.js';
import { isAccountId, parseArn } from '../account/arn.js';
import type { OrganizationPolicies, PolicyLevel } from '../account/organization-policies.js';
import type { ResourcePolicies } from '../account/resource-policies.js';
import { guardrailsOf } from '../account/organization-policies.js';
import type { EffectiveAccess } from '../access/effective-access.js';
import type { Capabilities } from '../escalation/graph/capabilities.js';
import { LACKING_WITH_ACCESS_KEY } from '../access/access-key.js';
import { BOUNDARY_KEY, isFixedByTarget } from '../escalation/graph/target-facts.js';
import { onlyAsOwnersLet } from './resources-elsewhere.js';
import type { EscalationGraph } from '../escalation/graph/escalation-graph.js';
import { absentKeys } from '../policy/keys-by-action.js';
import type { PolicyDocument } from '../policy/policy-document.js';
import { parseCaller } from '../policy/request/caller.js';
import { decideForCaller } from '../policy/request/evaluate-request.js';
import { withNamedSessions } from '../policy/request/named-sessions.js';
import { isRefusedToSessions } from '../policy/request/refusals.js';
import { isOpenToCallers, isOpenWhateverPolicies } from '../policy/request/request-facts.js';
import type { Evaluation } from '../policy/request/evaluation.js';
import type { EvaluationLevel } from '../policy/request/evaluation-input.js';
import type { AskedResources } from './asked-resources.js';
import { answerOnAnyResource } from './who-can-any-resource.js';
import { namedSource, type WhoCanAnswer } from './who-can-answer.js';

/** What is asked of every principal. */
export interface WhoCanQuestion {
  readonly action: string;
  /** ARN; null asks about any resource. */
  readonly resource: string | null;
  /** Values by condition key in lower case. */
  readonly context: ReadonlyMap<string, readonly string[]>;
  readonly organization: OrganizationPolicies | null;
  /** Policies of resources by ARN. */
  readonly resourcePolicies: ResourcePolicies;
}

/**
 * Answers for one principal.
 *
 * @param capabilities - in the context that the question gives
 * @param asked - of the question, where it is about any resource
 */
export function whoCanAnswer(
  graph: EscalationGraph,
  capabilities: Capabilities,
  question: WhoCanQuestion,
  asked: AskedResources,
): WhoCanAnswer {
  const { access } = capabilities;
  const answer =
    question.resource === null
      ? onAnyResource(graph, capabilities, question, asked)
      : onResource(graph, access, question.resource, question);
  return isOpenWhateverPolicies(question.action) ? answer : withUnknownBoundary(access, answer);
}

const SUREST_FIRST: readonly WhoCanAnswer['decision'][] = [
  'allowed',
  'conditional',
  'explicitlyDenied',
  'implicitlyDenied',
];

/** What its policies give it anywhere, and what the policies of resources give it there: the surest answer. */
function onAnyResource(
  graph: EscalationGraph,
  capabilities: Capabilities,
  question: WhoCanQuestion,
  { named, isOnKey }: AskedResources,
): WhoCanAnswer {
  const { action } = question;
  const on = (resource: string): WhoCanAnswer => ({
    ...onResource(graph, capabilities.access, resource, question),
    resources: [resource],
  });
  const isRefused = capabilities.access.actor.type === 'role' && isRefusedToSessions(action);
  if (isOpenToCallers(action) || isRefused) return withoutResources(on('*'));
  const anywhere = answerOnAnyResource(capabilities, action);
  // What trust policies ask for is part of the context, too.
  const isInContext = question.context.size > 0 && action === 'sts:AssumeRole';
  if (isInContext && anywhere.decision === 'conditional' && anywhere.resources.length > 0)
    return withoutResources(surest(anywhere.resources.map(on), anywhere));
  const own = isOnKey
    ? withOpenKeyPolicy(anywhere, question)
    : onlyAsOwnersLet(anywhere, action, capabilities);
  const given = named.map(on).filter(isGiven);
  const rank = ({ decision }: WhoCanAnswer) => SUREST_FIRST.indexOf(decision);
  return given.some((each) => rank(each) < rank(own)) ? surest(given, own) : own;
}

/** The surest of some answers, with all resources of which it holds. */
function surest(answers: readonly WhoCanAnswer[], otherwise: WhoCanAnswer): WhoCanAnswer {
  const best = SUREST_FIRST.flatMap((sought) => answers.filter(({ decision }) => decision === sought))[0];
  if (best === undefined) return otherwise;
  const alike = answers.filter(({ decision }) => decision === best.decision);
  return { ...best, resources: alike.flatMap(({ resources }) => resources) };
}

function isGiven({ decision }: WhoCanAnswer): boolean {
  return decision === 'allowed' || decision === 'conditional';
}

/** An answer that is no says on no resource. */
function withoutResources(answer: WhoCanAnswer): WhoCanAnswer {
  return isGiven(answer) ? answer : { ...answer, resources: [] };
}

/** A key is used only as its own policy lets; where that was not given, the identity policies alone decide nothing. */
function withOpenKeyPolicy(answer: WhoCanAnswer, { resourcePolicies }: WhoCanQuestion): WhoCanAnswer {
  if (answer.decision !== 'allowed') return answer;
  const keys = [...resourcePolicies.keys()].some((arn) => arn.split(':', 3)[2] === 'kms');
  return {
    ...answer,
    decision: 'conditional',
    notes: [
      ...answer.notes,
      keys
        ? 'the policies of further keys must allow it too'
        : 'the policy of the key, which was not given, must allow it too',
    ],
  };
}

function onResource(
  graph: EscalationGraph,
  access: EffectiveAccess,
  resource: string,
  question: WhoCanQuestion,
): WhoCanAnswer {
  const own = access.actor.accountId;
  const owner = ownerOf(resource, question);
  const ofOwn = onResourceOf(owner ?? own, graph, access, resource, question);
  const other = [...graph.population.byAccount.keys()].find((id) => isAccountId(id) && id !== own);
  if (owner !== null || other === undefined || parseArn(resource)?.accountId !== '') return ofOwn;
  // It is of one account only, so that it cannot be the own one of all callers.
  const ofOther = onResourceOf(other, graph, access, resource, question);
  if (ofOther.decision === ofOwn.decision) return ofOwn;
  const isOwn = isGiven(ofOwn);
  if (!isOwn && !isGiven(ofOther)) return ofOwn;
  const condition = `if the resource is of ${isOwn ? `account ${own ?? ''}` : 'another account'}`;
  const answer = isOwn ? ofOwn : ofOther;
  return { ...answer, decision: 'conditional', conditions: [...answer.conditions, condition] };
}

/** The account whose resource it is, as its ARN or the question says; null if neither does. */
function ownerOf(resource: string, { context }: WhoCanQuestion): string | null {
  const account = parseArn(resource)?.accountId ?? '';
  if (isAccountId(account)) return account;
  const [given, ...others] = context.get('aws:resourceaccount') ?? [];
  return given !== undefined && others.length === 0 && isAccountId(given) ? given : null;
}

function onResourceOf(
  accountId: string | null,
  graph: EscalationGraph,
  access: EffectiveAccess,
  resource: string,
  question: WhoCanQuestion,
): WhoCanAnswer {
  const { actor, sources, boundary } = access;
  const { organization } = question;
  const absent = absentKeys(access.catalog, question.action);
  const tags = knownTags(graph, access, resource, question.action);
  const resourcePolicy = resourcePolicyOf(graph, resource, question);
  const decide = (principal: string, lacking: ReadonlyMap<string, null>) =>
    decideForCaller({
      request: {
        principal,
        action: question.action,
        resource: { arn: resource, accountId },
        context: new Map<string, readonly string[] | null>([
          ...lacking,
          ...boundaryContext(graph, resource, question.action),
          ...tags.context,
          ...absent.map((key) => [key, null] as const),
          ...question.context,
        ]),
        contextIsComplete: false,
        completePrefixes: [...tags.prefixes, ...absent.filter((key) => key.endsWith('/'))],
        managementAccount: organization?.managementAccount ?? null,
      },
      identityPolicies: sources.map(namedSource),
      permissionsBoundaries: typeof boundary === 'string' ? [] : boundary.policies,
      sessionPolicies: [],
      resourcePolicy,
      // A role of an account that is not in the input may trust anybody; so may other resources of other accounts.
      isResourcePolicyUnknown: true,
      serviceControlPolicies: levels(
        guardrailsOf(organization, actor.accountId)?.serviceControlPolicies ?? null,
      ),
      resourceControlPolicies: levels(guardrailsOf(organization, accountId)?.resourceControlPolicies ?? null),
      endpointPolicies: [],
    });
  const plain = decide(actor.arn, NOTHING_LACKING);
  const isAboutSession = [...LACKING_WITH_ACCESS_KEY.keys()].some((key) => question.context.has(key));
  if (actor.type === 'user' && plain.decision === 'conditional' && !isAboutSession) {
    // A user can always sign with an access key, which escapes what is denied to sessions only.
    const signed = decide(actor.arn, LACKING_WITH_ACCESS_KEY);
    if (signed.decision === 'allowed') return { ...inWords(signed), resources: [] };
  }
  const { evaluation, condition } = withNamedSessions(
    parseCaller(actor.arn),
    resourcePolicy,
    plain,
    (session) => decide(session, NOTHING_LACKING),
  );
  const answer = inWords(evaluation);
  const conditions = condition === null ? answer.conditions : [...answer.conditions, condition];
  return { ...answer, conditions, resources: [] };
}

/** The user, role or group with an ARN, if it is in the input. */
function principalAt({ population }: EscalationGraph, arn: string): Principal | undefined {
  return population.principals[population.arns.named(arn).first ?? -1];
}

const NOTHING_LACKING: ReadonlyMap<string, null> = new Map();

/** The boundary of the user or role that the action is used on. */
function boundaryContext(
  graph: EscalationGraph,
  resource: string,
  action: string,
): readonly (readonly [string, readonly string[] | null])[] {
  const target = principalAt(graph, resource);
  if (target === undefined || !isFixedByTarget(BOUNDARY_KEY, action)) return [];
  const arn = target.permissionsBoundary?.arn;
  return [[BOUNDARY_KEY, arn === undefined ? null : [arn]]];
}

interface KnownTags {
  readonly context: readonly (readonly [string, readonly string[]])[];
  /** Of keys of which the input holds all. */
  readonly prefixes: readonly string[];
}

/**
 * Tags of the caller are in every request it makes, those of a user or role in every request on it. Sessions of roles
 * may have further tags; of iam:PassRole AWS says that tags of the role do not count reliably.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/access_iam-tags.html
 */
function knownTags(
  graph: EscalationGraph,
  { actor }: EffectiveAccess,
  resource: string,
  action: string,
): KnownTags {
  const own = tagsUnder('aws:principaltag/', actor);
  const caller: KnownTags = { ...own, prefixes: actor.type === 'user' ? own.prefixes : [] };
  const target = principalAt(graph, resource);
  const all =
    target === undefined || action === 'iam:PassRole'
      ? [caller]
      : [caller, ...['iam:resourcetag/', 'aws:resourcetag/'].map((prefix) => tagsUnder(prefix, target))];
  return {
    context: all.flatMap(({ context }) => context),
    prefixes: all.flatMap(({ prefixes }) => prefixes),
  };
}

function tagsUnder(prefix: string, { tags }: Principal): KnownTags {
  return {
    context: tags.map(({ key, value }) => [prefix + key.toLowerCase(), [value]] as const),
    prefixes: [prefix],
  };
}

function levels(list: readonly PolicyLevel[] | null): readonly EvaluationLevel[] | null {
  return (
    list?.map(({ level, name, policies }) => ({
      level: name === null ? level : `${level} ${name}`,
      policies,
    })) ?? null
  );
}

/** The policy given for the resource or for what it lies in; the trust policy of a role that is in the input. */
function resourcePolicyOf(
  graph: EscalationGraph,
  resource: string,
  { resourcePolicies, action }: WhoCanQuestion,
): PolicyDocument | null {
  const given = resourcePolicies.get(resource);
  if (given !== undefined) return given;
  for (let end = resource.lastIndexOf('/'); end > 0; end = resource.lastIndexOf('/', end - 1)) {
    const ofContainer = resourcePolicies.get(resource.slice(0, end));
    if (ofContainer !== undefined) return ofContainer;
  }
  if (!action.toLowerCase().startsWith('sts:')) return null;
  const role = principalAt(graph, resource);
  const trust = role?.type === 'role' ? role.trustPolicy?.parsed : undefined;
  return trust?.ok === true ? trust.document : null;
}

function inWords(evaluation: Evaluation): Omit<WhoCanAnswer, 'resources'> {
  return {
    decision: evaluation.decision,
    statements: evaluation.statements.map(({ pointer: _pointer, ...statement }) => statement),
    conditions: evaluation.conditions.map(
      ({ effect, text }) => `${effect === 'Deny' ? 'unless' : 'if'} ${text}`,
    ),
    notes: evaluation.notes,
  };
}

/** A boundary that the input does not hold may or may not allow what the policies do. */
function withUnknownBoundary({ boundary, actor }: EffectiveAccess, answer: WhoCanAnswer): WhoCanAnswer {
  if (boundary !== 'unknown' || !['allowed', 'conditional'].includes(answer.decision)) return answer;
  const arn = actor.permissionsBoundary?.arn ?? '';
  return {
    ...answer,
    decision: 'conditional',
    notes: [...answer.notes, `the permissions boundary ${arn} is not in the input`],
  };
}
