import { DocumentReader } from '../access/document-reader.js';
import { EffectiveAccessReader, type Change, type EffectiveAccess } from '../access/effective-access.js';
import type { EscalationAnalysis } from '../escalation/graph/analyse-escalation.js';
import { Capabilities } from '../escalation/graph/capabilities.js';
import { surenessOf, type Preparation } from '../escalation/graph/edge.js';
import { EVERYTHING } from '../escalation/graph/everything.js';
import type { Verdict } from '../escalation/graph/verdict.js';
import type { WhoCanQuestion } from './who-can-question.js';

/** What principals can do in the requests that a question is about. */
export interface CapabilitiesAsked {
  /** By their policies as they are; null for a number that nobody has. */
  readonly asTheyAre: (number: number) => Capabilities | null;
  /** After what they do to themselves that does not give them everything, all that there is of that. */
  readonly afterwards: (number: number) => readonly PreparedCapabilities[];
  /** Once they hold everything; null for a number that nobody has. */
  readonly holdingEverything: (number: number) => Capabilities | null;
}

/** What a principal can do after it has changed what it may do. */
export interface PreparedCapabilities {
  readonly capabilities: Capabilities;
  readonly verdict: Verdict;
  /** Id of an escalation path, or the action by which it is done. */
  readonly path: string;
}

/**
 * Where a question gives a context, tests of its keys are decided, which the graph leaves open.
 */
export function capabilitiesAsked(
  { graph, reader }: Pick<EscalationAnalysis, 'graph' | 'reader'>,
  { context, organization }: Pick<WhoCanQuestion, 'context' | 'organization'>,
): CapabilitiesAsked {
  let asked: EffectiveAccessReader | null = context.size === 0 ? reader : null;
  const readerOf = ({ catalog }: EffectiveAccess) =>
    (asked ??= new EffectiveAccessReader(new DocumentReader(catalog), organization, context));
  const changed = ({ access, self, population }: Capabilities, change: Change): Capabilities =>
    new Capabilities(readerOf(access).accessOf(access.actor, change), self, population);
  const inContext = (capabilities: Capabilities): Capabilities => {
    const { boundary, sources } = capabilities.access;
    if (context.size === 0) return capabilities;
    return changed(capabilities, { withoutBoundary: boundary === 'none', policies: () => sources });
  };
  return {
    asTheyAre: (number) => {
      const capabilities = graph.nodes[number]?.capabilities;
      return capabilities === undefined ? null : inContext(capabilities);
    },
    afterwards: (number) => {
      const node = graph.nodes[number];
      return [...(node?.lifted ?? []), node?.gained].flatMap((each) =>
        each == null ? [] : [prepared(inContext(each.capabilities), each.steps)],
      );
    },
    holdingEverything: (number) => {
      const capabilities = graph.nodes[number]?.capabilities;
      if (capabilities === undefined) return null;
      return changed(capabilities, { withoutBoundary: true, policies: () => [EVERYTHING] });
    },
  };
}

function prepared(capabilities: Capabilities, steps: readonly Preparation[]): PreparedCapabilities {
  return {
    capabilities,
    verdict: surenessOf(steps),
    path: steps.at(-1)?.path ?? '',
  };
}
