import type { AccountResourcePolicy } from '../account/account.js';
import type { DocumentReader } from '../access/document-reader.js';
import type { PolicyDocument } from '../policy/policy-document.js';
import { statementActions } from '../policy/statement-reading.js';
import type { ResourceEvidence, ResourcePolicy } from '../risks/risk-kind.js';
import { statementGround, type AnalysisSettings } from './document-analysis.js';
import type { ExcludedActions } from './excluded-actions.js';
import type { ResourcePolicyFinding } from './finding-collector.js';
import { judgedResourcePolicy } from './judged-resource-policy.js';

/** What resource policies are judged with. */
export interface ResourcePolicyContext {
  readonly reader: DocumentReader;
  readonly settings: AnalysisSettings;
  readonly excludedActions: ExcludedActions;
  readonly isKnownAccount: (accountId: string) => boolean;
}

/** Runs every kind of resource-policy risk on one policy; nothing is found in one that cannot be read. */
export function resourcePolicyFindings(
  policy: AccountResourcePolicy,
  { reader, settings, excludedActions, isKnownAccount }: ResourcePolicyContext,
): readonly ResourcePolicyFinding[] {
  const { parsed } = policy.document;
  if (!parsed.ok) return [];
  const { document } = parsed;
  const judged = judgedResourcePolicy(policy, document, reader, isKnownAccount);
  return settings.kinds.onResourcePolicies.flatMap((kind) =>
    kind.assess(judged).flatMap((evidence) => {
      excludedActions.noteFound(evidence.actions.intersect(settings.excludedActions));
      const actions = evidence.actions.minus(settings.excludedActions);
      return actions.isEmpty ? [] : [finding({ ...evidence, actions }, { kind, document }, judged)];
    }),
  );
}

function finding(
  evidence: ResourceEvidence,
  { kind, document }: { readonly kind: ResourcePolicyFinding['kind']; readonly document: PolicyDocument },
  { catalog }: ResourcePolicy,
): ResourcePolicyFinding {
  const { actions, statements, trusted } = evidence;
  const allows = document.statements.filter(({ index }) => statements.includes(index));
  const denies = document.statements.filter(
    (statement) => statement.effect === 'Deny' && statementActions(statement, catalog).intersects(actions),
  );
  const grounds = [...allows, ...denies].map((each) => statementGround(each, actions, catalog)).sort();
  return {
    ...evidence,
    kind,
    limitedBy: denies.map(({ index }) => index),
    content: JSON.stringify([trusted, grounds]),
  };
}
