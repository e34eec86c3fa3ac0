import type { Assessment, Finding, PolicyType, Severity } from './assessment.js';
import { fingerprint } from './fingerprint.js';
import type { SharedFinding } from './organization-findings.js';

/** A finding as it is compared with those of other accounts: the same are those that have any key in common. */
export interface ComparableFinding {
  readonly kind: string;
  readonly severity: Severity;
  readonly on: SharedFinding['on'];
  readonly policyType: PolicyType | null;
  readonly name: string;
  /** Fingerprint of the document; null if it could not be read. */
  readonly document: string | null;
  /** At least one, at most two. */
  readonly keys: readonly string[];
}

/**
 * The counted findings of an account that another account may have too.
 * Policies are the same that have the same document, managed policies also where they have the same name; inline
 * policies are not, for half of them are called alike. Trust policies and principals go by the principal's name,
 * resource policies by their document: buckets of two accounts are never called alike, and topics often.
 */
export function comparableFindings(assessment: Assessment): readonly ComparableFinding[] {
  const fingerprints: (string | undefined)[] = [];
  const documentOf = (index: number | null): string | null =>
    index === null
      ? null
      : (fingerprints[index] ??= fingerprint(JSON.stringify(assessment.documents[index] ?? null)));
  return assessment.findings.flatMap((finding) =>
    finding.counted ? (comparable(finding, assessment, documentOf) ?? []) : [],
  );
}

function comparable(
  { kind, severity, subject }: Finding,
  { policies, principals, resourcePolicies = [] }: Assessment,
  documentOf: (index: number | null) => string | null,
): ComparableFinding | null {
  if (subject.type === 'resource-policy') {
    const policy = resourcePolicies[subject.resourcePolicy];
    const document = documentOf(policy?.document ?? null);
    if (policy === undefined || document === null) return null;
    const keys = [`${subject.type}\n${document}`];
    return { kind, severity, on: subject.type, policyType: null, name: policy.name, document, keys };
  }
  if (subject.type !== 'policy') {
    const principal = principals[subject.principal];
    if (principal === undefined) return null;
    const { type, name, role } = principal;
    const document = subject.type === 'trust-policy' ? documentOf(role?.trustPolicy ?? null) : null;
    const keys = [`${subject.type}\n${type}\n${name}`];
    return { kind, severity, on: subject.type, policyType: null, name, document, keys };
  }
  const policy = policies[subject.policy];
  if (policy === undefined) return null;
  const { type, name } = policy;
  const document = documentOf(policy.document);
  const keys = [
    ...(document === null ? [] : [`document\n${type}\n${document}`]),
    ...(type === 'inline' ? [] : [`name\n${type}\n${name}`]),
  ];
  return keys.length === 0
    ? null
    : { kind, severity, on: subject.type, policyType: type, name, document, keys };
}
