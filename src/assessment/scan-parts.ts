import type { AssessOptions } from './assess-options.js';
import { assessAccount } from './assess.js';
import type { Assessment } from './assessment.js';
import { NO_EXCLUSIONS } from './exclusions.js';
import { joinedParts, type ScannedPart } from './scanned-part.js';
import { summarise } from './summary.js';

/** What may be set about scanning parts; see {@link AssessOptions}. */
export interface ScanPartsOptions extends Omit<AssessOptions, 'minimize' | 'flagTrustPolicies' | 'sources'> {
  /** Leave out infrastructure modification. */
  readonly highPriorityOnly?: boolean;
}

/**
 * Judges what files declare, all of it in one assessment. Policies count although nobody may hold them, and trust
 * policies count. Principals of parts that are for the same account are judged together: who can become whom does not
 * end at a file. Parts that are not known to be for the same account must have different account ids.
 */
export function scanParts(parts: readonly ScannedPart[], options: ScanPartsOptions): Assessment {
  const { account, ...sources } = joinedParts(parts);
  const assessment = assessAccount({
    account,
    options: {
      exclusions: NO_EXCLUSIONS,
      ...options,
      flagTrustPolicies: account.roles.length > 0,
      sources,
    },
    standalone: true,
  });
  return options.highPriorityOnly === true ? withoutLowPriority(assessment) : assessment;
}

/** Whether findings of a kind are left out where only those of high priority are asked for. */
export function isOfLowPriority(kind: string): boolean {
  return kind === 'InfrastructureModification';
}

function withoutLowPriority(assessment: Assessment): Assessment {
  const findings = assessment.findings.filter(({ kind }) => !isOfLowPriority(kind));
  return { ...assessment, findings, summary: summarise(findings, assessment.principals, assessment.kinds) };
}
