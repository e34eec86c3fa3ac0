import type { AssessmentContext } from './assessment-context.js';
import type { AssessedResourcePolicy } from './assessment.js';
import { resourcePolicyFindings } from './resource-policy-findings.js';
import { assessedResourcePolicy, resourcePolicyIdentity } from './resource-policy-table.js';

/** Runs every kind of resource-policy risk on the policies of resources that no rule excludes. */
export function assessResourcePolicies(context: AssessmentContext): readonly AssessedResourcePolicy[] {
  const { account, options, settings, exclusions, excludedActions, collector, documents } = context;
  const judgedWith = {
    reader: context.view.documents,
    settings,
    excludedActions,
    isKnownAccount: exclusions.isKnownAccount,
  };
  return (account.resourcePolicies ?? []).map((policy, number) => {
    const { name, arn } = policy;
    const excludedBy = exclusions.excludedPolicy({ name, id: '', arn: arn ?? '', path: '' });
    if (excludedBy === null)
      collector.addResourceFindings(
        number,
        resourcePolicyIdentity(policy, options.sources),
        resourcePolicyFindings(policy, judgedWith),
      );
    return assessedResourcePolicy(policy, documents, excludedBy, options.sources);
  });
}
