import type { OrganizationPolicies } from '../account/organization-policies.js';
import type { Catalog } from '../catalog/catalog.js';
import type { KindsInForce } from '../risks/kinds-in-force.js';
import type { CustomPages, Severity } from './assessment.js';
import type { Exclusions } from './exclusions.js';
import type { AssessedSources } from './assessed-sources.js';
import type { Suppression } from './suppressions/suppression.js';

/** What an assessment needs besides the account, and what may be set about it. */
export interface AssessOptions {
  readonly catalog: Catalog;
  /** Name of the input: the stem of its file. */
  readonly name: string;
  /** Without it, the exclusions of the template are in force. */
  readonly exclusions?: Exclusions;
  /** Accounts that trust policies may name, besides those of the exclusions. */
  readonly knownAccounts?: readonly string[];
  /** Count conditional and scoped actions too. */
  readonly flagAllRiskyActions?: boolean;
  /** Count findings on trust policies. */
  readonly flagTrustPolicies?: boolean;
  /** Keep findings of these severities only; empty or absent means all. */
  readonly severities?: readonly Severity[];
  /** What the organisation imposes; without it nothing is assumed. */
  readonly organizationPolicies?: OrganizationPolicies;
  /** The time to write into the assessment and to judge the catalogue's age by. */
  readonly now?: Date;
  /** Leave out the documents of policies without a finding. */
  readonly minimize?: boolean;
  /** Where what is assessed stands, in files that have lines worth telling. */
  readonly sources?: AssessedSources;
  /** Risk kinds with other severities or actions; without it, as they are built in. */
  readonly kinds?: KindsInForce;
  /** Findings to take out of the count. */
  readonly suppressions?: readonly Suppression[];
  /** Pages for the report. They must be sanitised: the report shows them as they are. */
  readonly customPages?: CustomPages;
}
