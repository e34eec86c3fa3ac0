import type { EscalationPath } from './escalation-path.js';
import rows from './paths.generated.json' with { type: 'json' };

/** Every escalation path, by id. */
export const ESCALATION_PATHS: readonly EscalationPath[] = rows;
