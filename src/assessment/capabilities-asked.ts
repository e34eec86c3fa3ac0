import { DocumentReader } from '../access/document-reader.js';
import { EffectiveAccessReader } from '../access/effective-access.js';
import { Capabilities } from '../escalation/graph/capabilities.js';
import type { EscalationGraph } from '../escalation/graph/escalation-graph.js';
import type { WhoCanQuestion } from './who-can.js';

/**
 * What principals can do in the requests that a question is about, by their numbers. Where it gives a context, tests
 * of its keys are decided, which the graph leaves open.
 */
export function capabilitiesAsked(
  graph: EscalationGraph,
  { context, organization }: Pick<WhoCanQuestion, 'context' | 'organization'>,
): (number: number) => Capabilities | null {
  let reader: EffectiveAccessReader | null = null;
  return (number) => {
    const capabilities = graph.nodes[number]?.capabilities;
    if (capabilities === undefined || context.size === 0) return capabilities ?? null;
    const { access, self, population } = capabilities;
    reader ??= new EffectiveAccessReader(new DocumentReader(access.catalog), organization, context);
    return new Capabilities(reader.accessOf(access.actor), self, population);
  };
}
