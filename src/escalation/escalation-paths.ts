import type { EscalationPath } from './escalation-path.js';
import rows from './paths.generated.json' with { type: 'json' };

/** Every escalation path, by id. */
export const ESCALATION_PATHS: readonly EscalationPath[] = rows;

const sameActions = new Map<string, string[]>();
for (const { id, sameActionsAs } of ESCALATION_PATHS) {
  if (sameActionsAs !== null) sameActions.set(sameActionsAs, [...(sameActions.get(sameActionsAs) ?? []), id]);
}

/** Ids of the paths that need the very same actions as a path and are reported with it. */
export function idsWithSameActionsAs(id: string): readonly string[] {
  return sameActions.get(id) ?? [];
}
