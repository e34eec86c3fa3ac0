import { IndexSet } from '../catalog/index-set.js';
import type { EscalationAnalysis } from '../escalation/graph/analyse-escalation.js';
import { askedResources } from './asked-resources.js';
import { capabilitiesAsked } from './capabilities-asked.js';
import { whoCanAnswer, type WhoCanQuestion } from './who-can.js';
import type { WhoCanAnswer } from './who-can-answer.js';
import { escalationRoutes, type EscalationRoute } from './who-can-via.js';

/** Who can use an action, as the `who-can` command prints it. */
export interface WhoCanReport {
  readonly action: string;
  /** Null where the question was about any resource. */
  readonly resource: string | null;
  readonly results: readonly WhoCanResult[];
}

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
  { graph, search }: EscalationAnalysis,
  question: WhoCanQuestion,
  { principals, viaEscalation }: WhoCanScope,
): WhoCanReport {
  const { action, resource, resourcePolicies } = question;
  const [node] = graph.nodes;
  if (node === undefined) return { action, resource, results: [] };
  const resources = askedResources(action, resourcePolicies, node.capabilities.access.catalog);
  const asked = new Set(principals ?? graph.nodes.keys());
  const capabilitiesOf = capabilitiesAsked(graph, question);
  const answers = graph.nodes.map((_, number) => {
    const isActor = graph.population.principals[number]?.type !== 'group';
    const capabilities = isActor && (viaEscalation || asked.has(number)) ? capabilitiesOf(number) : null;
    return capabilities === null ? null : whoCanAnswer(graph, capabilities, question, resources);
  });
  const able = IndexSet.of(
    answers.flatMap((answer, number) => (answer?.decision === 'allowed' ? [number] : [])),
  );
  const routes = viaEscalation ? escalationRoutes(graph, search, able) : new Map<number, EscalationRoute>();
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
