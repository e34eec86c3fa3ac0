import { ESCALATION_PATHS } from '../escalation-paths.js';
import type { Edge } from './edge.js';

const NAMES: ReadonlyMap<string, string> = new Map([
  ...ESCALATION_PATHS.map(({ id, name }) => [id, name] as const),
  ['assume role', 'Assume the role'],
  ['rewrite permissions', 'Rewrite the permissions of one it can become'],
]);

/** What a step does, in words; the action itself for steps that no row of the catalogue describes. */
export function hopName(path: string): string {
  return NAMES.get(path) ?? path;
}

/** The restrictions that are taken off before a step, in words. */
export function liftedInWords({ after }: Pick<Edge, 'after'>): readonly string[] {
  return after.map(({ what, action }) => `${what}, by ${action}`);
}
