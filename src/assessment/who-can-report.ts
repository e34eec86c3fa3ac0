import type { EscalationAnalysis } from '../escalation/graph/analyse-escalation.js';
import type { Capabilities } from '../escalation/graph/capabilities.js';
import { askedResources } from './asked-resources.js';
import { capabilitiesAsked } from './capabilities-asked.js';
import type { WhoCanQuestion } from './who-can-question.js';
import { whoCanAnswer } from './who-can.js';
import type { WhoCanAnswer } from './who-can-answer.js';
import { leastSure, VERDICTS } from '../escalation/graph/verdict.js';
import { whoCanEnds } from './who-can-ends.js';
import { escalationRoutes, type EscalationRoute, type SelfChange } from './who-can-via.js';

/** Who can use an action, as the `who-can` command prints it. */
export interface WhoCanReport {
  readonly action: string;
  /** Null where the question was about any resource. */
  readonly resource: string | null;
  readonly results: readonly WhoCanResult[];
}

/** The answer for one principal. */
export interface WhoCanResult extends WhoCanAnswer {
  /** ARN. */
  readonly principal: string;
  /** How it becomes one that can; null where it can itself, cannot at all, or that was not asked. */
  readonly via: EscalationRoute | null;
}

/** Whom to ask about, and whether chains count. */
export interface WhoCanScope {
  /** Numbers of principals; without it, every user and role. */
  readonly principals?: readonly number[];
  readonly viaEscalation: boolean;
}

/** Asks every principal the question. */
export function whoCanReport(
  analysis: EscalationAnalysis,
  question: WhoCanQuestion,
  { principals, viaEscalation }: WhoCanScope,
): WhoCanReport {
  const { action, resource, resourcePolicies } = question;
  const { graph } = analysis;
  const [node] = graph.nodes;
  if (node === undefined) return { action, resource, results: [] };
  const resources = askedResources(action, resourcePolicies, node.capabilities.access.catalog);
  const asked = new Set(principals ?? graph.nodes.keys());
  const { asTheyAre, afterwards, holdingEverything } = capabilitiesAsked(analysis, question);
  const answers = graph.nodes.map((_, number) => {
    const isActor = graph.population.principals[number]?.type !== 'group';
    const capabilities = isActor && (viaEscalation || asked.has(number)) ? asTheyAre(number) : null;
    return capabilities === null ? null : whoCanAnswer(graph, capabilities, question, resources);
  });
  const decisionFor = (capabilities: Capabilities) =>
    whoCanAnswer(graph, capabilities, question, resources).decision;
  const changeOf = (number: number): SelfChange | null => {
    if (answers[number] === null) return null;
    const changes = afterwards(number).flatMap(({ capabilities, verdict, path }): SelfChange[] => {
      const decision = decisionFor(capabilities);
      if (decision === 'allowed') return [{ verdict, path }];
      return decision === 'conditional' ? [{ verdict: leastSure([verdict, decision]), path }] : [];
    });
    return VERDICTS.map((wanted) => changes.find(({ verdict }) => verdict === wanted)).find(Boolean) ?? null;
  };
  const decisions = answers.map((answer) => answer?.decision ?? null);
  const routes = viaEscalation
    ? escalationRoutes(
        whoCanEnds(graph, { decisions, holdingEverything, decisionFor }),
        graph.nodes.length,
        changeOf,
      )
    : new Map<number, EscalationRoute>();
  const results = answers.flatMap((answer, number): WhoCanResult[] => {
    if (answer === null || !asked.has(number)) return [];
    const via = routes.get(number) ?? null;
    const principal = graph.population.principals[number]?.arn ?? '';
    return [{ principal, ...(via === null ? answer : raised(answer, via)), via }];
  });
  return { action, resource, results };
}

/** What a principal can once it is somebody else. */
function raised(answer: WhoCanAnswer, { verdict }: EscalationRoute): WhoCanAnswer {
  return { ...answer, decision: verdict === 'confirmed' ? 'allowed' : 'conditional' };
}
