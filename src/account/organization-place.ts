import { InputError } from '../policy/input-error.js';
import { listAt, objectAt, stringAt } from '../policy/input-fields.js';

/** Where an account stands in its organisation. */
export interface OrganizationPlace {
  /** `o-exampleorg1`: the value of `aws:PrincipalOrgID` and `aws:ResourceOrgID`. */
  readonly id: string;
  /** `o-exampleorg1/r-ab12/ou-ab12-11111111/`, as `aws:PrincipalOrgPaths` has it; null where it is not known. */
  readonly path: string | null;
}

/** Places by account id. */
export type OrganizationPlaces = ReadonlyMap<string, OrganizationPlace>;

/** Keys that say where in an organisation a caller or a resource is, in lower case; of each pair id and path. */
export const CALLER_ORGANIZATION_KEYS = { id: 'aws:principalorgid', path: 'aws:principalorgpaths' } as const;
export const RESOURCE_ORGANIZATION_KEYS = { id: 'aws:resourceorgid', path: 'aws:resourceorgpaths' } as const;
/** The same of the account in which a service works for somebody. */
const SOURCE_ORGANIZATION_KEYS = { id: 'aws:sourceorgid', path: 'aws:sourceorgpaths' } as const;

/** What requests of a caller hold by these keys, as far as it is known. */
export function organizationOfCaller(
  place: OrganizationPlace | null,
): readonly (readonly [key: string, values: readonly string[]])[] {
  return organizationUnder(CALLER_ORGANIZATION_KEYS, place);
}

/** What requests on a resource that an account owns hold by these keys, as far as it is known. */
export function organizationOfResource(
  place: OrganizationPlace | null,
): readonly (readonly [key: string, values: readonly string[]])[] {
  return organizationUnder(RESOURCE_ORGANIZATION_KEYS, place);
}

/** What requests of a service for somebody hold by these keys, as far as it is known. */
export function organizationOfSource(
  place: OrganizationPlace | null,
): readonly (readonly [key: string, values: readonly string[]])[] {
  return organizationUnder(SOURCE_ORGANIZATION_KEYS, place);
}

function organizationUnder(
  { id, path }: { readonly id: string; readonly path: string },
  place: OrganizationPlace | null,
): readonly (readonly [key: string, values: readonly string[]])[] {
  if (place === null) return [];
  return [[id, [place.id]], ...(place.path === null ? [] : [[path, [place.path]] as const])];
}

const ORGANIZATION_ID = /^o-[a-z0-9]{10,32}$/;

/**
 * Where accounts stand, by the tree that `download --organization` writes into its file. Of a tree that tells nothing
 * but the id of the organisation the paths stay unknown.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalorgpaths
 *
 * @param tree - `organization` of the file
 * @param members - ids of accounts that are known to belong to the organisation
 * @throws {InputError} with the JSON path of what cannot be read
 */
export function organizationPlaces(tree: unknown, members: Iterable<string>): OrganizationPlaces {
  const places = new Map<string, OrganizationPlace>();
  if (tree === undefined || tree === null) return places;
  const organization = objectAt(tree, '$.organization');
  if (organization['id'] === undefined) return places;
  const id = stringAt(organization['id'], '$.organization.id');
  if (!ORGANIZATION_ID.test(id))
    throw new InputError('the id of an organisation is such as o-exampleorg1', '$.organization.id');
  for (const member of members) places.set(member, { id, path: null });
  const paths = new Map<string, string>();
  for (const { id: root } of nodesAt(organization, 'roots')) paths.set(root, `${id}/${root}/`);
  let units = nodesAt(organization, 'units');
  for (let before = Infinity; units.length < before;) {
    before = units.length;
    units = units.filter(({ id: unit, parentId }) => {
      const parent = paths.get(parentId);
      if (parent !== undefined) paths.set(unit, `${parent}${unit}/`);
      return parent === undefined;
    });
  }
  for (const { id: account, parentId } of nodesAt(organization, 'accounts'))
    places.set(account, { id, path: paths.get(parentId) ?? null });
  return places;
}

interface TreeNode {
  readonly id: string;
  /** Empty for a root. */
  readonly parentId: string;
}

function nodesAt(
  organization: Readonly<Record<string, unknown>>,
  key: 'roots' | 'units' | 'accounts',
): readonly TreeNode[] {
  const where = `$.organization.${key}`;
  return listAt(organization[key] ?? [], where).map((value, index) => {
    const node = objectAt(value, `${where}[${index}]`);
    return {
      id: stringAt(node['id'], `${where}[${index}].id`),
      parentId: key === 'roots' ? '' : stringAt(node['parentId'], `${where}[${index}].parentId`),
    };
  });
}
