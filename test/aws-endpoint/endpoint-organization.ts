/** A kind of policy that binds the accounts of an organisation. */
export type OrganizationPolicyType = 'SERVICE_CONTROL_POLICY' | 'RESOURCE_CONTROL_POLICY';

/** The root or an organisational unit, with what lies directly in it. */
export interface OrganizationNode {
  /** `r-…` for the root, `ou-…` for a unit. */
  readonly id: string;
  readonly name: string;
  /** Ids of the accounts. */
  readonly accounts: readonly string[];
  readonly units: readonly OrganizationNode[];
}

/** A service or resource control policy. */
export interface OrganizationPolicy {
  /** `p-…`; ids of AWS's own are words. */
  readonly id: string;
  readonly name: string;
  readonly type: OrganizationPolicyType;
  readonly description?: string;
  readonly awsManaged?: boolean;
  readonly document: unknown;
  /** Ids of the roots, units and accounts that it is attached to. */
  readonly targets: readonly string[];
}

/** What AWS Organizations knows. */
export interface EndpointOrganization {
  /** `o-…` */
  readonly id: string;
  readonly root: OrganizationNode;
  readonly policies: readonly OrganizationPolicy[];
  /** Policies of a type that is not enabled are attached to nothing. Default: both. */
  readonly enabledPolicyTypes?: readonly OrganizationPolicyType[];
  /** Types that the partition does not know: asking for them is an error. Default: none. */
  readonly unknownPolicyTypes?: readonly OrganizationPolicyType[];
  /** Default: `ALL`; the other has no policies. */
  readonly featureSet?: 'ALL' | 'CONSOLIDATED_BILLING';
  /** Which fields tell an account's life: AWS gave `Status`, then both, and retires `Status`. Default: both. */
  readonly accountFields?: 'Status' | 'State' | 'both';
  /** Member accounts that may read the organisation as the management account does. */
  readonly delegatedAdministrators?: readonly string[];
}
