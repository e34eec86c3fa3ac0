import type { Assessment } from './assessment.js';

/** An assessment without the documents of policies of all sorts that have no finding. */
export function minimized(assessment: Assessment): Assessment {
  const used = documentsWithFindings(assessment);
  return {
    ...assessment,
    options: { ...assessment.options, minimized: true },
    documents: assessment.documents.map((document, index) => (used.has(index) ? document : null)),
  };
}

function documentsWithFindings({
  findings,
  policies,
  principals,
  resourcePolicies = [],
}: Assessment): ReadonlySet<number | null> {
  const used = new Set<number | null>();
  for (const { subject } of findings) {
    if (subject.type === 'policy') used.add(policies[subject.policy]?.document ?? null);
    else if (subject.type === 'trust-policy')
      used.add(principals[subject.principal]?.role?.trustPolicy ?? null);
    else if (subject.type === 'resource-policy')
      used.add(resourcePolicies[subject.resourcePolicy]?.document ?? null);
  }
  return used;
}
