import type { RiskKindDescription, RiskScope, Severity } from '../../src/assessment/assessment.js';

function kind(
  id: string,
  title: string,
  severity: Severity,
  scope: RiskScope,
  summary: string,
): RiskKindDescription {
  return {
    id,
    title,
    severity,
    scope,
    summary,
    why: `${title}: whoever holds these rights can do harm that no one intended.\nIn most accounts nobody remembers why they were granted.`,
    fix: 'Name the resources that the workload needs.\nWhere that is not possible, ask for a condition that only the workload meets.',
    references: [
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html',
      'javascript:alert(1)',
    ],
  };
}

/** All kinds of risk, in the order of the report. */
export const FIXTURE_KINDS: readonly RiskKindDescription[] = [
  kind(
    'PrivilegeEscalation',
    'Privilege escalation',
    'high',
    'identity-policy',
    'The policy lets its holder gain more rights.',
  ),
  kind(
    'DataExfiltration',
    'Data exfiltration',
    'medium',
    'identity-policy',
    'The policy lets its holder read data out of the account.',
  ),
  kind(
    'ResourceExposure',
    'Resource exposure',
    'high',
    'identity-policy',
    'The policy lets its holder open resources to others.',
  ),
  kind(
    'ServiceWildcard',
    'Service wildcard',
    'medium',
    'identity-policy',
    'The policy grants every action of a service.',
  ),
  kind(
    'CredentialsExposure',
    'Credentials exposure',
    'high',
    'identity-policy',
    'The policy lets its holder obtain credentials.',
  ),
  kind(
    'InfrastructureModification',
    'Infrastructure modification',
    'low',
    'identity-policy',
    'The policy lets its holder change infrastructure.',
  ),
  kind(
    'AssumableByComputeService',
    'Assumable by a compute service',
    'low',
    'trust-policy',
    'Code on a compute service can become the role.',
  ),
  kind(
    'AssumableByCrossAccountPrincipal',
    'Assumable from another account',
    'medium',
    'trust-policy',
    'Principals of other accounts can become the role.',
  ),
  kind(
    'AssumableByAnyPrincipal',
    'Assumable by anyone',
    'critical',
    'trust-policy',
    'Anyone on AWS can become the role.',
  ),
  kind(
    'AssumableByAnyPrincipalWithConditions',
    'Assumable by anyone under conditions',
    'medium',
    'trust-policy',
    'Anyone who meets the conditions can become the role.',
  ),
];
