import type { Assessment, Finding } from '../../assessment/assessment.js';
import { outsiderWay } from '../../output/outsider-way.js';

/** Index into `documents` of what a finding is read from; null where it has none. */
export function findingDocument(assessment: Assessment, finding: Finding): number | null {
  const { policies, principals, resourcePolicies = [] } = assessment;
  const { subject } = finding;
  switch (subject.type) {
    case 'policy':
      return policies[subject.policy]?.document ?? null;
    case 'resource-policy':
      return resourcePolicies[subject.resourcePolicy]?.document ?? null;
    case 'trust-policy':
      return principals[subject.principal]?.role?.trustPolicy ?? null;
    case 'principal':
      return outsiderWay(assessment, finding) === null
        ? null
        : (principals[subject.principal]?.role?.trustPolicy ?? null);
  }
}

/** A finding with the statements of its document that grant it: of an outsider's way those that let it in. */
export function withStatements(assessment: Assessment, finding: Finding): Finding {
  const way = outsiderWay(assessment, finding);
  return way === null ? finding : { ...finding, grantedBy: way.statements };
}
