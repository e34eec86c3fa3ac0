import type { EscalationPathDescription } from '../../assessment/assessment.js';

/** What an escalation path is searched by: its name, its ids, and what Cloudsplaining 0.9.1 called it. */
export function pathSearchText({
  id,
  name,
  legacyName,
  sameActionsAs,
}: Pick<EscalationPathDescription, 'id' | 'name' | 'legacyName' | 'sameActionsAs'>): string {
  return [name, id, ...sameActionsAs, legacyName ?? ''].join('\n').toLowerCase();
}
