/** An organisation of accounts, as AWS Organizations keeps it. */
export interface Organization {
  readonly id: string;
  readonly managementAccount: string;
  readonly partition: string;
  readonly roots: readonly OrganizationRoot[];
  /** Parents before their children. */
  readonly units: readonly OrganizationalUnit[];
  /** In the order of the tree. */
  readonly accounts: readonly OrganizationAccount[];
  /** Null where the organisation does not use this type of policy. */
  readonly serviceControlPolicies: readonly OrganizationPolicy[] | null;
  readonly resourceControlPolicies: readonly OrganizationPolicy[] | null;
}

/** The top of the tree of an organisation. */
export interface OrganizationRoot {
  readonly id: string;
  readonly name: string;
}

/** A unit (OU) of the tree, below the root or another unit. */
export interface OrganizationalUnit {
  readonly id: string;
  readonly name: string;
  /** Id of the root or unit it is in. */
  readonly parentId: string;
  /** Names from below the root on: `workloads/production`. */
  readonly path: string;
}

/** A member account, or the management account. */
export interface OrganizationAccount {
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
  /** `ACTIVE`, or what AWS says otherwise. */
  readonly status: string;
  readonly parentId: string;
  /** Path of its unit; empty for an account directly below the root. */
  readonly ouPath: string;
}

/** A service or resource control policy, with what it is attached to. */
export interface OrganizationPolicy {
  readonly id: string;
  readonly name: string;
  readonly document: unknown;
  /** Ids of the roots, units and accounts it is attached to. */
  readonly targets: readonly string[];
}

/** How far the reading of an organisation is. */
export interface OrganizationCounts {
  readonly units: number;
  readonly accounts: number;
  readonly policies: number;
}
