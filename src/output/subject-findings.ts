import type { Assessment, Finding } from '../assessment/assessment.js';

/** Findings by the index of what they are about. */
export interface SubjectFindings {
  readonly ofPolicy: ReadonlyMap<number, readonly Finding[]>;
  readonly ofTrustPolicy: ReadonlyMap<number, readonly Finding[]>;
  readonly ofResourcePolicy: ReadonlyMap<number, readonly Finding[]>;
  readonly ofPrincipal: ReadonlyMap<number, readonly Finding[]>;
}

/** Looks every finding up once, so that writing stays linear in policies and findings. */
export function subjectFindings(findings: Assessment['findings']): SubjectFindings {
  const ofPolicy = new Map<number, Finding[]>();
  const ofTrustPolicy = new Map<number, Finding[]>();
  const ofResourcePolicy = new Map<number, Finding[]>();
  const ofPrincipal = new Map<number, Finding[]>();
  for (const finding of findings) {
    if (finding.subject.type === 'policy') append(ofPolicy, finding.subject.policy, finding);
    else if (finding.subject.type === 'trust-policy')
      append(ofTrustPolicy, finding.subject.principal, finding);
    else if (finding.subject.type === 'resource-policy')
      append(ofResourcePolicy, finding.subject.resourcePolicy, finding);
    else append(ofPrincipal, finding.subject.principal, finding);
  }
  return { ofPolicy, ofTrustPolicy, ofResourcePolicy, ofPrincipal };
}

function append(map: Map<number, Finding[]>, index: number, finding: Finding): void {
  const list = map.get(index);
  if (list === undefined) map.set(index, [finding]);
  else list.push(finding);
}
