import { statementsAboutAction, statementsOnPolicy } from './action-statements.js';
import type { Capabilities } from './capabilities.js';
import type { Edge } from './edge.js';
import type { GraphNode } from './escalation-graph.js';
import type { LiftedStage } from './freeing-itself.js';
import type { HopStatement } from './hop-statement.js';
import { surenessOfMeans, type MeansOn } from './lifting.js';
import { PlacesByTarget, placesOf } from './statement-places.js';

/** What a principal can do after the last of the steps by which it takes off what is in the way of an edge. */
export function stageBefore({ after }: Edge, node: GraphNode): LiftedStage | undefined {
  const { lifted } = node.beforeGrant ?? node;
  const last = after.at(-1);
  return lifted.find(({ steps }) => last !== undefined && steps.at(-1) === last);
}

/**
 * The statements without all of which nothing that is in the way of an edge can be taken off; none where nothing is in
 * its way.
 */
export function placesOfLifting(edge: Edge, node: GraphNode): readonly HopStatement[] {
  const { capabilities, lifted } = node;
  const steps = stageBefore(edge, node)?.steps.filter((step) => edge.after.includes(step)) ?? [];
  const means = steps.flatMap((step) => step.means);
  // Where several things can be taken off, one may allow a means that is of no use as it is.
  const inQuestion =
    lifted.length > 1 ? means : means.filter((each) => surenessOfMeans(capabilities, each) !== null);
  return [...new Set(inQuestion.flatMap((each) => placesOfMeans(each, capabilities)))];
}

function placesOfMeans({ action, on }: MeansOn, capabilities: Capabilities): readonly HopStatement[] {
  return typeof on === 'number'
    ? new PlacesByTarget(statementsAboutAction(capabilities, 'Allow', action, null), capabilities).on(on)
    : statementsOnPolicy(capabilities, 'Allow', action, on).flatMap((entry) => placesOf(entry, capabilities));
}
