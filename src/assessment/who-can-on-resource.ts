import { isAccountId, parseArn } from '../account/arn.js';
import { organizationOfCaller, organizationOfResource } from '../account/organization-place.js';
import { guardrailsOf, placeOf, type PolicyLevel } from '../account/organization-policies.js';
import type { Principal } from '../account/account.js';
import { LACKING_WITH_ACCESS_KEY } from '../access/access-key.js';
import type { EffectiveAccess } from '../access/effective-access.js';
import { callerTagsIn } from '../access/own-tags.js';
import { userIdBeginning, userIdOf } from '../access/principal-context.js';
import { tagsUnder, type TagsInContext } from '../access/tags-in-context.js';
import type { EscalationGraph } from '../escalation/graph/escalation-graph.js';
import { BOUNDARY_KEY, isFixedByTarget } from '../escalation/graph/target-facts.js';
import { absentKeys } from '../policy/keys-by-action.js';
import type { PolicyDocument, Statement } from '../policy/policy-document.js';
import { parseCaller } from '../policy/request/caller.js';
import { decideForCaller } from '../policy/request/evaluate-request.js';
import type { Evaluation } from '../policy/request/evaluation.js';
import type { EvaluationLevel } from '../policy/request/evaluation-input.js';
import { withNamedSessions } from '../policy/request/named-sessions.js';
import { givenPolicyFor } from './given-policy.js';
import { possibleOwners } from './possible-owners.js';
import { residualTexts } from './residual-texts.js';
import { isGiven, namedSource, type WhoCanAnswer } from './who-can-answer.js';
import type { WhoCanQuestion } from './who-can-question.js';

/** Answers for one principal and one resource, with the tags that it has or, where it can change them, with others. */
export function answerOnResource(
  graph: EscalationGraph,
  access: EffectiveAccess,
  resource: string,
  question: WhoCanQuestion,
): WhoCanAnswer {
  const answer = answerAsItIs(graph, access, resource, question);
  const { otherTags } = access.context;
  if (isGiven(answer) || !otherTags) return answer;
  const asked = callerTagsIn(statementsAsked(graph, access, resource, question));
  const changed = asked.filter((key) => otherTags.value(key) !== access.context.value(key));
  if (changed.length === 0) return answer;
  const values = new Map(changed.map((key) => [key, otherTags.value(key)] as const));
  const other = answerAsItIs(graph, access, resource, question, values);
  return isGiven(other) ? { ...other, decision: 'conditional' } : answer;
}

/** Every statement that decides about the resource. */
function statementsAsked(
  graph: EscalationGraph,
  { actor, sources, boundary }: EffectiveAccess,
  resource: string,
  question: WhoCanQuestion,
): readonly Statement[] {
  const guardrails = guardrailsOf(question.organization, actor.accountId);
  const imposed = [guardrails?.serviceControlPolicies, guardrails?.resourceControlPolicies];
  const resourcePolicy = resourcePolicyOf(graph, resource, question);
  const documents = [
    ...sources.map(({ document }) => document),
    ...(typeof boundary === 'string' ? [] : boundary.policies.map(({ document }) => document)),
    ...imposed
      .flatMap((list) => list ?? [])
      .flatMap(({ policies }) => policies.map(({ document }) => document)),
    ...(resourcePolicy === null ? [] : [resourcePolicy]),
  ];
  return documents.flatMap(({ statements }) => statements);
}

/** Tags of the caller by key in lower case: null where it lacks one, undefined where that is not known. */
type CallerTags = ReadonlyMap<string, readonly string[] | null | undefined>;

const AS_THEY_ARE: CallerTags = new Map();

function answerAsItIs(
  graph: EscalationGraph,
  access: EffectiveAccess,
  resource: string,
  question: WhoCanQuestion,
  callerTags = AS_THEY_ARE,
): WhoCanAnswer {
  const own = access.actor.accountId;
  const owner = ownerOf(resource, question);
  const ofOwn = onResourceOf(owner ?? own, graph, access, resource, question, callerTags);
  if (owner !== null || parseArn(resource)?.accountId !== '') return ofOwn;
  // It is of one account only, so that it cannot be the own one of all callers.
  const others = possibleOwners(graph.population, question.organization).filter((id) => id !== own);
  const ofOthers = others.map((other) => onResourceOf(other, graph, access, resource, question, callerTags));
  if (ofOthers.every(({ decision }) => decision === ofOwn.decision)) return ofOwn;
  const isOwn = isGiven(ofOwn);
  const answer = isOwn ? ofOwn : ofOthers.find(isGiven);
  if (answer === undefined) return ofOwn;
  const condition = `if the resource is of ${isOwn ? `account ${own ?? ''}` : 'another account'}`;
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
  callerTags: CallerTags,
): WhoCanAnswer {
  const { actor, sources, boundary } = access;
  const { organization } = question;
  const absent = absentKeys(access.catalog, question.action);
  const tags = knownTags(graph, access, resource, question.action);
  const userId = userIdOf(actor);
  const beginning = userIdBeginning(actor);
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
          ...organizationOfCaller(placeOf(organization, actor.accountId)),
          ...organizationOfResource(placeOf(organization, accountId)),
          ...(userId === undefined ? [] : [['aws:userid', [userId]] as const]),
          // The ARN of a session does not hold the path of its role.
          ['aws:principalarn', [actor.arn]],
          ...absent.map((key) => [key, null] as const),
          ...question.context,
          ...[...callerTags].flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as const])),
        ]),
        unknownKeys: [...callerTags].flatMap(([key, value]) => (value === undefined ? [key] : [])),
        contextIsComplete: false,
        ...(beginning === undefined ? {} : { beginnings: new Map([['aws:userid', beginning]]) }),
        isChosenByCaller: true,
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
): TagsInContext {
  const own = tagsUnder('aws:principaltag/', actor.tags);
  const caller: TagsInContext = { ...own, prefixes: actor.type === 'user' ? own.prefixes : [] };
  const target = principalAt(graph, resource);
  const all =
    target === undefined || action === 'iam:PassRole'
      ? [caller]
      : [caller, ...['iam:resourcetag/', 'aws:resourcetag/'].map((prefix) => tagsUnder(prefix, target.tags))];
  return {
    context: all.flatMap(({ context }) => context),
    prefixes: all.flatMap(({ prefixes }) => prefixes),
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
  const given = givenPolicyFor(resource, resourcePolicies);
  if (given !== undefined) return given;
  if (!action.toLowerCase().startsWith('sts:')) return null;
  const role = principalAt(graph, resource);
  const trust = role?.type === 'role' ? role.trustPolicy?.parsed : undefined;
  return trust?.ok === true ? trust.document : null;
}

function inWords(evaluation: Evaluation): Omit<WhoCanAnswer, 'resources'> {
  return {
    decision: evaluation.decision,
    statements: evaluation.statements.map(({ pointer: _pointer, ...statement }) => statement),
    conditions: residualTexts(evaluation.conditions),
    notes: evaluation.notes,
  };
}
