import { escalationPathsOf } from '../escalation-paths.js';
import type { Hop } from './chain.js';
import type { Edge, Preparation } from './edge.js';
import type { EscalationGraph } from './escalation-graph.js';
import { nameOfMaking } from './new-principals.js';
import { REWRITING } from './rewriting.js';

/** What assuming a role is called. */
export const ASSUME_THE_ROLE = 'Assume the role';

const OWN_NAMES: ReadonlyMap<string, string> = new Map([
  ['assume role', ASSUME_THE_ROLE],
  [REWRITING, 'Rewrite the permissions of one it can become'],
]);

/** What a step does, in words; the action itself for steps that no path describes. */
export function hopName({ nodes }: EscalationGraph, { from, edge: { path } }: Hop): string {
  const own = OWN_NAMES.get(path) ?? nameOfMaking(path);
  if (own !== undefined) return own;
  const catalog = nodes[from]?.capabilities.access.catalog;
  return (catalog === undefined ? undefined : escalationPathsOf(catalog).get(path)?.name) ?? path;
}

/** What is done before a step, in words: what is taken off, or what is gained. */
export function preparationInWords(
  { after }: Pick<Edge, 'after'>,
  wanted: Preparation['kind'],
): readonly string[] {
  return after.flatMap(({ kind, what, action }) => (kind === wanted ? [`${what}, by ${action}`] : []));
}
