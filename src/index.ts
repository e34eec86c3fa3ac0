export type * from './assessment/assessment.js';
export type * from './assessment/organization-findings.js';
export type * from './assessment/crossings/crossing.js';
export type { Standing } from './assessment/crossings/account-crossings.js';
export type { Verdict } from './escalation/graph/verdict.js';
export type * from './assessment/proposed-fix.js';
export type { SourceLocation, TextPosition } from './assessment/source-location.js';
export type { AppliedSuppression, Suppression } from './assessment/suppressions/suppression.js';
export type * from './account/account.js';
export type * from './policy/policy-document.js';
export { parseAuthorizationDetails } from './account/parse-authorization-details.js';
export type { AssessOptions } from './assessment/assess-options.js';
export type { AssessedSources } from './assessment/assessed-sources.js';
export {
  parseOrganizationPolicies,
  type Guardrails,
  type KnownDocuments,
  type OrganizationPolicies,
  type PolicyLevel,
} from './account/organization-policies.js';
export type { OrganizationPlace, OrganizationPlaces } from './account/organization-place.js';
export { resourcePolicyDocuments } from './account/resource-policies.js';
export { withResourcePolicies } from './account/account-resource-policies.js';
export type { KindsInForce } from './risks/kinds-in-force.js';
export type * from './risks/risk-kind.js';
export { actionMembers } from './assessment/action-members.js';
export { assess } from './assessment/assess.js';
export { parseFindings } from './assessment/parse-findings.js';
export type * from './assessment/stored/stored-assessment.js';
export { assessTogether, type NamedAccount } from './assessment/assess-together.js';
export {
  scanPolicies,
  scanPolicy,
  type NamedPolicy,
  type ScanPoliciesOptions,
} from './assessment/scan-policy.js';
export type { ScanPartsOptions } from './assessment/scan-parts.js';
export {
  scanInfrastructure,
  type InfrastructureFile,
  type ScanInfrastructureOptions,
} from './cli/scan-input/scan-infrastructure.js';
export {
  DEFAULT_EXCLUSIONS,
  NO_EXCLUSIONS,
  parseExclusions,
  type Exclusions,
} from './assessment/exclusions.js';
export { parseConfiguration } from './assessment/configuration/parse-configuration.js';
export { configuredOptions, type ConfiguredOptions } from './assessment/configuration/configured-options.js';
export type * from './assessment/configuration/configuration.js';
export { EXCLUSIONS_TEMPLATE } from './assessment/exclusions-template.js';
export { proposeFixes } from './fixes/propose-fixes.js';
export type { FixSettings } from './fixes/subjects.js';
export type { FixPlaceholder, ProposedFix } from './assessment/proposed-fix.js';
export { Catalog } from './catalog/catalog.js';
export type { CompiledCatalog } from './catalog/compiled-catalog.js';
export type { CompiledDetails } from './catalog/catalog-details.js';
export type { ResourceRequirement, ResourceType } from './catalog/resource-type.js';
export type { Service } from './catalog/service.js';
export { CatalogDetails, type ActionDetails } from './catalog/catalog-details.js';
export { loadCatalog } from './catalog/catalog-file.js';
export { loadCatalogDetails } from './catalog/catalog-details-file.js';
export { parseCatalog } from './catalog/parse-catalog.js';
export { IndexSet } from './catalog/index-set.js';
export type { JsonObject } from './policy/json-shape.js';
export { expandPolicy } from './policy/expand-policy.js';
export { InputError } from './policy/input-error.js';
export { evaluateRequest } from './policy/request/evaluate-request.js';
export type { PolicyType as EvaluatedPolicyType } from './policy/request/policy-set.js';
export type {
  DecidingStatement,
  Decision,
  Evaluation,
  ResidualCondition,
} from './policy/request/evaluation.js';
export { parsePolicyDocument } from './policy/parse-policy-document.js';
export { findingsChunks } from './output/findings.js';
export { htmlReport, renderHtml, type HtmlReport, type ReportApp } from './output/html.js';
export { policyScanText } from './output/policy-text.js';
export { resultsChunks, toResults } from './output/results.js';
export { terminalSummary, type SummaryLayout } from './output/terminal-summary.js';
export { readReportApp } from './scanning/report-app-files.js';
