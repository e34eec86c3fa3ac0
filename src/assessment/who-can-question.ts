import type { OrganizationPolicies } from '../account/organization-policies.js';
import type { ResourcePolicies } from '../account/resource-policies.js';

/** What is asked of every principal. */
export interface WhoCanQuestion {
  readonly action: string;
  /** ARN; null asks about any resource. */
  readonly resource: string | null;
  /** Values by condition key in lower case. */
  readonly context: ReadonlyMap<string, readonly string[]>;
  readonly organization: OrganizationPolicies | null;
  /** Policies of resources by ARN. */
  readonly resourcePolicies: ResourcePolicies;
}
