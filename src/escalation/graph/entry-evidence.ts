import type { HopEvidence } from './hop-evidence.js';
import type { Outsider } from './outsider-collector.js';
import type { Verdict } from './verdict.js';

/** The statements of a role's trust policy that let someone outside in, and what they ask. */
export function entryEvidence(outsider: Outsider, role: number, verdict: Verdict): HopEvidence {
  const { statements, conditions } = outsider.entryTo(role);
  return {
    statements: statements.map((statement) => ({ statement, source: null, holder: role })),
    conditions: verdict === 'confirmed' ? [] : entryConditions(outsider, conditions),
  };
}

function entryConditions({ kind }: Outsider, conditions: readonly string[]): readonly string[] {
  return kind === 'federated' && conditions.length === 0
    ? ['the identity provider lets the caller sign in']
    : conditions;
}
