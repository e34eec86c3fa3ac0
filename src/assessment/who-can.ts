import type { EffectiveAccess } from '../access/effective-access.js';
import type { Capabilities } from '../escalation/graph/capabilities.js';
import type { EscalationGraph } from '../escalation/graph/escalation-graph.js';
import { isRefusedToSessions } from '../policy/request/refusals.js';
import { isOpenToCallers, isOpenWhateverPolicies } from '../policy/request/request-facts.js';
import type { AskedResources } from './asked-resources.js';
import { answersByGivenPolicies } from './decided-resources.js';
import { grantedResources, isEverythingBut } from './named-resources.js';
import { alsoElsewhere, onlyAsOwnersLet } from './resources-elsewhere.js';
import { isGiven, type WhoCanAnswer } from './who-can-answer.js';
import { answerOnAnyResource } from './who-can-any-resource.js';
import { answerOnResource } from './who-can-on-resource.js';
import type { WhoCanQuestion } from './who-can-question.js';

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
      : answerOnResource(graph, access, question.resource, question);
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
    ...answerOnResource(graph, capabilities.access, resource, question),
    resources: [resource],
  });
  const isRefused = capabilities.access.actor.type === 'role' && isRefusedToSessions(action);
  if (isOpenToCallers(action) || isRefused) return withoutResources(on('*'));
  const anywhere = alsoElsewhere(answerOnAnyResource(capabilities, action), capabilities, action);
  // What trust policies ask for is part of the context, too.
  const isInContext = question.context.size > 0 && action === 'sts:AssumeRole';
  if (isInContext && anywhere.decision === 'conditional' && anywhere.resources.length > 0)
    return withoutResources(surest(anywhere.resources.map(on), anywhere));
  const own = byGivenPolicies(anywhere, {
    decided: answersByGivenPolicies(anywhere, question.resourcePolicies, on),
    onOthers: () => onAllGranted(capabilities, action, on),
    asFarAsKnown: (open) =>
      isOnKey ? withOpenKeyPolicy(open, question) : onlyAsOwnersLet(open, action, capabilities),
  });
  const given = named.map(on).filter(isGiven);
  const rank = ({ decision }: WhoCanAnswer) => SUREST_FIRST.indexOf(decision);
  return given.some((each) => rank(each) < rank(own)) ? surest(given, own) : own;
}

interface GivenPolicies {
  /** The answers on resources whose policies are given. */
  readonly decided: readonly WhoCanAnswer[];
  /** What holds on all that the policies of the principal name, at once or not. */
  readonly onOthers: () => readonly WhoCanAnswer[];
  /** What the answer is where no policies are given. */
  readonly asFarAsKnown: (open: WhoCanAnswer) => WhoCanAnswer;
}

/**
 * An answer about any resource with what holds on those that it names and whose policies are given. Where nothing is
 * left of what is given without conditions, what else is given counts.
 */
function byGivenPolicies(
  answer: WhoCanAnswer,
  { decided, onOthers, asFarAsKnown }: GivenPolicies,
): WhoCanAnswer {
  const [first] = decided;
  if (first === undefined) return asFarAsKnown(answer);
  const names = new Set(decided.flatMap(({ resources }) => resources));
  const open = answer.resources.filter((resource) => !names.has(resource));
  const others =
    open.length > 0
      ? [asFarAsKnown({ ...answer, resources: open })]
      : decided.some(({ decision }) => decision === 'allowed')
        ? []
        : onOthers()
            .filter(({ resources }) => !resources.some((resource) => names.has(resource)))
            .map((other) => (other.resources.some(isOne) ? other : asFarAsKnown(other)));
  return withoutResources(surest([...others, ...decided].filter(isGiven), first));
}

/** Whether this is the ARN of one resource, whose policy was looked at. */
function isOne(resource: string): boolean {
  return !isEverythingBut(resource) && !/[*?]/.test(resource);
}

/** The answers on all that the policies of a principal give, each by itself. */
function onAllGranted(
  { access }: Capabilities,
  action: string,
  on: (resource: string) => WhoCanAnswer,
): readonly WhoCanAnswer[] {
  return grantedResources(access, access.catalog.actionIndex(action) ?? -1).map((resource) =>
    isEverythingBut(resource) ? { ...on('*'), resources: [resource] } : on(resource),
  );
}

/** The surest of some answers, with all resources of which it holds. */
function surest(answers: readonly WhoCanAnswer[], otherwise: WhoCanAnswer): WhoCanAnswer {
  const best = SUREST_FIRST.flatMap((sought) => answers.filter(({ decision }) => decision === sought))[0];
  if (best === undefined) return otherwise;
  const alike = answers.filter(({ decision }) => decision === best.decision);
  return { ...best, resources: alike.flatMap(({ resources }) => resources) };
}

/** An answer that is no says on no resource. */
function withoutResources(answer: WhoCanAnswer): WhoCanAnswer {
  return isGiven(answer) ? answer : { ...answer, resources: [] };
}

/** A key is used only as its own policy lets; where that was not given, the identity policies alone decide nothing. */
function withOpenKeyPolicy(answer: WhoCanAnswer, { resourcePolicies }: WhoCanQuestion): WhoCanAnswer {
  if (!isGiven(answer)) return answer;
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

/** A boundary that the input does not hold may or may not allow what the policies do. */
function withUnknownBoundary({ boundary, actor }: EffectiveAccess, answer: WhoCanAnswer): WhoCanAnswer {
  if (boundary !== 'unknown' || !isGiven(answer)) return answer;
  const arn = actor.permissionsBoundary?.arn ?? '';
  return {
    ...answer,
    decision: 'conditional',
    notes: [...answer.notes, `the permissions boundary ${arn} is not in the input`],
  };
}
