/** Risk kinds on policies, in the order of 0.9.1, and what it called them on the terminal. */
export const POLICY_KINDS = [
  { id: 'PrivilegeEscalation', words: 'Privilege Escalation' },
  { id: 'DataExfiltration', words: 'Data Exfiltration' },
  { id: 'ResourceExposure', words: 'Resource Exposure' },
  { id: 'ServiceWildcard', words: 'Service Wildcard' },
  { id: 'CredentialsExposure', words: 'Credentials Exposure' },
  { id: 'InfrastructureModification', words: 'Unrestricted Infrastructure Modification' },
] as const;

/** Risk kinds on trust policies, and the keys under which the results of 0.9.1 have them. */
export const TRUST_KINDS = [
  { id: 'AssumableByComputeService', key: 'AssumableByComputeServices' },
  { id: 'AssumableByCrossAccountPrincipal', key: 'AssumableByCrossAccountPrincipal' },
  { id: 'AssumableByAnyPrincipal', key: 'AssumableByAnyPrincipal' },
  { id: 'AssumableByAnyPrincipalWithConditions', key: 'AssumableByAnyPrincipalWithConditions' },
] as const;

/** Kinds with a second group of findings, of what 0.9.1 did not know. */
export const EXTENDED_KINDS: ReadonlySet<string> = new Set([
  'DataExfiltration',
  'CredentialsExposure',
  'AssumableByComputeService',
]);
