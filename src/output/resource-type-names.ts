import table from './data/resource-type-names.json' with { type: 'json' };

/** What others call a type of resource. */
export interface ResourceTypeNames {
  readonly securityHub: string;
  readonly cloudFormation: string;
}

const NAMES: ReadonlyMap<string, ResourceTypeNames> = new Map(Object.entries(table.types));
const UNKNOWN: ResourceTypeNames = { securityHub: 'Other', cloudFormation: 'Other' };

/** The names of a type, `s3:bucket`; `Other` where it is not known or they have none. */
export function resourceTypeNames(type: string | null | undefined): ResourceTypeNames {
  return NAMES.get(type ?? '') ?? UNKNOWN;
}
