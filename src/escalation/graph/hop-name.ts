import { ESCALATION_PATHS } from '../escalation-paths.js';

const NAMES: ReadonlyMap<string, string> = new Map([
  ...ESCALATION_PATHS.map(({ id, name }) => [id, name] as const),
  ['assume role', 'Assume the role'],
  ['rewrite permissions', 'Rewrite the permissions of one it can become'],
]);

/** What a step does, in words; the action itself for steps that no row of the catalogue describes. */
export function hopName(path: string): string {
  return NAMES.get(path) ?? path;
}
