import type { HopEvidence } from './hop-evidence.js';
import type { Outsider } from './outsider-collector.js';
import type { Verdict } from './verdict.js';

/** What a step from outside rests on. */
export interface EntryEvidence extends HopEvidence {
  /** What the input cannot show. */
  readonly needs: readonly string[];
}

/** The statements of a role's trust policy that let someone outside in, and what they ask. */
export function entryEvidence(outsider: Outsider, role: number, verdict: Verdict): EntryEvidence {
  const { statements, conditions } = outsider.entryTo(role);
  const isSure = verdict === 'confirmed';
  return {
    statements: statements.map((statement) => ({ statement, source: null, holder: role })),
    conditions: isSure ? [] : conditions,
    needs: isSure || outsider.kind !== 'federated' ? [] : ['an identity that the provider vouches for'],
  };
}
